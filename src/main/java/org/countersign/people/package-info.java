/** Who is who: persons, their line managers, deputies, absences and roles, from one CSV file. */
@NullMarked
package org.countersign.people;

import org.jspecify.annotations.NullMarked;
