/** The application as a whole: what starts it and what every module stands on. */
@NullMarked
package org.countersign;

import org.jspecify.annotations.NullMarked;
