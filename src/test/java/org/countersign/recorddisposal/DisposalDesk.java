package org.countersign.recorddisposal;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.countersign.answers.YesNo;
import org.countersign.engine.Colleagues;
import org.countersign.engine.Forms;
import org.countersign.people.People;
import org.countersign.recorddisposal.ConfirmDisposal.Answer;
import org.countersign.recorddisposal.ProposeDisposal.Proposed;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.sign.Digests;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The college disposing of records; old ones are put into the archive as they would lie there, without being made. */
@Component
class DisposalDesk extends Colleagues {

    static final String IMOGEN = "imogen.inkwell";
    static final String DESMOND = "desmond.dovecote";

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final JdbcClient jdbc;

    DisposalDesk(Forms forms, People people, ProcessEngine engine, JdbcClient jdbc) {
        super(RecordDisposalTasks.FLOW, forms, people, engine);
        this.jdbc = jdbc;
    }

    /** A record whose time has long been over. */
    String dueRecord() {
        return record("group-approval", "group-approval", AccessClass.OPEN_TO_THE_DESK, LocalDate.of(2010, 3, 1), LocalDate.of(2012, 3, 1), "A title");
    }

    String record(String flow, String retentionClass, AccessClass access, LocalDate triggerOn, LocalDate dueOn, String title) {
        String id = "GA-2009-%06d".formatted(NEXT.incrementAndGet());
        byte[] pdf = ("The bytes of " + title + ", " + id).getBytes(StandardCharsets.UTF_8);
        jdbc.sql("""
                insert into cs_record (record_id, flow, process_instance_id, title, outcome, access_class, retention_class, sealed_at, time_attested_by,
                awaits_timestamp, timestamp_attempts, verification_code, revision, sha256, size_bytes, search_text, retention_version, retention_trigger,
                retention_action, trigger_on, due_on)
                values (?, ?, ?, ?, 'Refused', ?, ?, ?, 'the institution itself', false, 0, ?, 1, ?, ?, ?, '2026-1, revision 1', 'superseded', 'destroy', ?, ?)""")
                .params(id, flow, "process of " + id, title, access.name(), retentionClass, OffsetDateTime.of(2009, 5, 1, 9, 0, 0, 0, ZoneOffset.UTC), "code of " + id,
                        Digests.of(pdf), pdf.length, " " + id.toLowerCase() + " " + title.toLowerCase() + " ", triggerOn, dueOn).update();
        jdbc.sql("insert into cs_record_revision (record_id, revision, made_at, reason, sha256, size_bytes, pdf) values (?, 1, ?, 'sealed', ?, ?, ?)")
                .params(id, OffsetDateTime.of(2009, 5, 1, 9, 0, 0, 0, ZoneOffset.UTC), Digests.of(pdf), pdf.length, pdf).update();
        return id;
    }

    ProposeDisposal proposal(Proposed proposed, String... records) {
        return proposalBy(IMOGEN, proposed, records);
    }

    private ProposeDisposal proposalBy(String userId, Proposed proposed, String... records) {
        return new ProposeDisposal(List.of(records), proposed, proposed == Proposed.EXTEND ? "2060-01-01" : null, proposed == Proposed.TRANSFER ? "County Record Office" : null,
                "Their time is over.", person(userId).name(), true);
    }

    ProcessInstance proposeAs(String userId, Proposed proposed, String... records) {
        return start(userId, "propose-disposal", proposalBy(userId, proposed, records));
    }

    Map<String, List<String>> problemsProposingAs(String userId, Proposed proposed, String... records) {
        return startProblems(userId, "propose-disposal", proposalBy(userId, proposed, records));
    }

    /** What the form offers that a disposal starts with. */
    List<String> offeredTo(String userId) {
        return ((List<?>) startPage(userId, "propose-disposal").get("choices")).stream().map(one -> ((DisposalPapers.Choice) one).kept().recordId()).toList();
    }

    ProcessInstance propose(Proposed proposed, String... records) {
        return start(IMOGEN, "propose-disposal", proposal(proposed, records));
    }

    Map<String, List<String>> problemsProposing(Proposed proposed, String... records) {
        return startProblems(IMOGEN, "propose-disposal", proposal(proposed, records));
    }

    ConfirmDisposal answer(String userId, Answer answer) {
        return new ConfirmDisposal(answer, answer == Answer.REJECT ? "Ask the archivist first." : null, person(userId).name(), true);
    }

    void confirm(String userId, Answer answer) {
        answer(userId, RecordDisposalTasks.CONFIRM, answer(userId, answer));
    }

    /** Confirms, and nothing is done yet. */
    void confirmOnly(String userId) {
        var task = taskOf(userId, RecordDisposalTasks.CONFIRM);
        complete(userId, task, submit(userId, task, answer(userId, Answer.CONFIRM)));
    }

    void handOver(YesNo received) {
        answer(IMOGEN, RecordDisposalTasks.HAND_OVER, new HandOverRecords(received, received == YesNo.YES ? "CRO 2026/118" : null, received == YesNo.YES ? "2026-01-05" : null,
                received == YesNo.NO ? "Their shelves are full." : null, person(IMOGEN).name(), true));
    }
}
