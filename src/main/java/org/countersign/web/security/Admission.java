package org.countersign.web.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.engine.Accounts;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.PeopleChanged;
import org.countersign.people.Person;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Who may be here today, asked on every request: people employed today, and the configured first administrator.
 * Answers are kept for some seconds, and dropped when the directory changes.
 */
@Component
class Admission {

    private static final Duration KEPT_FOR = Duration.ofSeconds(10);

    private record Answer(boolean admitted, Set<String> roles, Instant passwordSetAt, boolean mustChoosePassword, Instant at) {}

    private final People people;
    private final Institution institution;
    private final AdministratorSettings administrator;
    private final Accounts accounts;
    private final Clock clock;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    Admission(People people, Institution institution, AdministratorSettings administrator, Accounts accounts, Clock clock) {
        this.people = people;
        this.institution = institution;
        this.administrator = administrator;
        this.accounts = accounts;
        this.clock = clock;
    }

    boolean isAdmitted(String userId) {
        return answer(userId).admitted();
    }

    boolean has(String userId, String role) {
        Answer answer = answer(userId);
        return answer.admitted() && answer.roles().contains(role);
    }

    /** Whether somebody who signed in then still has the password of that day. */
    boolean hasSamePasswordSince(String userId, Instant signedInAt) {
        return !answer(userId).passwordSetAt().isAfter(signedInAt);
    }

    boolean mustChoosePassword(String userId) {
        return answer(userId).mustChoosePassword();
    }

    @EventListener
    void forget(PeopleChanged event) {
        answers.clear();
    }

    void forget(String userId) {
        answers.remove(userId);
    }

    private Answer answer(String userId) {
        Instant now = clock.instant();
        Answer known = answers.get(userId);
        if (known != null && !known.at().plus(KEPT_FOR).isBefore(now) && !known.at().isAfter(now)) {
            return known;
        }
        Person person = people.byUserId(userId).orElse(null);
        if (person == null ? !userId.equals(administrator.user()) : !person.isEmployedOn(LocalDate.ofInstant(now, institution.zone()))) {
            return new Answer(false, Set.of(), Instant.MIN, false, now);
        }
        Answer fresh = new Answer(true, person == null ? Set.of("administrators") : person.roles(),
                accounts.passwordSetAt(userId).orElse(Instant.MIN), accounts.mustChoosePassword(userId), now);
        answers.put(userId, fresh);
        return fresh;
    }
}
