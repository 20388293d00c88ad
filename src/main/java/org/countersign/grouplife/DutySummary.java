package org.countersign.grouplife;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.countersign.engine.Cases;
import org.countersign.engine.Cases.Waiting;
import org.countersign.engine.Flow.StandIn;
import org.countersign.engine.Lateness;
import org.countersign.institution.Institution;
import org.countersign.institution.WorkingDays;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells everybody who has something to do for their groups once on a working day, all groups in one: what is new, due today or overdue;
 * what was told at once is not new.
 * Where somebody is away, whoever covers them is asked. Nothing on weekends and holidays; after a standstill there is one summary, not one
 * for each day.
 */
@Component
class DutySummary {

    /** Half an hour after the day's duties have been asked for. */
    static final LocalTime FROM = LocalTime.of(8, 30);

    private static final int MOST_LINES = 25;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.UK);

    private final Cases cases;
    private final GroupLifeEngineTasks engine;
    private final Lateness lateness;
    private final Notices notices;
    private final WorkingDays workingDays;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ZoneId zone;
    private volatile @Nullable LocalDate lookedOn;

    DutySummary(Cases cases, GroupLifeEngineTasks engine, Lateness lateness, Notices notices, WorkingDays workingDays, TransactionTemplate transaction, Clock clock, Institution institution) {
        this.cases = cases;
        this.engine = engine;
        this.lateness = lateness;
        this.notices = notices;
        this.workingDays = workingDays;
        this.transaction = transaction;
        this.clock = clock;
        this.zone = institution.zone();
    }

    /** Between half past eight and the close of business, once; what is still being asked for after a standstill is waited for. */
    @Scheduled(cron = "45 */5 * * * *")
    void look() {
        Instant now = clock.instant();
        ZonedDateTime local = now.atZone(zone);
        LocalDate today = local.toLocalDate();
        if (today.equals(lookedOn) || !workingDays.isWorkingDay(today) || local.toLocalTime().isBefore(FROM)
                || !local.toLocalDateTime().isBefore(workingDays.closeOfBusiness(today, 0)) || engine.isRinging()) {
            return;
        }
        List<Waiting> open = open();
        open.forEach(this::remindOrCover);
        tell(open(), today, now);
        lookedOn = today;
    }

    private List<Waiting> open() {
        return cases.openTasksOfFlow(GroupLifeTasks.FLOW).values().stream().flatMap(List::stream).toList();
    }

    /** A step of a change is reminded of and handed over like one of any other case; everything else is covered while somebody is away. */
    private void remindOrCover(Waiting task) {
        boolean change = GroupLifeTasks.ANSWERS_TO_A_CHANGE.contains(task.task());
        if (!change && !lateness.isNobodyThere(task)) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            cases.takeTurn(task.caseId());
            cases.openTasksOf(task.caseId()).stream().filter(one -> one.taskId().equals(task.taskId())).forEach(one -> {
                if (change) {
                    lateness.remindOrHandOver(one);
                } else if (lateness.isNobodyThere(one)) {
                    lateness.askStandIn(one, StandIn.DEPUTY);
                }
            });
        });
    }

    private void tell(List<Waiting> open, LocalDate today, Instant now) {
        Instant newSince = workingDays.plus(today, -1).atTime(FROM).atZone(zone).toInstant();
        Map<String, List<Waiting>> byPerson = new LinkedHashMap<>();
        open.stream().filter(task -> task.due() != null)
                .filter(task -> !GroupLifeTasks.ANSWERS_TO_A_CHANGE.contains(task.task()))
                .filter(task -> GroupLifeTasks.isToldBySummary(task.task()) && !task.since().isBefore(newSince) || !day(Objects.requireNonNull(task.due())).isAfter(today))
                .sorted(Comparator.comparing(task -> Objects.requireNonNull(task.due())))
                .forEach(task -> task.holderIds().forEach(holderId -> byPerson.computeIfAbsent(holderId, unused -> new ArrayList<>()).add(task)));
        byPerson.forEach((personId, tasks) -> notices.tell(personId, summary(tasks, today, now)));
    }

    private Notice summary(List<Waiting> tasks, LocalDate today, Instant now) {
        List<String> lines = new ArrayList<>();
        tasks.stream().limit(MOST_LINES).forEach(task -> lines.add(task.title() + ", " + by(Objects.requireNonNull(task.due()), today, now) + "."));
        if (tasks.size() > MOST_LINES) {
            lines.add("And " + (tasks.size() - MOST_LINES) + " more.");
        }
        boolean attest = tasks.stream().anyMatch(task -> task.task().equals(Duty.Kind.ATTESTATION.task()));
        return new Notice("group-duties:" + today, "group-life/summary", tasks.size() == 1 ? tasks.get(0).title() : "Your groups: " + tasks.size() + " things to do",
                String.join("\n", lines), attest ? "/registers/groups/attest" : "/", null);
    }

    private String by(Instant due, LocalDate today, Instant now) {
        return now.isAfter(due) ? "overdue since " + DAY.format(day(due)) : day(due).equals(today) ? "due today" : "by " + DAY.format(day(due));
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }
}
