package org.countersign.people;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells of people who start or leave at midnight, when nobody has touched the directory. */
@Component
class DayTurns {

    private final People people;
    private final ApplicationEventPublisher events;
    private @Nullable Map<String, Set<String>> rolesBefore;

    DayTurns(People people, ApplicationEventPublisher events) {
        this.people = people;
        this.events = events;
    }

    @Scheduled(fixedDelayString = "PT1M")
    synchronized void look() {
        Map<String, Set<String>> roles = roles();
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
