/** Looks again and again whether the archive's bytes are still those that were kept. */
@NullMarked
package org.countersign.records.fixity;

import org.jspecify.annotations.NullMarked;
