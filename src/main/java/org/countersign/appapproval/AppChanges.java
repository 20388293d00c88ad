package org.countersign.appapproval;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.countersign.institution.WorkingDays;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.Retention;
import org.countersign.records.RetentionSchedule.Trigger;
import org.countersign.registers.AppChanged;
import org.countersign.registers.Apps;
import org.countersign.registers.Apps.App;
import org.countersign.registers.Apps.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What follows from the register for app approval: records go out of date, and the IT team is told when a review is due. */
@Component
class AppChanges {

    private static final int DAYS_AHEAD = 14;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    private final Apps apps;
    private final AppReviews reviews;
    private final People people;
    private final WorkingDays workingDays;
    private final Notices notices;
    private final Retention retention;

    AppChanges(Apps apps, AppReviews reviews, People people, WorkingDays workingDays, Notices notices, Retention retention) {
        this.apps = apps;
        this.reviews = reviews;
        this.people = people;
        this.workingDays = workingDays;
        this.notices = notices;
        this.retention = retention;
    }

    @EventListener
    void appChanged(AppChanged changed) {
        outdate(changed.before(), changed.now());
    }

    /** The time of a record runs from the day on which another decision takes its place, or on which the app may no longer be used. */
    private void outdate(@Nullable App before, App now) {
        if (before != null && before.recordId() != null && !before.recordId().equals(now.recordId())) {
            retention.happened(before.recordId(), Trigger.SUPERSEDED, people.today());
        }
        if (now.status() != Status.APPROVED && now.recordId() != null) {
            retention.happened(now.recordId(), Trigger.SUPERSEDED, people.today());
        }
    }

    /** Two weeks before the day of review and from that day on, each once and never on a day on which nobody works. */
    @Scheduled(cron = "0 0 8 * * *", zone = "#{@institutionZone.id}")
    @Transactional
    void remindOfReviews() {
        LocalDate today = people.today();
        if (!workingDays.isWorkingDay(today)) {
            return;
        }
        List<String> team = people.withRole(AppReviews.IT).stream().map(Person::personId).toList();
        for (App app : apps.approved()) {
            LocalDate reviewOn = app.reviewOn();
            if (reviewOn == null || today.isBefore(reviewOn.minusDays(DAYS_AHEAD)) || reviews.openFor(app.name()).isPresent()) {
                continue;
            }
            String event = today.isBefore(reviewOn) ? "app-review-soon" : "app-review-due";
            notices.tell(team, new Notice("%s:%s:%s".formatted(event, app.appId(), reviewOn), AppApprovalTasks.FLOW + "/" + event,
                    (today.isBefore(reviewOn) ? "Soon to be reviewed: " : "To be reviewed now: ") + app.name(),
                    "Its day of review is %s. Open its page in the register of apps and have it looked at again.".formatted(DAY.format(reviewOn)), page(app), null));
        }
    }

    private static String page(App app) {
        return "/registers/apps/" + app.appId();
    }
}
