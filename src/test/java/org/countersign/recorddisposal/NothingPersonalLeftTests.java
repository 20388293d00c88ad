package org.countersign.recorddisposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.recorddisposal.DisposalDesk.DESMOND;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.countersign.answers.Answers;
import org.countersign.breachescalation.Breaches;
import org.countersign.engine.Cases;
import org.countersign.engine.Forms;
import org.countersign.institution.Institution;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.recorddisposal.ConfirmDisposal.Answer;
import org.countersign.recorddisposal.ProposeDisposal.Proposed;
import org.countersign.records.Archive;
import org.countersign.records.Ledger;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.Verification;
import org.countersign.records.Verification.Verdict;
import org.countersign.registers.Groups;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/** A word that stands wherever a case stores anything is in no table of the schema, the engine's included, once its record is disposed of. */
@SpringBootTest
@ActiveProfiles("demo")
@Import(DisposalDesk.class)
@Tag("database")
class NothingPersonalLeftTests {

    private static final String ADA = "ada.applegarth";
    private static final String CLEMENTINE = "clementine.crabtree";
    private static final String WORD = "Quillfeather";
    private static final OffsetDateTime ONCE = OffsetDateTime.of(2010, 3, 1, 9, 0, 0, 0, ZoneOffset.UTC);

    @Autowired
    DisposalDesk desk;
    @Autowired
    ProcessEngine engine;
    @Autowired
    Forms forms;
    @Autowired
    Answers answers;
    @Autowired
    Breaches breaches;
    @Autowired
    Cases cases;
    @Autowired
    Archive archive;
    @Autowired
    Verification verification;
    @Autowired
    Ledger ledger;
    @Autowired
    Groups groups;
    @Autowired
    Notices notices;
    @Autowired
    Institution institution;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    JdbcTemplate tables;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void theWordIsNowhereAnyMore() {
        ProcessInstance group = refusedGroup();
        String groupCase = group.getBusinessKey();
        String breach = desk.record("breach-escalation", "breach-not-notified", AccessClass.RESTRICTED, LocalDate.of(2010, 3, 1), LocalDate.of(2013, 3, 1), WORD);
        String referral = desk.record("disciplinary-referral", "referral-unfounded", AccessClass.RESTRICTED, LocalDate.of(2010, 3, 1), LocalDate.of(2011, 3, 1), WORD);
        String life = desk.record("group-life", "group-life", AccessClass.OPEN_TO_THE_DESK, LocalDate.of(2010, 3, 1), LocalDate.of(2012, 3, 1), WORD);
        theRestOf(groupCase, breach, referral, life);
        byte[] pdf = archive.pdf(groupCase).orElseThrow();

        assertThat(wherever(WORD)).contains("act_hi_taskinst", "cs_answers", "cs_attachment", "cs_breach", "cs_breach_awareness", "cs_breach_mark", "cs_case", "cs_case_person", "cs_case_reader",
                "cs_draft", "cs_group", "cs_group_change", "cs_group_duty", "cs_group_member", "cs_holding", "cs_ledger_payload", "cs_letter", "cs_notice", "cs_record", "cs_record_attachment", "cs_record_person",
                "cs_record_revision", "cs_release", "cs_sheet", "cs_signature", "cs_trail", "cs_warning");

        desk.propose(Proposed.DESTROY, groupCase, breach, referral, life);
        desk.confirm(DESMOND, Answer.CONFIRM);

        assertThat(wherever(WORD)).isEmpty();
        assertThat(wherever(group.getId())).as("only the numbers of the stubs").containsOnly("cs_case", "cs_record");
        assertThat(jdbc.sql("select starter_id from cs_case where case_id = ?").param(groupCase).query(String.class).single()).isEqualTo("-");
        assertThat(cases.mayRead(desk.person(ADA), groupCase)).isFalse();
        assertThat(jdbc.sql("select count(*) from cs_breach where case_id = ? and kind = 'BREACH'").param(breach).query(Integer.class).single())
                .as("the line of the register of UK GDPR art. 33(5)").isEqualTo(1);
        assertThat(breaches.find(breach)).isPresent();
        assertThat(breaches.regulatorFormOf(breach)).isEmpty();
        assertThat(breaches.correctionsOf(breach)).isEmpty();
        assertThat(ledger.check().intact()).as(ledger.check().words()).isTrue();
        Verification.Report copy = verification.verify(pdf);
        assertThat(copy.verdict()).as("a copy somebody has is what it is").isEqualTo(Verdict.GENUINE);
        assertThat(copy.findings()).extracting(Verification.Finding::words).contains("The archive knows exactly this file, by its digest.");
        assertThat(archive.standings(List.of(groupCase)).get(groupCase).disposedAt()).isNotNull();
    }

