package org.countersign.disciplinaryreferral;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.countersign.answers.YesNo;
import org.countersign.casefile.ScreenForDisclosure;
import org.countersign.disciplinaryreferral.CheckReferral.Measure;
import org.countersign.disciplinaryreferral.CheckReferral.Verdict;
import org.countersign.disciplinaryreferral.HoldHearing.Held;
import org.countersign.disciplinaryreferral.ReferForDiscipline.PersonType;
import org.countersign.disciplinaryreferral.ReferForDiscipline.Risk;
import org.countersign.disciplinaryreferral.ReferForDiscipline.Severity;
import org.countersign.casefile.ScreenForDisclosure.Answer;
import org.countersign.engine.Colleagues;
import org.countersign.engine.Forms;
import org.countersign.people.People;
import org.springframework.stereotype.Component;

/** The college dealing with a referral: Clementine refers Ada, Noël investigates, Fergus hears, Horatio would hear an appeal, Basil saw it. */
@Component
class ReferralDesk extends Colleagues {

    static final String ADA = "ada.applegarth";
    static final String BASIL = "basil.birdwhistle";
    static final String CLEMENTINE = "clementine.crabtree";
    static final String DESMOND = "desmond.dovecote";
    static final String EUPHEMIA = "euphemia.elderflower";
    static final String FERGUS = "fergus.foxglove";
    static final String HORATIO = "horatio.hazelnut";
    static final String KEZIAH = "keziah.kingfisher";
    static final String NOEL = "noel.nightjar";
    static final String OTTOLINE = "ottoline.ocelot";
    static final String PERCIVAL = "percival.plumtree";
    static final String QUENTIN = "quentin.quince";

    private final Forms forms;
    private final ObjectMapper json;

    ReferralDesk(Forms forms, People people, ProcessEngine engine, ObjectMapper json) {
        super("disciplinary-referral", forms, people, engine);
        this.forms = forms;
        this.json = json;
    }

    String today() {
        return local(now()).substring(0, 10);
    }

    /** As the picker writes it. */
    String choice(String userId) {
        return person(userId).name() + " (" + userId + ")";
    }

    ReferForDiscipline ofAda() {
        return of(PersonType.STAFF, choice(ADA), null, List.of("harassment"), Severity.SERIOUS, Risk.NONE);
    }

    ReferForDiscipline of(PersonType type, String person, String name, List<String> allegations, Severity severity, Risk risk) {
        return new ReferForDiscipline(YesNo.NO, type, person, name, type == PersonType.PROFESSIONAL_STUDENT ? "Medicine, General Medical Council" : null,
                type == PersonType.CONTRACTOR ? "Paper Lantern Catering" : null, allegations, "Basil says that messages in the boathouse group mocked a colleague; Clementine has seen two.",
                "2026-11-20", null, severity, ReferForDiscipline.Intent.NOT_KNOWN, ReferForDiscipline.Compromised.NO, choice(BASIL) + "\nHilda Hedgerow, cox", risk,
                risk == Risk.NONE ? null : "They row with pupils on Sundays.", ReferForDiscipline.Police.NOT_TOLD, null, List.of());
    }

    ProcessInstance refer() {
        return refer(CLEMENTINE, ofAda());
    }

    ProcessInstance refer(String userId, ReferForDiscipline referral) {
        return start(userId, "refer-for-discipline", referral);
    }

    void screen(String userId, Answer answer) {
        answer(userId, "screenForDisclosure", new ScreenForDisclosure(answer, answer, answer, "Read it twice with care."));
    }

    CheckReferral verdict(String userId, Verdict verdict, Measure measure) {
        return new CheckReferral(verdict, "As it stands.", verdict == Verdict.FORMAL ? choice(NOEL) : null, measure, measure == Measure.NONE ? null : "The accounts of the boathouse on one app",
                measure == Measure.NONE ? null : local(now().plus(Duration.ofDays(14))).substring(0, 10), person(userId).name(), true);
    }

    void check(String userId, Verdict verdict) {
        answer(userId, "checkReferral", verdict(userId, verdict, Measure.NONE));
    }

    /** Up to where Noël investigates. */
    ProcessInstance formal() {
        return formal(ofAda());
    }

    private ProcessInstance formal(ReferForDiscipline referral) {
        ProcessInstance one = refer(CLEMENTINE, referral);
        screen(KEZIAH, Answer.NO);
        check(KEZIAH, Verdict.FORMAL);
        return one;
    }

