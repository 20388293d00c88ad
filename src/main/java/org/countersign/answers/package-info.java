/** What people filled in: drafts and submitted answers, in own tables and never in engine variables. */
@NullMarked
package org.countersign.answers;

import org.jspecify.annotations.NullMarked;
