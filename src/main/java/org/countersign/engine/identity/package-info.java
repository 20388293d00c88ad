/** Keeps the engine's users, groups, authorizations and filters in step with the directory. */
@NullMarked
package org.countersign.engine.identity;

import org.jspecify.annotations.NullMarked;
