/** From a finished flow to a signed, sealed PDF in the archive that anyone can verify. */
@NullMarked
package org.countersign.records;

import org.jspecify.annotations.NullMarked;
