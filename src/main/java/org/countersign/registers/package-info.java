/** The registers of messaging apps and of messaging groups, with their history. */
@NullMarked
package org.countersign.registers;

import org.jspecify.annotations.NullMarked;
