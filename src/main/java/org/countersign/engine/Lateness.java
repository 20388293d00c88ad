package org.countersign.engine;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.countersign.engine.Cases.Waiting;
import org.countersign.engine.Flow.Assignment;
import org.countersign.engine.Flow.Patience;
import org.countersign.engine.Flow.StandIn;
import org.countersign.institution.Institution;
import org.countersign.institution.WorkingDays;
import org.countersign.people.People;
import org.springframework.stereotype.Component;

/**
 * Every morning: reminds those who have something to do, and asks a stand-in where a holder is late, absent or gone.
 * What the day calls for follows from the due date alone, so a morning missed is made up on the next one, and only the
 * furthest step that is due is taken.
 */
@Component("lateness")
public class Lateness {

    private enum Step { NOTHING, REMINDED, DUE_TODAY, DEPUTY_ASKED, NEXT_IN_LINE_ASKED }

    private final Cases cases;
    private final Holdings holdings;
    private final Flows flows;
    private final People people;
    private final WorkingDays workingDays;
    private final Clock clock;
    private final ZoneId zone;

    Lateness(Cases cases, Holdings holdings, Flows flows, People people, WorkingDays workingDays, Clock clock,
            Institution institution) {
        this.cases = cases;
        this.holdings = holdings;
        this.flows = flows;
        this.people = people;
        this.workingDays = workingDays;
        this.clock = clock;
        this.zone = institution.zone();
    }

    /** Called from the diagram, once a morning and case. */
    public void remindOrHandOver(DelegateExecution execution) {
        cases.openTasksOf(execution.getProcessBusinessKey()).forEach(this::remindOrHandOver);
    }

    /** Asks a stand-in for a task now, where the flow has one who does not hold it yet. @return whether somebody was asked */
    public boolean askStandIn(Waiting task, StandIn standIn) {
        Optional<Assignment> newcomers = newcomers(flows.named(task.flow()), task, standIn);
        newcomers.ifPresent(assignment -> holdings.handOver(task, assignment));
        return newcomers.isPresent();
    }

    /** The same for one task, of a flow that looks at many cases at once. */
    public void remindOrHandOver(Waiting task) {
        if (task.due() == null) {
            return;
        }
        Flow flow = flows.named(task.flow());
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        Step reached = Step.values()[holdings.latenessOf(task.taskId())];
        Step due = stepOn(today, task.due().atZone(zone).toLocalDate(), flow.patience());
        if (due.compareTo(Step.DEPUTY_ASKED) < 0 && nobodyIsThere(task, today)
                && newcomers(flow, task, StandIn.DEPUTY).isPresent()) {
            due = Step.DEPUTY_ASKED;
        }
        if (due.compareTo(reached) <= 0) {
            return;
        }
        switch (due) {
            case REMINDED -> holdings.remind(task, "reminder", task.optional()
                    ? "This is open to you until " + PlainDates.day(task.due(), zone) + ". If you have no reason to, do nothing."
                    : "This waits for you. It is due by " + PlainDates.day(task.due(), zone) + ".");
            case DUE_TODAY -> holdings.remind(task, "due-today", task.optional()
                    ? "Today is the last day on which this is open to you. If you have no reason to, do nothing." : "This waits for you and is due today.");
            case DEPUTY_ASKED -> handOver(flow, task, StandIn.DEPUTY);
            case NEXT_IN_LINE_ASKED -> handOver(flow, task, StandIn.NEXT_IN_LINE);
            default -> throw new IllegalStateException("No step " + due);
        }
        holdings.markLateness(task.taskId(), due.ordinal());
    }

    private Step stepOn(LocalDate today, LocalDate dueDay, Patience patience) {
        int late = workingDays.between(dueDay, today);
        if (late >= patience.nextInLineAfter()) {
            return Step.NEXT_IN_LINE_ASKED;
        }
        if (late >= patience.deputyAfter()) {
            return Step.DEPUTY_ASKED;
        }
        if (!today.isBefore(dueDay)) {
            return Step.DUE_TODAY;
        }
        return workingDays.between(today, dueDay) <= patience.reminderBefore() ? Step.REMINDED : Step.NOTHING;
    }

    /** Passes a task on to whom the flow has for it now; whoever held it before holds it no longer. */
    public void passOn(Waiting task, StandIn standIn) {
        flows.named(task.flow()).handOver(task.task(), task.caseId(), standIn).ifPresent(assignment -> {
            askStandIn(task, standIn);
            holdings.leave(task, task.holderIds().stream().filter(holderId -> !assignment.holderIds().contains(holderId)).toList());
        });
    }

    /** Whether all holders of a task are away or have left. */
    public boolean isNobodyThere(Waiting task) {
        return nobodyIsThere(task, clock.instant().atZone(zone).toLocalDate());
    }

    private boolean nobodyIsThere(Waiting task, LocalDate today) {
        return task.holderIds().stream().allMatch(holderId -> people.isAbsent(holderId, today)
                || people.byId(holderId).filter(person -> person.isEmployedOn(today)).isEmpty());
    }

    private void handOver(Flow flow, Waiting task, StandIn standIn) {
        Optional<Assignment> newcomers = newcomers(flow, task, standIn);
        if (newcomers.isPresent()) {
            holdings.handOver(task, newcomers.get());
        } else if (!task.optional()) {
            holdings.remind(task, "overdue-" + standIn, "This is overdue. Please do it today.");
        }
    }

    /** Those who may do it too and do not hold it yet; nobody, where the stand-in has it already. */
    private static Optional<Assignment> newcomers(Flow flow, Waiting task, StandIn standIn) {
        return flow.handOver(task.task(), task.caseId(), standIn).flatMap(assignment -> {
            List<String> others = new ArrayList<>(assignment.holderIds());
            others.removeAll(task.holderIds());
            return others.isEmpty() ? Optional.empty() : Optional.of(new Assignment(assignment.title(), assignment.state(), others,
                    assignment.inPlaceOf(), assignment.workingDays(), assignment.why(), assignment.due()));
        });
    }
}
