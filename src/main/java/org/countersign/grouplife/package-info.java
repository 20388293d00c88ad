/** The life of a messaging group after its approval: the duties kept and missed, changes, holds, renewal and the end. */
@NullMarked
package org.countersign.grouplife;

import org.jspecify.annotations.NullMarked;
