/** The only shared code that knows the engine: form gate, cases, trail, holders of tasks, shields. */
@NullMarked
package org.countersign.engine;

import org.jspecify.annotations.NullMarked;