    /** A whole case on the engine, with the word wherever somebody can type it. */
    private ProcessInstance refusedGroup() {
        var opened = forms.open("group-approval", "apply-for-group", null, desk.person(ADA)).orElseThrow();
        String app = jdbc.sql("select app_id from cs_app where app_name = 'WhatsApp'").query(String.class).single();
        Object application = json.convertValue(Map.ofEntries(Map.entry("position", WORD), Map.entry("department", "Sports"), Map.entry("groupName", WORD + " rota"),
                Map.entry("purpose", "To meet " + WORD), Map.entry("app", app), Map.entry("membership", institution.groupApproval().memberships().get(0)),
                Map.entry("members", WORD), Map.entry("devices", List.of("issued")), Map.entry("deviceSecurity", List.of("pin")),
                Map.entry("declaration", institution.groupApproval().declaration().stream().map(Institution.Point::id).toList()),
                Map.entry("policiesRead", institution.groupApproval().readAndUnderstood()), Map.entry("signedName", desk.person(ADA).name()), Map.entry("intent", true)),
                opened.form().answers());
        assertThat(forms.problems(opened, application)).isEmpty();
        ProcessInstance started = desk.as(ADA, () -> engine.getRuntimeService().startProcessInstanceByKey("group-approval", Map.of("answersId", forms.submit(opened, application))));
        desk.runJobs();
        ProcessInstance one = engine.getRuntimeService().createProcessInstanceQuery().processInstanceId(started.getId()).singleResult();
        var task = desk.taskOf(CLEMENTINE, "approveGroup");
        var form = forms.open("group-approval", "approve-group", task.getId(), desk.person(CLEMENTINE)).orElseThrow();
        Object refusal = json.convertValue(Map.of("decision", "REFUSE", "comment", "Not with " + WORD, "signedName", desk.person(CLEMENTINE).name(), "intent", true),
                form.form().answers());
        answers.saveDraft("group-approval/approveGroup", task.getId(), "P0099", Map.of("comment", List.of(WORD)));
        answers.submit("group-approval/approveGroup", task.getId(), "P0099", refusal);
        desk.complete(CLEMENTINE, task, forms.submit(form, refusal));
        desk.runJobs();
        jdbc.sql("update cs_record set trigger_on = ?, due_on = ? where record_id = ?").params(LocalDate.of(2010, 3, 1), LocalDate.of(2012, 3, 1), one.getBusinessKey()).update();
        return one;
    }

