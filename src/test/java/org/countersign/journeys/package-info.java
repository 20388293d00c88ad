/** People at their browsers, doing what they come for, in the application as it is shipped. */
@NullMarked
package org.countersign.journeys;

import org.jspecify.annotations.NullMarked;
