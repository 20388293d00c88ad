package org.countersign.recorddisposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.countersign.recorddisposal.DisposalDesk.DESMOND;
import static org.countersign.recorddisposal.DisposalDesk.IMOGEN;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.countersign.engine.Flow;
import org.countersign.engine.Forms;
import org.countersign.engine.Player;
import org.countersign.engine.ReadableCases;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.recorddisposal.ConfirmDisposal.Answer;
import org.countersign.recorddisposal.ProposeDisposal.Proposed;
import org.countersign.records.Archive;
import org.countersign.records.Judges;
import org.countersign.records.KeptRecord;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.Retention;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/** What is sealed off is disposed of by its own officer, and nobody else learns that it was there. */
@SpringBootTest
@ActiveProfiles("demo")
@Import(DisposalDesk.class)
@Tag("database")
class SealedOffDisposalTests {

    private static final String OTTOLINE = "ottoline.ocelot";
    private static final String EUPHEMIA = "euphemia.elderflower";
    private static final String KEZIAH = "keziah.kingfisher";
    private static final String SECRET = "the heron on the chapel roof";

    @Autowired
    DisposalDesk desk;
    @Autowired
    ProcessEngine engine;
    @Autowired
    Cases cases;
    @Autowired
    ReadableCases readable;
    @Autowired
    Archive archive;
    @Autowired
    Retention retention;
    @Autowired
    Disposals disposals;
    @Autowired
    People people;
    @Autowired
    List<Flow> flows;
    @Autowired
    Forms forms;
    @Autowired
    ObjectMapper json;
    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void begin() {
        AbstractAssertions.init(engine);
    }

    @AfterEach
    void leaveNothingOpen() {
        engine.getRuntimeService().createProcessInstanceQuery().list()
                .forEach(open -> engine.getRuntimeService().deleteProcessInstance(open.getId(), "end of test", true, true, true));
        jdbc.sql("update cs_case set ended_at = current_timestamp where flow = 'record-disposal' and ended_at is null").update();
        jdbc.sql("delete from cs_person_role where person_id = ? and role_id = 'whistleblowing-officer'").param(desk.person(KEZIAH).personId()).update();
        changed();
        AbstractAssertions.reset();
    }

    @Test
    void isDoneByItsOfficerAndWhomeverTheInstitutionNamesUnderSeal() throws Exception {
        String judgement = dueJudgement("basil.birdwhistle");
        ProcessInstance ordinary = desk.propose(Proposed.EXTEND, desk.dueRecord());
        desk.confirm(DESMOND, Answer.CONFIRM);
        long before = disposalsCounted();

        ProcessInstance disposal = desk.proposeAs(OTTOLINE, Proposed.DESTROY, judgement);
        String caseId = disposal.getBusinessKey();
        assertThat(caseId).startsWith("SD-");
        Case one = cases.find(caseId).orElseThrow();
        assertThat(one.confidential()).isTrue();
        assertThat(one.title()).isEqualTo(caseId);
        assertThat(cases.openTasksOf(caseId)).singleElement().satisfies(task -> {
            assertThat(task.title()).isEqualTo(caseId + ": Confirm");
            assertThat(task.holderIds()).containsExactly(desk.person(EUPHEMIA).personId());
        });
        assertThat(desk.page(EUPHEMIA, "confirmDisposal").get("choices").toString()).contains(judgement).doesNotContain(SECRET, "Basil", "Judgement PD");
        desk.confirm(EUPHEMIA, Answer.CONFIRM);
        assertThat(disposal).isEnded().hasPassed("destroyNextRecord", "recordsDestroyed");

        assertThat(archive.pdf(judgement)).isEmpty();
        assertThat(cases.find(judgement).orElseThrow().outcome()).isNull();
        KeptRecord certificate = archive.find(caseId).orElseThrow();
        assertThat(certificate.accessClass()).isEqualTo(AccessClass.SEALED_OFF);
        byte[] pdf = archive.pdf(caseId).orElseThrow();
        assertThat(Judges.textOf(pdf)).contains(judgement, "Whistleblowing officer P0015", "Head of house P0005")
                .doesNotContain(SECRET, "Ottoline", "Euphemia", "Basil", "Records officer", "College officer");
        Judges.assertPdfA3a(pdf);

        for (String userId : List.of(IMOGEN, DESMOND, EUPHEMIA, "greta.gooseberry", "lysander.larkspur")) {
            assertThat(cases.mayRead(desk.person(userId), caseId)).as("%s may read the certificate", userId).isFalse();
            assertThat(readable.of(desk.person(userId), new ReadableCases.Query(null, null, null, 200))).as("cases of %s", userId).extracting(Case::caseId).doesNotContain(caseId);
        }
        assertThat(cases.mayRead(desk.person(OTTOLINE), caseId)).isTrue();
        assertThat(readable.of(desk.person(OTTOLINE), new ReadableCases.Query(null, null, null, 200))).extracting(Case::caseId).contains(caseId);
        assertThat(archive.search(Archive.Query.words(caseId, 10))).isEmpty();
        assertThat(disposalsCounted()).as("figures count it").isEqualTo(before);
        String next = desk.propose(Proposed.EXTEND, desk.dueRecord()).getBusinessKey();
        assertThat(Integer.parseInt(next.substring(8))).as("no gap in the numbers tells of it").isEqualTo(Integer.parseInt(ordinary.getBusinessKey().substring(8)) + 1);
    }

