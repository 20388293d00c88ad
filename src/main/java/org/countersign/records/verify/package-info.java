/** Says in plain words whether a PDF is one of our records and unchanged. */
@NullMarked
package org.countersign.records.verify;

import org.jspecify.annotations.NullMarked;
