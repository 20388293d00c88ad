/** The hash-chained list of everything that matters about records and cases. */
@NullMarked
package org.countersign.records.ledger;

import org.jspecify.annotations.NullMarked;
