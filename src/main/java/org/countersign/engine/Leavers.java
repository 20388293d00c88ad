package org.countersign.engine;

import org.countersign.people.People;
import org.countersign.people.PeopleChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Ends the requests of people who have left: nobody else may correct or withdraw them. */
@Component
class Leavers {

    private static final Logger log = LoggerFactory.getLogger(Leavers.class);

    private final Cases cases;
    private final People people;

    Leavers(Cases cases, People people) {
        this.cases = cases;
        this.people = people;
    }

    @EventListener({PeopleChanged.class, ApplicationReadyEvent.class})
    @Order
    void look() {
        for (Case one : cases.undecided()) {
            if (people.byId(one.starterId()).filter(person -> person.isEmployedOn(people.today())).isEmpty()) {
                try {
                    cases.lapse(one);
                } catch (NotAllowed busy) {
                    log.info("{} is looked at again with the next change of the directory: {}", one.caseId(), busy.getMessage());
                }
            }
        }
    }
}
