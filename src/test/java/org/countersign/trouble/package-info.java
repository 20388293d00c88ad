/** The whole application in trouble: killed at its work, its database or disk gone. */
@NullMarked
package org.countersign.trouble;

import org.jspecify.annotations.NullMarked;
