/** Keys, personal signatures, seals and time stamps. */
@NullMarked
package org.countersign.records.sign;

import org.jspecify.annotations.NullMarked;
