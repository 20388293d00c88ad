/** Breach escalation: from the first report of a personal data breach to the regulator, the people affected and the register. */
@NullMarked
package org.countersign.breachescalation;

import org.jspecify.annotations.NullMarked;
