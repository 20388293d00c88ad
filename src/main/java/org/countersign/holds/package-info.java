/** What must not be destroyed, and why: legal holds on records and on messaging groups. */
@NullMarked
package org.countersign.holds;

import org.jspecify.annotations.NullMarked;
