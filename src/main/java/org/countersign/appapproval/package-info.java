/** Approval of messaging apps: terms and security are reviewed side by side, and the stricter verdict decides. */
@NullMarked
package org.countersign.appapproval;

import org.jspecify.annotations.NullMarked;
