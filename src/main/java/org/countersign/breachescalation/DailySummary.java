package org.countersign.breachescalation;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.countersign.breachescalation.Breaches.BreachCase;
import org.countersign.engine.Cases;
import org.countersign.engine.Cases.Waiting;
import org.countersign.institution.Institution;
import org.countersign.institution.Institution.Summary;
import org.countersign.institution.WorkingDays;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells the Data Protection Officer on each working day what is open and due, and the head of house once a case has gone on too long.
 * What counts is how things stood at the day's hour: so a summary made up for after an outage goes to the same people, a report that came
 * later waits for the next day, and nobody is told twice.
 */
@Component
class DailySummary {

    private static final int MOST_CASES = 25;

    private final Breaches breaches;
    private final Cases cases;
    private final Responders responders;
    private final BreachPapers papers;
    private final Notices notices;
    private final WorkingDays workingDays;
    private final Clock clock;
    private final ZoneId zone;
    private final Summary settings;
    private volatile @Nullable LocalDate lookedOn;

    DailySummary(Breaches breaches, Cases cases, Responders responders, BreachPapers papers, Notices notices, WorkingDays workingDays, Clock clock,
            Institution institution) {
        this.breaches = breaches;
        this.cases = cases;
        this.responders = responders;
        this.papers = papers;
        this.notices = notices;
        this.workingDays = workingDays;
        this.clock = clock;
        this.zone = institution.zone();
        this.settings = institution.breachEscalation().summary();
    }

    /** Between the day's hour and the close of business, once; a node that was away then does it when it is back. */
    @Scheduled(cron = "30 */5 * * * *")
    void look() {
        ZonedDateTime now = clock.instant().atZone(zone);
        LocalDate today = now.toLocalDate();
        if (today.equals(lookedOn) || !workingDays.isWorkingDay(today) || now.toLocalTime().isBefore(settings.at())
                || !now.toLocalDateTime().isBefore(workingDays.closeOfBusiness(today, 0))) {
            return;
        }
        send(today);
        lookedOn = today;
    }

    private void send(LocalDate today) {
        Instant hour = today.atTime(settings.at()).atZone(zone).toInstant();
        List<BreachCase> open = breaches.open().stream().filter(one -> one.reportedAt().isBefore(hour)).toList();
        List<BreachCase> old = open.stream().filter(one -> one.isClockRunning() && !one.awareAt().plus(settings.toHeadAfter()).isAfter(hour)).toList();
        Map<String, List<Waiting>> tasks = cases.openTasksOfFlow(BreachEscalationTasks.FLOW);
        Set<String> officers = Set.copyOf(responders.dataProtectionOfficer().holderIds());
        tell(officers, open, tasks, today);
        Set<String> heads = new LinkedHashSet<>(responders.headOfHouse());
        heads.removeAll(officers);
        tell(heads, old, tasks, today);
    }

    private void tell(Set<String> personIds, List<BreachCase> some, Map<String, List<Waiting>> tasks, LocalDate today) {
        if (some.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        some.stream().limit(MOST_CASES).forEach(one -> lines.add(line(one, tasks.getOrDefault(one.caseId(), List.of()))));
        if (some.size() > MOST_CASES) {
            lines.add("And " + (some.size() - MOST_CASES) + " more on the board.");
        }
        Notice notice = new Notice("breach-summary:" + today, "breach-escalation/summary", "Daily summary: " + (some.size() == 1 ? "1 case is open" : some.size() + " cases are open"),
                String.join("\n", lines), "/breaches", null);
        personIds.forEach(personId -> notices.tell(personId, notice));
    }

    /** For example "BE-2026-000001: Assess the risk, by Saturday 21 November 2026, 04:40 GMT. The 72 hours end on …". */
    private String line(BreachCase one, List<Waiting> tasks) {
        Optional<Instant> due = tasks.stream().filter(task -> !task.task().equals(BreachFiles.CONTAIN)).map(Waiting::due).filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
        String next = one.caseId() + ": " + one.nextStep() + due.map(at -> ", by " + papers.moment(at)).orElse("") + ".";
        return !one.isClockRunning() ? next
                : next + (one.late() ? " LATE: the 72 hours ended on " : " The 72 hours end on ") + papers.moment(one.deadline()) + ".";
    }
}
