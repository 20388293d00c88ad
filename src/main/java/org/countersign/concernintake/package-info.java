/** Concerns: raised without knowing the procedure, received by whom the table says, each ending in a recorded decision and an answer. */
@NullMarked
package org.countersign.concernintake;

import org.jspecify.annotations.NullMarked;