    @Test
    void isNotThereForRecordsOfficersAndWhatIsNotSealedOffIsNotThereForItsOfficer() {
        String judgement = dueJudgement("basil.birdwhistle");
        String open = desk.dueRecord();
        assertThat(desk.problemsProposing(Proposed.DESTROY, judgement, "PD-1999-000001").get("records"))
                .containsExactly("There is no record PD-1999-000001.", "There is no record " + judgement + ".");
        assertThat(desk.problemsProposing(Proposed.EXTEND, judgement)).containsKey("records");
        assertThat(desk.problemsProposingAs(OTTOLINE, Proposed.DESTROY, open)).containsEntry("records", List.of("There is no record " + open + "."));
        assertThat(desk.offeredTo(IMOGEN)).contains(open).doesNotContain(judgement);
        assertThat(desk.offeredTo(OTTOLINE)).contains(judgement).doesNotContain(open);
        assertThat(disposals.dueSealedOff(desk.person(OTTOLINE), 100)).extracting(Retention.Kept::recordId).contains(judgement);
        assertThat(disposals.dueSealedOff(desk.person(IMOGEN), 100)).isEmpty();
        assertThat(retention.due(null, 1000)).extracting(Retention.Kept::recordId).doesNotContain(judgement);
    }

    @Test
    void isHandedToNobodyAndNotConfirmedByWhoeverHasAPartInIt() {
        String judgement = dueJudgement("basil.birdwhistle");
        assertThat(desk.problemsProposingAs(OTTOLINE, Proposed.TRANSFER, judgement)).containsEntry("proposed",
                List.of("What is sealed off is handed to nobody: destroy it, or keep it for longer."));
        String aboutTheHead = dueJudgement(EUPHEMIA);
        assertThat(desk.problemsProposingAs(OTTOLINE, Proposed.DESTROY, aboutTheHead).get("records")).singleElement().asString().startsWith("Nobody may be the second person");
        colleague();
        assertThat(cases.openTasksOf(desk.proposeAs(OTTOLINE, Proposed.EXTEND, aboutTheHead).getBusinessKey()).get(0).holderIds())
                .as("a colleague, rather than the head of house").containsExactly(desk.person(KEZIAH).personId());
    }

