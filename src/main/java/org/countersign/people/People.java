package org.countersign.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** The directory. Days are calendar days in the institution's zone. */
@Service
public class People {

    public Optional<Person> byId(String personId) {
        throw new UnsupportedOperationException();
    }

    public Optional<Person> byUserId(String userId) {
        throw new UnsupportedOperationException();
    }

    public List<Person> all() {
        throw new UnsupportedOperationException();
    }

    /** Current members of staff whose name, user id, position or department contains the text; ordered by name. */
    public List<Person> staffMatching(String text, int limit) {
        throw new UnsupportedOperationException();
    }

    /** Currently employed people with that role, ordered by name. */
    public List<Person> withRole(String role) {
        throw new UnsupportedOperationException();
    }

    /** The line manager, if the directory gives one who is employed today. */
    public Optional<Person> lineManagerOf(String personId) {
        throw new UnsupportedOperationException();
    }

    /** The deputy this person (or an administrator) has named, if employed today. */
    public Optional<Person> deputyOf(String personId) {
        throw new UnsupportedOperationException();
    }

    public boolean isAbsent(String personId, LocalDate on) {
        throw new UnsupportedOperationException();
    }
}
