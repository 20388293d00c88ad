package org.countersign.conversationtransfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.countersign.Demonstration;
import org.countersign.answers.Attachments;
import org.countersign.answers.YesNo;
import org.countersign.conversationtransfer.Transfers.Transfer;
import org.countersign.engine.Cases;
import org.countersign.engine.Colleagues;
import org.countersign.engine.Forms;
import org.countersign.notices.Notices;
import org.countersign.people.People;
import org.countersign.records.Archive;
import org.countersign.records.Judges;
import org.countersign.records.KeptRecord;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.countersign.registers.Apps;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.countersign.registers.Groups.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A conversation on its way into the corporate record, and what is refused on the way. */
@Demonstration
@Tag("database")
class ConversationTransferProcessTests {

    private static final String ADA = "ada.applegarth";
    private static final String BASIL = "basil.birdwhistle";
    private static final String CLEMENTINE = "clementine.crabtree";
    private static final String GRETA = "greta.gooseberry";
    private static final String IMOGEN = "imogen.inkwell";

    private static final byte[] CHAT = "21/11/2026, 09:30 - Basil: The weir gate stays shut, Clementine agrees.".getBytes(StandardCharsets.UTF_8);

    @Autowired
    ProcessEngine engine;
    @Autowired
    RuntimeService runtime;
    @Autowired
    Forms forms;
    @Autowired
    People people;
    @Autowired
    Cases cases;
    @Autowired
    Archive archive;
    @Autowired
    RecordKeeper records;
    @Autowired
    Notices notices;
    @Autowired
    Attachments attachments;
    @Autowired
    Apps apps;
    @Autowired
    Groups groups;
    @Autowired
    Transfers transfers;
    @Autowired
    JdbcClient jdbc;

    private Desk desk;
    private Group group;

    /** The college transferring conversations. */
    private static final class Desk extends Colleagues {

        Desk(Forms forms, People people, ProcessEngine engine) {
            super(ConversationTransferTasks.FLOW, forms, people, engine);
        }

        void transfer(String userId, TransferConversation transfer) {
            start(userId, "transfer-conversation", transfer);
        }

        Map<String, Object> startPage(String userId) {
            return startPage(userId, "transfer-conversation");
        }

        Map<String, List<String>> problems(String userId, TransferConversation transfer) {
            return startProblems(userId, "transfer-conversation", transfer);
        }
    }