    Investigate findings() {
        return new Investigate(YesNo.NO, "Spoke to Ada and to Basil Birdwhistle; read the group.", "It was meant as a joke, and she is sorry.", "Two messages are there. Birdwhistle read them as mockery, Hilda did not.",
                "Nothing of the kind before.", List.of(), person(NOEL).name(), true);
    }

    DecideCaseToAnswer caseToAnswer(YesNo answer, String hearingManager) {
        return new DecideCaseToAnswer(answer, "The messages are there.", answer == YesNo.YES ? choice(hearingManager) : null, person(KEZIAH).name(), true);
    }

    InviteToHearing invitation(Instant at) {
        return new InviteToHearing(local(at), "The Old Library", "No action, or a warning.", "The report\nTwo screenshots");
    }

    /** Up to the hour of the hearing. */
    ProcessInstance hearing(String hearingManager) {
        return hearing(ofAda(), hearingManager);
    }

    private ProcessInstance hearing(ReferForDiscipline referral, String hearingManager) {
        ProcessInstance one = formal(referral);
        answer(NOEL, "investigate", findings());
        answer(KEZIAH, "decideCaseToAnswer", caseToAnswer(YesNo.YES, hearingManager));
        Instant at = now().plus(Duration.ofDays(14));
        answer(KEZIAH, "inviteToHearing", invitation(at));
        clockTo(at.plus(Duration.ofHours(1)));
        return one;
    }

    HoldHearing held(String userId, String sanction) {
        return new HoldHearing(Held.HELD, null, HoldHearing.Present.ACCOMPANIED, "Tobias Turnstile, union representative", "She is sorry.", sanction, "No more of it, from today.", "The messages hurt; she has said so herself.",
                person(userId).name(), true);
    }

    HoldHearing putOff(String userId, Instant to) {
        return new HoldHearing(Held.POSTPONED, local(to), null, null, null, null, null, "The union representative is ill.", person(userId).name(), true);
    }

    SendOutcome outcome(String appealManager) {
        return new SendOutcome("A further warning may follow.", appealManager == null ? null : choice(appealManager));
    }

    /** Up to where Ada may appeal against that. */
    ProcessInstance decided(String hearingManager, String sanction) {
        return decided(ofAda(), hearingManager, sanction);
    }

    ProcessInstance decided(ReferForDiscipline referral, String hearingManager, String sanction) {
        ProcessInstance one = hearing(referral, hearingManager);
        answer(hearingManager, "holdHearing", held(hearingManager, sanction));
        answer(KEZIAH, "sendOutcome", outcome(HORATIO));
        return one;
    }

    InviteToAppeal appealInvitation(Instant at) {
        return new InviteToAppeal(local(at), "The Lodgings", "A statement of the cox");
    }

    /** Up to the hour at which Horatio hears the appeal that was lodged. */
    void appealHearing() {
        Instant at = now().plus(Duration.ofDays(14));
        answer(KEZIAH, "inviteToAppeal", appealInvitation(at));
        clockTo(at.plus(Duration.ofHours(1)));
    }

    HearAppeal appeal(String userId, HearAppeal.Result result, String reducedTo) {
        return new HearAppeal(today(), null, result, reducedTo, "Heard her again.", person(userId).name(), true);
    }

    Map<String, List<String>> startProblems(String userId, ReferForDiscipline referral) {
        return startProblems(userId, "refer-for-discipline", referral);
    }

    /** The whistleblowing officer judges in a case of their own. */
    void judge(Task task, String result) {
        var opened = forms.open("protected-disclosure", "judge-disclosure", task.getId(), person(OTTOLINE)).orElseThrow();
        String likely = result.equals("GO_ON") ? "NO" : "YES";
        Object judgement = json.convertValue(Map.of("worker", likely, "information", likely, "tendsToShow", List.of(), "publicInterest", likely, "result", result,
                "rationale", "Judged alone.", "signedName", person(OTTOLINE).name(), "intent", true), opened.form().answers());
        complete(OTTOLINE, task, forms.submit(opened, judgement));
        runJobs();
    }

    Job appealWindow(ProcessInstance of) {
        return engine.getManagementService().createJobQuery().processInstanceId(of.getId()).activityId("appealWindowClosed").singleResult();
    }

    /** The time to appeal passes. */
    void morning(ProcessInstance of) {
        engine.getManagementService().executeJob(engine.getManagementService().createJobQuery().processInstanceId(of.getId()).activityId("morningCame").singleResult().getId());
    }

    void letTheWindowClose(ProcessInstance of) {
        Job window = appealWindow(of);
        clockTo(window.getDuedate().toInstant().plusSeconds(1));
        engine.getManagementService().executeJob(window.getId());
        runJobs();
    }
}
