/** Turns a template and its model into a PDF/A-3A + PDF/UA-1 document. */
@NullMarked
package org.countersign.records.render;

import org.jspecify.annotations.NullMarked;
