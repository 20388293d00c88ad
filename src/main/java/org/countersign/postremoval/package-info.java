/** Removal of a post that may break the standards: fair, provable, and never more than asked. */
@NullMarked
package org.countersign.postremoval;

import org.jspecify.annotations.NullMarked;