    /** What other cases leave. */
    private void theRestOf(String groupCase, String breach, String referral, String life) {
        byte[] bytes = WORD.getBytes(StandardCharsets.UTF_8);
        jdbc.sql("insert into cs_attachment (attachment_id, file_name, media_type, file_size, sha256, content, uploaded_by, uploaded_at, case_id) values (?, ?, 'text/plain', 1, '-', ?, ?, ?, ?)")
                .params("file of " + groupCase, WORD + ".txt", bytes, WORD, ONCE, groupCase).update();
        jdbc.sql("insert into cs_letter (letter_id, case_id, letter_number, kind, title, addressee, written_at, written_for, sha256, pdf) values (?, ?, 1, 'k', ?, ?, ?, '-', '-', ?)")
                .params("letter of " + groupCase, groupCase, WORD, WORD, ONCE, bytes).update();
        jdbc.sql("insert into cs_release (record_id, person_id, reason, released_by, released_at, until_on) values (?, 'P0009', ?, 'P0008', ?, ?)")
                .params(groupCase, WORD, ONCE, LocalDate.of(2010, 4, 1)).update();
        jdbc.sql("insert into cs_record_attachment (record_id, position, file_name, media_type, description, sha256, size_bytes, content) values (?, 1, ?, 'text/plain', ?, '-', 1, ?)")
                .params(groupCase, WORD, WORD, bytes).update();
        jdbc.sql("insert into cs_record_person (record_id, person_id) values (?, ?)").params(groupCase, WORD).update();
        jdbc.sql("insert into cs_case_person (case_id, person_id) values (?, ?)").params(groupCase, WORD).update();
        jdbc.sql("insert into cs_case_reader (case_id, reader, admitted) values (?, ?, true)").params(groupCase, "person " + WORD).update();
        jdbc.sql("insert into cs_trail (case_id, happened_at, event, words) values (?, ?, 'returned', ?)").params(groupCase, ONCE, WORD).update();
        ledger.add("seen", groupCase, Map.of("by", WORD));
        notices.tell("P0001", new Notice("word:" + groupCase, "group-approval/ended", WORD, WORD, "/", groupCase));
        String app = jdbc.sql("select app_id from cs_app where app_name = 'WhatsApp'").query(String.class).single();
        String groupId = groups.enter(WORD, WORD, app, WORD, "P0001", "P0002", groupCase).groupId();
        groups.change(groupId, Groups.Status.CLOSED, WORD, "P0001");
        for (String caseId : List.of(breach, referral, life)) {
            jdbc.sql("""
                    insert into cs_case (case_id, flow, process_instance_id, process_definition_id, starter_id, title, confidential, state_words, outcome, decided, started_at, ended_at)
                    values (?, ?, ?, '-', 'P0001', ?, true, ?, 'Closed', true, ?, ?)""")
                    .params(caseId, archive.find(caseId).orElseThrow().flow(), "process of " + caseId, WORD, WORD, ONCE, ONCE).update();
        }
        jdbc.sql("insert into cs_case_link (case_id, other_id, how) values (?, ?, 'CONCERNS')").params(referral, groupCase).update();
        jdbc.sql("""
                insert into cs_breach (case_id, kind, stage, next_step, reported_at, aware_at, provisional, deadline, late, group_name, reference, summary, search_text, closed_at)
                values (?, 'BREACH', 'Closed', '-', ?, ?, false, ?, false, ?, ?, ?, ?, ?)""").params(breach, ONCE, ONCE, ONCE, WORD, WORD, WORD, WORD, ONCE).update();
        jdbc.sql("insert into cs_breach_awareness (case_id, aware_at, basis, set_by, set_at, standing) values (?, ?, ?, ?, ?, 'IN_FORCE')").params(breach, ONCE, WORD, WORD, ONCE).update();
        jdbc.sql("insert into cs_breach_mark (case_id, mark, words, due_at, outcome) values (?, 'm', ?, ?, 'SENT')").params(breach, WORD, ONCE).update();
        long group = Long.parseLong(groupId.substring(1));
        jdbc.sql("insert into cs_group_life (case_id, group_no, year_number, began_at, looks, ended_at) values (?, ?, 1, ?, 0, ?)").params(life, group, ONCE, ONCE).update();
        jdbc.sql("""
                insert into cs_group_duty (group_no, case_id, kind, about, day_on, ask_at, state, to_manager, suspended, ended_by)
                values (?, ?, 'LEAVER', ?, ?, ?, 'DONE', false, false, ?)""").params(group, life, WORD, LocalDate.of(2010, 3, 1), ONCE, WORD).update();
        jdbc.sql("insert into cs_group_member (group_no, person_id) values (?, ?)").params(group, WORD).update();
        jdbc.sql("insert into cs_warning (case_id, person_id, words, given_on) values (?, 'P0002', ?, ?)").params(referral, WORD, LocalDate.of(2010, 3, 1)).update();
    }

    /** Every table of the schema in which the text stands in any column of any row, as text or as bytes. */
    private Set<String> wherever(String text) {
        String sought = text.toLowerCase(Locale.ROOT);
        Set<String> found = new TreeSet<>();
        List<String> all = jdbc.sql("select table_name from information_schema.tables where lower(table_schema) = 'public' and table_type = 'BASE TABLE' and lower(table_name) not like 'flyway%'").query(String.class).list();
        assertThat(all).hasSizeGreaterThan(80);
        for (String table : all) {
            tables.query("select * from " + table, (ResultSet row) -> {
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    Object value = row.getObject(column);
                    boolean bytes = value instanceof byte[] || value instanceof java.sql.Blob;
                    String written = value == null ? "" : bytes ? new String(row.getBytes(column), StandardCharsets.UTF_8) : row.getString(column);
                    if (written != null && written.toLowerCase(Locale.ROOT).contains(sought)) {
                        found.add(table.toLowerCase(Locale.ROOT));
                    }
                }
            });
        }
        return found;
    }
}
