package org.countersign.breachescalation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.countersign.breachescalation.AssessBreach.Aggravator;
import org.countersign.breachescalation.AssessBreach.Level;
import org.countersign.breachescalation.TriageBreach.Verdict;
import org.countersign.engine.Colleagues;
import org.countersign.engine.Forms;
import org.countersign.institution.Institution.Asked;
import org.countersign.people.People;
import org.springframework.stereotype.Component;

/** The college dealing with a breach. */
@Component
class BreachDesk extends Colleagues {

    static final String MABEL = "mabel.marmalade";
    static final String GRETA = "greta.gooseberry";
    static final String FERGUS = "fergus.foxglove";
    static final String HORATIO = "horatio.hazelnut";
    static final String EUPHEMIA = "euphemia.elderflower";
    static final String DESMOND = "desmond.dovecote";

    BreachDesk(Forms forms, People people, ProcessEngine engine) {
        super("breach-escalation", forms, people, engine);
    }

    static ReportBreach unknowns() {
        return new ReportBreach("A list with names was posted to the wrong group.", null, null, null, null, null, List.of(), List.of(), null, null, null, null, List.of());
    }

    ProcessInstance report(String userId) {
        return report(userId, unknowns());
    }

    ProcessInstance report(String userId, ReportBreach report) {
        return start(userId, "report-breach", report);
    }

    Map<String, List<String>> reportProblems(String userId, ReportBreach report) {
        return startProblems(userId, "report-breach", report);
    }

    void triage(Verdict verdict, Instant awareAt) {
        answer(GRETA, "triageBreach", new TriageBreach(verdict, null, List.of(TriageBreach.Kind.CONFIDENTIALITY), verdict == Verdict.BREACH ? local(awareAt) : null,
                verdict == Verdict.BREACH ? "IT has confirmed it." : null, false, "Looked at with the Head Porter."));
    }

    void contain() {
        answer(FERGUS, "containBreach", new ContainBreach(ContainBreach.Status.CONTAINED, "The message was deleted for everyone.", null));
    }

    void assess(int likelihood, int severity, Level level) {
        answer(GRETA, "assessBreach", new AssessBreach(List.of("staff"), List.of("basic"), 40, 40, "Unwanted calls.", likelihood, severity, List.<Aggravator>of(),
                1, 100, 25, level, "Known recipients who deleted it.", null, null, null, "Wrong group chosen", AssessBreach.YesNo.NO, List.of(), null, null, "Training", AssessBreach.YesNo.YES, "Yearly", "Smaller groups", null));
    }

    void decide(DecideOnNotification.Regulator regulator, DecideOnNotification.People people) {
        answer(GRETA, "decideOnNotification", new DecideOnNotification(regulator, people, "As assessed.", person(GRETA).name(), true));
    }

    void confirm(String userId, ConfirmNoNotification.Answer answer) {
        answer(userId, "confirmNoNotification", new ConfirmNoNotification(answer, "I have read it.", person(userId).name(), true));
    }

    NotifyRegulator notification(Instant submittedAt, String reasons, String missing) {
        return notification(submittedAt, reasons, List.of(), missing);
    }

    NotifyRegulator notification(Instant submittedAt, String reasons, List<Asked> open, String missing) {
        return new NotifyRegulator("IC-123456-A1B2", local(submittedAt), NotifyRegulator.Channel.ONLINE_FORM, reasons, open, missing, List.of());
    }

    void tell(Instant at) {
        answer(GRETA, "tellPeopleAffected", new TellPeopleAffected(TellPeopleAffected.Means.LETTER, local(at), 40, "Dear all, …", null));
    }

    void followUp(Instant at) {
        followUp(null, "The numbers.", at, null);
    }

    void followUp(Integer number, String sent, Instant at, String nextDue) {
        answer(GRETA, "followUp", new FollowUp(number, sent, local(at), nextDue));
    }

    void close() {
        answer(GRETA, "closeBreach", new CloseBreach(CloseBreach.Cause.WRONG_MEMBER_IN_GROUP, "Look twice.", "Smaller groups; Head Porter; 1 December.", false, false, person(GRETA).name(), true));
    }

    void confirmCorrection(String userId, ConfirmCorrection.Answer answer) {
        answer(userId, "confirmCorrection", new ConfirmCorrection(answer, "Checked against the log.", person(userId).name(), true));
    }

    /** The timer of the marks, which there is once while the clock runs. */
    Job timer(ProcessInstance of) {
        return engine.getManagementService().createJobQuery().processInstanceId(of.getId()).activityId("nextMark").singleResult();
    }

    /** Lets the timer ring as often as it is due. */
    int ring(ProcessInstance of) {
        for (int rung = 0; rung < 30; rung++) {
            Job timer = timer(of);
            if (timer == null || timer.getDuedate().toInstant().isAfter(now())) {
                return rung;
            }
            engine.getManagementService().executeJob(timer.getId());
        }
        throw new AssertionError("The timer rings on and on");
    }
}
