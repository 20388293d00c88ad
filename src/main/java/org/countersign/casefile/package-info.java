/** What flows share: a case as its answers tell it, who may deal with it, its letters, its panel, its sheet and its record. */
@NullMarked
package org.countersign.casefile;

import org.jspecify.annotations.NullMarked;
