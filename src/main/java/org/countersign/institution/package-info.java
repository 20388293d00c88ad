/** The institution's pack: names, regulator, policies, declarations, terms and working days. */
@NullMarked
package org.countersign.institution;

import org.jspecify.annotations.NullMarked;