    @BeforeEach
    void begin() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-23T10:00:00Z")));
        desk = new Desk(forms, people, engine);
        group = group("Weir watch", ADA, BASIL);
    }

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test", true, true, true));
        groups.all().forEach(one -> {
            if (one.status() != Status.CLOSED) {
                groups.change(one.groupId(), Status.CLOSED, "End of test", null);
            }
        });
        ClockUtil.reset();
    }

    @Test
    void theExportBecomesPartOfASealedRecord() {
        String text = upload("WhatsApp Chat.txt", CHAT, BASIL);
        assertThat(desk.startPage(BASIL).get("initial")).isEqualTo(Map.of("group", group.groupId()));
        desk.transfer(BASIL, transfer(BASIL, group.groupId(), List.of(text)));

        Transfer kept = transfers.of(group.groupId()).get(0);
        assertThat(kept.byPersonId()).isEqualTo(id(BASIL));
        assertThat(kept.firstDay()).isEqualTo("2026-11-16");
        assertThat(kept.sealed()).isTrue();
        assertThat(cases.wayOf(kept.caseId()).taken()).contains("freezeTransfer", "sealRecord", "conversationTransferred");

        KeptRecord record = archive.find(kept.caseId()).orElseThrow();
        assertThat(record.recordId()).startsWith("CT-2026-");
        assertThat(record.retentionClass()).isEqualTo("conversation-transfer");
        assertThat(record.accessClass()).isEqualTo(AccessClass.RESTRICTED);
        byte[] pdf = archive.pdf(record.recordId()).orElseThrow();
        Judges.assertPdfA3a(pdf);
        Judges.assertPdfUa1(pdf);
        assertThat(Judges.textOf(pdf).replaceAll("\\s+", "")).contains("Weirwatch", Attachments.sha256(CHAT));
        assertThat(Judges.fileInside(pdf, "attachment-1-WhatsApp Chat.txt")).as("as it came").isEqualTo(CHAT);
        assertThat(records.signaturesOf(kept.caseId())).extracting(step -> step.signature().name()).containsExactly("Basil Birdwhistle");

        for (String reader : List.of(ADA, BASIL, GRETA)) {
            assertThat(cases.mayRead(desk.person(reader), kept.caseId())).as(reader).isTrue();
        }
        for (String other : List.of(CLEMENTINE, IMOGEN)) {
            assertThat(cases.mayRead(desk.person(other), kept.caseId())).as(other).isFalse();
        }
        assertThat(notices.of(id(BASIL), 10)).anySatisfy(told -> assertThat(told.notice().subject()).isEqualTo(kept.caseId() + ": in the corporate record"));
        assertThat(cases.find(kept.caseId()).orElseThrow().title()).as("its mails and lists name the number alone").isEqualTo(kept.caseId());
    }

    @Test
    void aLineManagerKeepsWhatCouldNotBeAvoidedWithTheirStaffAndNobodyElseDoes() {
        TransferConversation chat = ofNoGroup(CLEMENTINE, "WhatsApp");
        assertThat(desk.problems(CLEMENTINE, ofNoGroup(CLEMENTINE, " "))).containsOnlyKeys("app");
        assertThat(desk.problems(ADA, ofNoGroup(ADA, "WhatsApp"))).as("she manages nobody").containsOnlyKeys("group");
        desk.transfer(CLEMENTINE, chat);
        KeptRecord record = cases.startedBy(id(CLEMENTINE), 100).stream().filter(one -> one.flow().equals("conversation-transfer")).findFirst()
                .flatMap(one -> archive.find(one.caseId())).orElseThrow();
        byte[] pdf = archive.pdf(record.recordId()).orElseThrow();
        Judges.assertPdfA3a(pdf);
        assertThat(Judges.textOf(pdf).replaceAll("\\s+", " ")).contains("of a line manager with their staff from", "WhatsApp");
        assertThat(records.signaturesOf(record.recordId())).extracting(step -> step.signature().role()).containsExactly("Line manager");
        assertThat(cases.mayRead(desk.person(CLEMENTINE), record.recordId())).isTrue();
        assertThat(cases.mayRead(desk.person(GRETA), record.recordId())).isTrue();
        for (String other : List.of(ADA, "desmond.dovecote", IMOGEN)) {
            assertThat(cases.mayRead(desk.person(other), record.recordId())).as(other).isFalse();
        }
        assertThat(transfers.of(group.groupId())).isEmpty();
    }

    @Test
    void itStaysWithItsGroupWhenTheApprovalIsDisposedOfAndGoesWithItsOwnRecord() {
        desk.transfer(ADA, transfer(ADA, group.groupId(), List.of(upload("chat.txt", CHAT, ADA))));
        String caseId = transfers.of(group.groupId()).get(0).caseId();
        cases.forget(group.recordId());
        assertThat(transfers.of(group.groupId())).extracting(Transfer::caseId).containsExactly(caseId);
        cases.forget(caseId);
        assertThat(transfers.of(group.groupId())).isEmpty();
    }

    @Test
    void onlyOfAGroupOneRuns() {
        String text = upload("chat.txt", CHAT, CLEMENTINE);
        assertThat(desk.problems(CLEMENTINE, transfer(CLEMENTINE, group.groupId(), List.of(text)))).containsOnlyKeys("group");
        String mine = upload("chat.txt", CHAT, ADA);
        assertThat(desk.problems(ADA, transfer(ADA, "G999999", List.of(mine)))).containsOnlyKeys("group");
        assertThat(desk.problems(ADA, transfer(ADA, "' or 1=1", List.of(mine)))).containsOnlyKeys("group");
        groups.change(group.groupId(), Status.CLOSED, "Over.", null);
        assertThat(desk.problems(ADA, transfer(ADA, group.groupId(), List.of(mine)))).containsOnlyKeys("group");
        assertThat(transfers.of(group.groupId())).isEmpty();
        assertThat(transfers.of("G999999")).isEmpty();
    }

    @Test
    void anIntimateImageOrAChildShutsTheUpload() {
        String text = upload("chat.txt", CHAT, ADA);
        assertThat(desk.problems(ADA, with(YesNo.YES, List.of(text)))).containsOnlyKeys("showsIntimateOrChild", "export");
        assertThat(desk.problems(ADA, with(YesNo.YES, List.of())).get("showsIntimateOrChild")).singleElement().asString().contains("safeguarding lead");
        assertThat(desk.problems(ADA, with(null, List.of(text)))).containsKey("showsIntimateOrChild");
        assertThat(desk.problems(ADA, with(YesNo.NO, List.of()))).containsOnlyKeys("export");
        assertThat(desk.problems(ADA, with(YesNo.NO, List.of(upload("chat.txt", CHAT, BASIL))))).as("somebody else's file").containsOnlyKeys("export");
    }

    @Test
    void theDaysFitTheExport() {
        String text = upload("chat.txt", CHAT, ADA);
        assertThat(desk.problems(ADA, days(text, "2026-11-21T09:30", "2026-11-22", "2026-11-20"))).containsOnlyKeys("lastDay");
        assertThat(desk.problems(ADA, days(text, "2026-11-21T09:30", "2026-11-16", "2026-11-22"))).as("it ends after it was exported").containsOnlyKeys("lastDay");
        assertThat(desk.problems(ADA, days(text, "2026-11-24T09:30", "2026-11-16", "2026-11-20"))).as("exported tomorrow").containsOnlyKeys("exportedAt");
        assertThat(desk.problems(ADA, days(text, "yesterday", "16/11/2026", "2026-02-30"))).containsOnlyKeys("exportedAt", "firstDay", "lastDay");
        assertThat(desk.problems(ADA, days(text, "2026-11-21T09:30", "2026-11-21", "2026-11-21"))).isEmpty();
    }

    @Test
    void anExportTooLargeForThePdfLiesBesideItAndIsListed() {
        byte[] large = new byte[30 * 1024 * 1024];
        Arrays.fill(large, (byte) 'x');
        String one = attachments.uploadExport("long.txt", large, id(ADA)).attachmentId();
        desk.transfer(ADA, transfer(ADA, group.groupId(), List.of(one)));
        Transfer kept = transfers.of(group.groupId()).get(0);
        byte[] pdf = archive.pdf(kept.caseId()).orElseThrow();
        assertThat(pdf.length).isLessThan(5 * 1024 * 1024);
        Judges.assertPdfA3a(pdf);
        assertThat(Judges.textOf(pdf).replaceAll("\\s+", "")).contains("long.txt", Attachments.sha256(large));
        assertThat(attachments.content(one)).as("kept beside it").hasSize(large.length);
        byte[] more = Arrays.copyOf(large, 25 * 1024 * 1024);
        String two = attachments.uploadExport("more.txt", more, id(ADA)).attachmentId();
        String three = attachments.uploadExport("most.txt", Arrays.copyOf(large, 26 * 1024 * 1024), id(ADA)).attachmentId();
        assertThat(desk.problems(ADA, transfer(ADA, group.groupId(), List.of(two, three)))).as("51 MB together").containsOnlyKeys("export");
    }

    private Group group(String name, String administrator, String assistant) {
        String recordId = "GA-2026-" + (900_000 + jdbc.sql("select count(*) from cs_group").query(Integer.class).single());
        jdbc.sql("""
                insert into cs_case (case_id, flow, process_instance_id, process_definition_id, starter_id, title, confidential, state_words, decided, started_at)
                values (?, 'group-approval', ?, 'none', ?, ?, false, 'Authorised', true, current_timestamp)""")
                .params(recordId, recordId, id(administrator), name).update();
        return groups.enter(name, "To watch the weir.", apps.approved().get(0).appId(), "Team: weir", id(administrator), id(assistant), recordId);
    }

    private TransferConversation transfer(String userId, String groupId, List<String> export) {
        return new TransferConversation(groupId, null, "2026-11-21T09:30", "2026-11-16", "2026-11-20", "Ada, Basil and Clementine", "What was agreed about the weir gate.", YesNo.NO,
                export, desk.person(userId).name(), true);
    }

    private TransferConversation ofNoGroup(String userId, String app) {
        return new TransferConversation(TransferConversation.NO_GROUP, app, "2026-11-21T09:30", "2026-11-16", "2026-11-20", "Ada and I", "She told me that she will be away.",
                YesNo.NO, List.of(upload("chat.txt", CHAT, userId)), desk.person(userId).name(), true);
    }

    private TransferConversation with(YesNo answer, List<String> export) {
        return new TransferConversation(group.groupId(), null, "2026-11-21T09:30", "2026-11-16", "2026-11-20", "Ada", "Agreed.", answer, export, "Ada Applegarth", true);
    }

    private TransferConversation days(String file, String exportedAt, String firstDay, String lastDay) {
        return new TransferConversation(group.groupId(), null, exportedAt, firstDay, lastDay, "Ada", "Agreed.", YesNo.NO, List.of(file), "Ada Applegarth", true);
    }

    private String upload(String name, byte[] content, String userId) {
        return attachments.uploadExport(name, content, id(userId)).attachmentId();
    }

    private String id(String userId) {
        return desk.person(userId).personId();
    }
}
