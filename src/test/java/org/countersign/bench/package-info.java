/** The benchmark: one table of figures, each beside a floor measured in the same run. Run by {@code mvn -Pbench verify} alone. */
@NullMarked
package org.countersign.bench;

import org.jspecify.annotations.NullMarked;
