package org.countersign.people;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells of people who start or leave at midnight, when nobody has touched the directory. */
@Component
class DayTurns {

    private static final Logger log = LoggerFactory.getLogger(DayTurns.class);

    private final People people;
    private final ApplicationEventPublisher events;
    private @Nullable Map<String, Set<String>> rolesBefore;

    DayTurns(People people, ApplicationEventPublisher events) {
        this.people = people;
        this.events = events;
    }

    @Scheduled(fixedDelayString = "PT1M")
    synchronized void look() {
        Map<String, Set<String>> roles;
        try {
            roles = roles();
        } catch (DataAccessResourceFailureException e) {
            log.warn("The database does not answer; whether the new day changes the directory is looked at again in a minute.");
            return;
        }
        boolean changed = rolesBefore != null && !roles.equals(rolesBefore);
        rolesBefore = roles;
        if (changed) {
            events.publishEvent(new PeopleChanged());
        }
    }

    private Map<String, Set<String>> roles() {
        return people.all().stream().collect(toMap(Person::personId, Person::roles));
    }
}
