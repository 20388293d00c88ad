/** Transfer of a group's conversation to the corporate record, before it disappears from the app. */
@NullMarked
package org.countersign.conversationtransfer;

import org.jspecify.annotations.NullMarked;
