/** The way out and back in: records as a bag (BagIt 1.0, RFC 8493) that anyone can check and another installation restores. */
@NullMarked
package org.countersign.records.bag;

import org.jspecify.annotations.NullMarked;
