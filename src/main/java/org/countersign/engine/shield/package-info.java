/** What stands between a signed-in person and the parts of the engine that person has no business with. */
@NullMarked
package org.countersign.engine.shield;

import org.jspecify.annotations.NullMarked;
