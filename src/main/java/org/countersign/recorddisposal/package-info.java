/** The disposal of records whose time is over: proposed by one, confirmed by another, done record by record, and certified. */
@NullMarked
package org.countersign.recorddisposal;

import org.jspecify.annotations.NullMarked;
