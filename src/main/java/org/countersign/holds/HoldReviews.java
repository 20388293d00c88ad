package org.countersign.holds;

import java.time.LocalDate;
import java.time.temporal.WeekFields;
import java.util.List;
import org.countersign.institution.WorkingDays;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Reminds owners of holds whose review is due, again each week until they have looked; where the owner has left, the records officers. */
@Component
public class HoldReviews {

    private static final String OFFICERS = "records-officers";

    private final Holds holds;
    private final People people;
    private final WorkingDays workingDays;
    private final Notices notices;

    HoldReviews(Holds holds, People people, WorkingDays workingDays, Notices notices) {
        this.holds = holds;
        this.people = people;
        this.workingDays = workingDays;
        this.notices = notices;
    }

    @Scheduled(cron = "0 5 8 * * *", zone = "#{@institutionZone.id}")
    void remind() {
        LocalDate today = people.today();
        if (workingDays.isWorkingDay(today)) {
            remindOn(today);
        }
    }

    /** Whose review is due on that day. */
    public void remindOn(LocalDate today) {
        holds.open().stream().filter(hold -> !hold.reviewOn().isAfter(today)).forEach(hold -> tell(hold, today));
    }

    private void tell(Hold hold, LocalDate today) {
        List<String> told = people.byId(hold.ownerId()).filter(owner -> owner.isEmployedOn(today)).map(Person::personId).map(List::of)
                .orElseGet(() -> people.withRole(OFFICERS).stream().map(Person::personId).toList());
        notices.tell(told, new Notice("hold-review:" + hold.holdId() + ":" + hold.reviewOn() + ":" + today.get(WeekFields.ISO.weekOfWeekBasedYear()),
                "record-disposal/hold-review", "Review hold " + hold.holdId(),
                "Look whether this hold is still needed: what it covers is kept beyond its time while it lasts. Release it, or set the day of its next review.",
                "/records/holds/" + hold.holdId(), null));
    }
}
