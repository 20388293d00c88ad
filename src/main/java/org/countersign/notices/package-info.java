/** Tells people what happened and what to do: the list of notices in the app, and e-mail. */
@NullMarked
package org.countersign.notices;

import org.jspecify.annotations.NullMarked;