    @Test
    void whatCameInABagIsReadAndDisposedOfByThoseWhoCameWithItThoughItsCaseIsNotHere() {
        String brought = desk.record("protected-disclosure", "group-approval", AccessClass.SEALED_OFF, LocalDate.of(2010, 1, 1), LocalDate.of(2012, 1, 1), "Judgement of old");
        String restricted = desk.record("breach-escalation", "group-approval", AccessClass.RESTRICTED, LocalDate.of(2090, 1, 1), LocalDate.of(2092, 1, 1), "A breach of old");
        cameWith(brought, "role whistleblowing-officer", true);
        cameWith(brought, "person " + desk.person(EUPHEMIA).personId(), false);
        cameWith(restricted, "role dpo", true);
        cameWith(restricted, "person " + desk.person("ada.applegarth").personId(), true);
        Person ottoline = desk.person(OTTOLINE);
        Person greta = desk.person("greta.gooseberry");
        assertThat(cases.mayRead(ottoline, brought)).isTrue();
        assertThat(cases.mayRead(greta, restricted)).isTrue();
        assertThat(cases.keptFrom(brought)).containsExactly(desk.person(EUPHEMIA).personId());
        assertThat(readable.withoutACase(ottoline, null, 100)).containsExactly(brought);
        assertThat(readable.withoutACase(greta, null, 100)).containsExactly(restricted);
        assertThat(readable.withoutACase(greta, restricted, 100)).isEmpty();
        assertThat(readable.ofTheOffice(greta, null, 1000)).contains(restricted).doesNotContain(brought);
        assertThat(readable.ofTheOffice(ottoline, null, 1000)).contains(brought);
        assertThat(readable.withoutACase(desk.person("ada.applegarth"), null, 100)).containsExactly(restricted);
        assertThat(readable.ofTheOffice(desk.person("ada.applegarth"), null, 1000)).as("hers, and no office's").isEmpty();
        for (String userId : List.of(IMOGEN, DESMOND, EUPHEMIA, KEZIAH)) {
            assertThat(cases.mayRead(desk.person(userId), brought) || cases.mayRead(desk.person(userId), restricted)).as(userId).isFalse();
            assertThat(readable.withoutACase(desk.person(userId), null, 100)).as(userId).isEmpty();
        }

        assertThat(desk.offeredTo(OTTOLINE)).contains(brought).doesNotContain(restricted);
        assertThat(desk.problemsProposingAs(OTTOLINE, Proposed.DESTROY, brought).get("records")).as("the head of house has a part in it").singleElement().asString()
                .startsWith("Nobody may be the second person");
        colleague();
        cameWith(brought, "person " + desk.person(IMOGEN).personId(), false);
        ProcessInstance disposal = desk.proposeAs(OTTOLINE, Proposed.DESTROY, brought);
        desk.confirm(KEZIAH, Answer.CONFIRM);
        assertThat(disposal).isEnded().hasPassed("recordsDestroyed");
        assertThat(archive.pdf(brought)).isEmpty();
        assertThat(cases.mayRead(ottoline, brought)).isFalse();
        assertThat(jdbc.sql("select count(*) from cs_case_reader where case_id = ?").param(brought).query(Integer.class).single()).as("who had a part in it is forgotten").isZero();
        jdbc.sql("delete from cs_case_reader where case_id = ?").param(restricted).update();
    }

    private void cameWith(String recordId, String reader, boolean admitted) {
        jdbc.sql("insert into cs_case_reader (case_id, reader, admitted) values (?, ?, ?)").params(recordId, reader, admitted).update();
    }

    /** A second whistleblowing officer. */
    private void colleague() {
        jdbc.sql("insert into cs_person_role (person_id, role_id) values (?, 'whistleblowing-officer')").param(desk.person(KEZIAH).personId()).update();
        changed();
    }

    private void changed() {
        jdbc.sql("update cs_people_stamp set stamp = ? where id = 1").param(UUID.randomUUID().toString()).update();
    }

    private long disposalsCounted() {
        return cases.timesTaken(Instant.EPOCH).stream().filter(one -> one.flow().equals("record-disposal")).mapToLong(Cases.TimeTaken::cases).sum();
    }

    /** A concern about somebody that was judged to be a disclosure, years ago. */
    private String dueJudgement(String about) {
        Player concern = new Player("concern-intake", flows, forms, people, engine, json);
        String caseId = concern.starts("ada.applegarth", Map.of("showsIntimateOrChild", "NO", "raisedFor", "MYSELF", "about", "POST", "whatHappened", "It shows " + SECRET + ".",
                "concerned", "STAFF", "person", about, "urgency", "SOON", "wish", "LINE_MANAGER", "evidence", List.of()));
        concern.does("clementine.crabtree", "screenForDisclosure", Map.of("worker", "POSSIBLY", "facts", "NO", "publicInterest", "NO", "reasons", "Because of " + SECRET + "."));
        new Player("protected-disclosure", flows, forms, people, engine, json).does(OTTOLINE, "judgeDisclosure", Map.of("worker", "YES", "information", "YES",
                "tendsToShow", List.of("CONCEALMENT"), "publicInterest", "YES", "result", "STOP", "rationale", "It is about " + SECRET + "."));
        String judgement = cases.startedFrom(caseId, "protected-disclosure").orElseThrow().caseId();
        jdbc.sql("update cs_record set trigger_on = ?, due_on = ? where record_id = ?").params(LocalDate.of(2010, 1, 1), LocalDate.of(2016, 1, 1), judgement).update();
        return judgement;
    }
}
