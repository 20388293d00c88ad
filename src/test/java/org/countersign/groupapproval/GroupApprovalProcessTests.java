package org.countersign.groupapproval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.countersign.groupapproval.LineManagerDecision.Verdict.APPROVE;
import static org.countersign.groupapproval.LineManagerDecision.Verdict.REFUSE;
import static org.countersign.groupapproval.LineManagerDecision.Verdict.RETURN;
import static org.countersign.groupapproval.Office.ADA;
import static org.countersign.groupapproval.Office.BASIL;
import static org.countersign.groupapproval.Office.CLEMENTINE;
import static org.countersign.groupapproval.Office.DESMOND;

import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.countersign.engine.NotAllowed;
import org.countersign.groupapproval.GroupApprovalPapers.Returned;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.notices.Notices.Told;
import org.countersign.records.Archive;
import org.countersign.records.Judges;
import org.countersign.records.KeptRecord;
import org.countersign.registers.Apps;
import org.countersign.registers.Apps.Status;
import org.countersign.registers.Groups;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/** Every way through the diagram on the real engine, and what each ending leaves. */
@SpringBootTest
@ActiveProfiles("demo")
@Import(Office.class)
@Tag("database")
class GroupApprovalProcessTests {

    @Autowired
    Office office;
    @Autowired
    ProcessEngine engine;
    @Autowired
    RuntimeService runtime;
    @Autowired
    Cases cases;
    @Autowired
    Notices notices;
    @Autowired
    Archive archive;
    @Autowired
    Groups groups;
    @Autowired
    Apps apps;

