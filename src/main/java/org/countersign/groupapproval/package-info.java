/** Group approval: from the application to run a staff messaging group to its authorisation. */
@NullMarked
package org.countersign.groupapproval;

import org.jspecify.annotations.NullMarked;
