/** A referral for discipline: fair to whom it is about, by the procedure of whoever has to decide, up to the outcome and an appeal. */
@NullMarked
package org.countersign.disciplinaryreferral;

import org.jspecify.annotations.NullMarked;