    @BeforeEach
    void letAssertionsSeeTheEngine() {
        AbstractAssertions.init(engine);
    }

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().list()
                .forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test"));
        AbstractAssertions.reset();
    }

    @Test
    void authorisesAGroupThatFourPeopleSigned() {
        ProcessInstance one = office.apply(ADA, office.application("Boathouse rota", BASIL));
        office.sign(BASIL);
        assertThat(one).isWaitingAt("approveGroup").hasNotPassed("authoriseGroup");
        office.approve(CLEMENTINE, APPROVE, null);
        office.authorise(DESMOND, APPROVE, "Well thought through.");

        assertThat(one).isEnded().hasPassedInOrder("applyForGroup", "freezeSheet", "signAsAssistant", "approveGroup",
                "authoriseGroup", "sealRecord", "enterInRegister", "groupAuthorised").hasNotPassed("groupRefused", "correctApplication");
        KeptRecord record = recordOf(one);
        assertThat(record.outcome()).isEqualTo("Authorised");
        assertThat(groups.byRecordId(record.recordId())).hasValueSatisfying(group -> {
            assertThat(group.name()).isEqualTo("Boathouse rota");
            assertThat(group.status()).isEqualTo(Groups.Status.APPROVED);
        });
        assertThat(caseOf(one).state()).startsWith("Authorised");
    }

    @Test
    void asksNoAssistantWhereNoneIsNamed() {
        ProcessInstance one = office.apply(ADA, office.application("Rowing coaches", null));
        assertThat(one).isWaitingAt("approveGroup").hasNotPassed("signAsAssistant");
    }

    @Test
    void returnsToTheApplicantWhenTheAssistantDeclines() {
        ProcessInstance one = office.apply(ADA, office.application("Early crew", BASIL));
        office.decline(BASIL, "I am away all term.");
        assertThat(one).isWaitingAt("correctApplication").hasNotPassed("approveGroup");

        assertThat(unreadOf(ADA, one)).isNotEmpty();
        office.correct(ADA, office.application("Early crew", null));
        assertThat(one).isWaitingAt("approveGroup");
        assertThat(unreadOf(ADA, one)).as("that it came back").isEmpty();
        office.approve(CLEMENTINE, APPROVE, null);
        office.authorise(DESMOND, APPROVE, null);
        assertThat(one).isEnded().hasPassed("groupAuthorised");
    }

    @Test
    void asksEveryoneAfreshAfterAReturn() {
        ProcessInstance one = office.apply(ADA, office.application("Kit orders", BASIL));
        office.sign(BASIL);
        office.approve(CLEMENTINE, APPROVE, null);
        office.authorise(DESMOND, RETURN, "Say who the members are.");
        assertThat(one).isWaitingAt("correctApplication");

        office.correct(ADA, office.application("Kit orders", BASIL));
        assertThat(one).isWaitingAt("signAsAssistant");
        office.sign(BASIL);
        office.approve(CLEMENTINE, RETURN, "Still not clear.");
        assertThat(one).isWaitingAt("correctApplication");
    }

    @Test
    void keepsARecordOfARefusalByTheFirstLineManager() {
        ProcessInstance one = office.apply(ADA, office.application("Gossip", null));
        office.approve(CLEMENTINE, REFUSE, "There is no work purpose.");
        assertThat(one).isEnded().hasPassed("groupRefused").hasNotPassed("authoriseGroup", "enterInRegister");
        assertThat(recordOf(one).outcome()).isEqualTo("Refused");
        assertThat(groups.byRecordId(caseOf(one).caseId())).isEmpty();
    }

    @Test
    void tellsOfTheSealedRecordOnlyWhoMayOpenIt() {
        ProcessInstance one = office.apply(ADA, office.application("Told apart", BASIL));
        office.sign(BASIL);
        office.approve(CLEMENTINE, REFUSE, "There is no work purpose.");
        assertThat(ending(one, ADA).text()).contains("sealed record");
        assertThat(ending(one, ADA).link()).isEqualTo("/requests/" + one.getBusinessKey());
        for (String userId : List.of(BASIL, CLEMENTINE)) {
            assertThat(ending(one, userId).text()).contains("refused").doesNotContain("record");
            assertThat(ending(one, userId).link()).isEqualTo("/");
        }
    }

    @Test
    void saysWhyAnApplicationCameBackLastAndNothingEarlier() {
        ProcessInstance one = office.apply(ADA, office.application("Back and back", BASIL));
        office.decline(BASIL, "I am away all term.");
        office.correct(ADA, office.application("Back and back", null));
        office.approve(CLEMENTINE, RETURN, "Say who the members are.");
        assertThat(whyItCameBack()).isEqualTo(new Returned("Returned by Clementine Crabtree, first line manager.", "Say who the members are."));
    }

    @Test
    void saysThatTheRegisterHinderedItAlthoughEverybodyAgreed() {
        office.apply(ADA, office.application("Gone app", null));
        office.approve(CLEMENTINE, APPROVE, null);
        apps.change(office.app("WhatsApp"), Status.WITHDRAWN, "New terms", null, null, office.person("fergus.foxglove").personId());
        try {
            office.authorise(DESMOND, APPROVE, null);
        } finally {
            apps.change(office.app("WhatsApp"), Status.APPROVED, "Terms are fine", null, null, office.person("fergus.foxglove").personId());
        }
        assertThat(whyItCameBack()).isEqualTo(new Returned("The app is no longer on the register of approved apps.", null));
    }

    @Test
    void keepsARecordOfARefusalByTheSecondLineManager() {
        ProcessInstance one = office.apply(ADA, office.application("Regatta", null));
        office.approve(CLEMENTINE, APPROVE, null);
        office.authorise(DESMOND, REFUSE, "Use the rota system.");
        assertThat(one).isEnded().hasPassed("groupRefused").hasNotPassed("enterInRegister");
        assertThat(recordOf(one).outcome()).isEqualTo("Refused");
    }

    @Test
    void keepsARecordOfAWithdrawal() {
        ProcessInstance one = office.apply(ADA, office.application("Second thoughts", null));
        cases.withdraw(caseOf(one).caseId(), office.person(ADA).personId(), "Not needed any more");
        office.runJobs();
        assertThat(one).isEnded().hasPassed("withdrawalRecorded").hasNotPassed("sealRecord");
        assertThat(recordOf(one).outcome()).isEqualTo("Withdrawn");
    }

    @Test
    void refusesToWithdrawWhatIsDecidedOrSomebodyElses() {
        ProcessInstance one = office.apply(ADA, office.application("Too late", null));
        String caseId = caseOf(one).caseId();
        assertThatThrownBy(() -> cases.withdraw(caseId, office.person(BASIL).personId(), "")).isInstanceOf(NotAllowed.class);
        var task = office.taskOf(CLEMENTINE, "approveGroup");
        office.complete(CLEMENTINE, task, office.submit(CLEMENTINE, task, new ApproveGroup(REFUSE, "No.", "Clementine Crabtree", true)));
        assertThat(caseOf(one).state()).isEqualTo("The record is being sealed");
        office.runJobs();
        assertThatThrownBy(() -> cases.withdraw(caseId, office.person(ADA).personId(), "")).isInstanceOf(NotAllowed.class);
    }

    @Test
    void returnsWhatTheRegisterHindersMeanwhile() {
        ProcessInstance one = office.apply(ADA, office.application("Signal crew", null));
        office.approve(CLEMENTINE, APPROVE, null);
        apps.change(office.app("WhatsApp"), Status.WITHDRAWN, "New terms", null, null, office.person("fergus.foxglove").personId());
        try {
            office.authorise(DESMOND, APPROVE, null);
            assertThat(one).isWaitingAt("correctApplication").hasPassed("resultHindered").hasNotPassed("enterInRegister");
            assertThat(archive.find(caseOf(one).caseId())).isEmpty();
            assertThat(caseOf(one).canBeWithdrawn()).isTrue();
        } finally {
            apps.change(office.app("WhatsApp"), Status.APPROVED, "Terms are fine", null, null, office.person("fergus.foxglove").personId());
        }
    }

    @Test
    void givesANameToWhoeverIsAuthorisedFirst() {
        ProcessInstance first = office.apply(ADA, office.application("Same name", null));
        office.approve(CLEMENTINE, APPROVE, null);
        ProcessInstance second = office.apply(BASIL, office.application(BASIL, "same  NAME", null));
        office.approve(CLEMENTINE, APPROVE, null);
        var both = office.as(DESMOND, () -> engine.getTaskService().createTaskQuery().taskDefinitionKey("authoriseGroup").listPage(0, 10));
        for (var task : both) {
            office.complete(DESMOND, task, office.submit(DESMOND, task, new AuthoriseGroup(APPROVE, null, "Desmond Dovecote", true)));
        }
        office.runJobs();
        long ended = java.util.stream.Stream.of(first, second).filter(one -> caseOf(one).endedAt() != null).count();
        assertThat(ended).isEqualTo(1);
        assertThat(engine.getTaskService().createTaskQuery().taskDefinitionKey("correctApplication").count()).isEqualTo(1);
    }

    @Test
    void printsWhatWasSignedWhateverTheRegisterSaysLater() {
        ProcessInstance one = office.apply(ADA, office.application("As signed", null));
        apps.change(office.app("WhatsApp"), Status.APPROVED, "Another condition", "Only on Tuesdays.", null,
                office.person("fergus.foxglove").personId());
        office.approve(CLEMENTINE, REFUSE, "Not now.");
        assertThat(Judges.textOf(archive.pdf(one.getBusinessKey()).orElseThrow())).contains("As signed").doesNotContain("Only on Tuesdays");
    }

    private Object whyItCameBack() {
        return office.page(ADA, "correctApplication").get("returned");
    }

    private List<Told> unreadOf(String userId, ProcessInstance one) {
        return notices.of(office.person(userId).personId(), 50).stream()
                .filter(told -> one.getBusinessKey().equals(told.notice().caseId()) && told.readAt() == null).toList();
    }

    private Notice ending(ProcessInstance one, String userId) {
        return notices.of(office.person(userId).personId(), 50).stream().map(Told::notice)
                .filter(notice -> notice.key().equals("ended:" + one.getBusinessKey())).findFirst().orElseThrow();
    }

    private Case caseOf(ProcessInstance instance) {
        return cases.find(instance.getBusinessKey()).orElseThrow();
    }

    private KeptRecord recordOf(ProcessInstance instance) {
        return archive.find(instance.getBusinessKey()).orElseThrow();
    }
}
