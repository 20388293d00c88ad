package org.countersign.conversationtransfer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.countersign.answers.Attachments;
import org.countersign.answers.Attachments.Attachment;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Checks;
import org.countersign.engine.Cases;
import org.countersign.engine.Diagram;
import org.countersign.engine.Flow;
import org.countersign.engine.Form;
import org.countersign.engine.Form.Errors;
import org.countersign.engine.Form.Visit;
import org.countersign.engine.Readers;
import org.countersign.engine.Trail;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.records.RecordKeeper;
import org.countersign.registers.Groups.Group;
import org.springframework.stereotype.Component;

/**
 * The transfer of a conversation as the engine sees it: one form, and the work that follows (Social Media Policy §5.3, §9.3e).
 */
@Component("conversationTransfer")
public class ConversationTransferTasks implements Flow {

    static final String FLOW = "conversation-transfer";

    private static final String DPO = "dpo";
    private static final String LINE_MANAGERS = "line-managers";

    private static final About ABOUT = new About(FLOW, "Transfer of a conversation",
            "You run a messaging group, or had to write with your staff by app: keep what matters in the corporate record before it disappears.",
            "CT", true, false, List.of("staff"));

    private final Transfers transfers;
    private final TransferPapers papers;
    private final Checks checks;
    private final Attachments attachments;
    private final RecordKeeper records;
    private final Cases cases;
    private final Trail trail;
    private final Notices notices;
    private final List<Form<?>> forms;

    ConversationTransferTasks(Transfers transfers, TransferPapers papers, Checks checks, Attachments attachments, RecordKeeper records, Cases cases, Trail trail,
            Notices notices) {
        this.transfers = transfers;
        this.papers = papers;
        this.checks = checks;
        this.attachments = attachments;
        this.records = records;
        this.cases = cases;
        this.trail = trail;
        this.notices = notices;
        this.forms = List.of(new Form<>(Transfers.TRANSFER, TransferConversation.class, this::page, this::check, this::transferred));
    }

    // --- the form

    private Map<String, Object> page(Visit visit) {
        List<Group> groups = transfers.runBy(visit.person().personId());
        boolean manages = manages(visit);
        return Map.of("groups", groups, "manages", manages, "intent", TransferPapers.INTENT, "inPlaceOf", "",
                "initial", groups.size() == 1 && !manages ? Map.of("group", groups.get(0).groupId()) : Map.of());
    }

    private static boolean manages(Visit visit) {
        return visit.person().has(LINE_MANAGERS);
    }

    private void check(TransferConversation answer, Visit visit, Errors errors) {
        checks.signature(answer, visit, errors);
        if (Checks.isGiven(answer.group())) {
            checkGroup(answer, visit, errors);
        }
        var exportedAt = checks.past(errors, "exportedAt", answer.exportedAt());
        var first = checks.day(errors, "firstDay", answer.firstDay(), null, checks.today());
        var last = checks.day(errors, "lastDay", answer.lastDay(), first.orElse(null), checks.today());
        if (exportedAt.isPresent() && last.isPresent() && papers.dayOf(exportedAt.get()).isBefore(last.get())) {
            errors.add("lastDay", "It cannot end after you exported it");
        }
        checkExport(answer, visit, errors);
    }

    private void checkGroup(TransferConversation answer, Visit visit, Errors errors) {
        if (!answer.isOfAGroup() && manages(visit)) {
            checks.given(errors, "app", answer.app(), "Say in which app it was");
        } else if (transfers.runBy(visit.person().personId(), answer.group()).isEmpty()) {
            errors.add("group", "Choose a group that you run as administrator or assistant, and that is not closed");
        }
    }

    private void checkExport(TransferConversation answer, Visit visit, Errors errors) {
        checks.files(errors, "export", answer.export(), "showsIntimateOrChild", answer.showsIntimateOrChild(), visit.person());
        if (answer.showsIntimateOrChild() == YesNo.YES) {
            errors.add("showsIntimateOrChild", "Such a conversation is not transferred. Leave the app as it is, delete nothing, tell the safeguarding lead and the police, "
                    + "and raise a concern");
        } else if (answer.export().isEmpty()) {
            errors.add("export", "Attach the export of the conversation");
        }
        long together = answer.export().stream().map(attachments::find).flatMap(Optional::stream).mapToLong(Attachment::size).sum();
        if (together > Attachments.LARGEST_EXPORT) {
            errors.add("export", "Together the files are larger than 50 MB. Transfer fewer days at a time");
        }
    }

    private void transferred(TransferConversation answer, Visit visit) {
        String caseId = visit.requiredCaseId();
        attachments.bind(answer.export(), caseId, visit.person().personId());
        transfers.group(answer).ifPresent(group -> {
            transfers.note(caseId, group);
            cases.link(caseId, group.recordId(), Cases.CONCERNS);
        });
        cases.say(caseId, "Being put into the corporate record");
        trail.add(caseId, "transferred", Transfers.TRANSFER, visit.person().personId(), null, "Handed over the export and signed");
    }

    // --- the work of the service tasks

    /** Freezes what was said, with the digests of all files, and puts the signature on it. Idempotent. */
    public void freezeTransfer(DelegateExecution execution) {
        papers.freeze(execution.getProcessBusinessKey());
    }

    public void sealRecord(DelegateExecution execution) {
        String caseId = execution.getProcessBusinessKey();
        trail.add(caseId, "sealed", "sealRecord", null, null, "The conversation is in the corporate record");
        records.keep(papers.record(execution.getProcessInstanceId(), caseId, Diagram.of(execution), trail.of(caseId)));
        cases.end(caseId, TransferPapers.OUTCOME, "In the corporate record");
        notices.tell(transfers.step(caseId).personId(), new Notice("ended:" + caseId, FLOW + "/ended", caseId + ": in the corporate record",
                "What you handed over is kept as a sealed record. It may now disappear from the app, unless you have been told to keep everything.", "/requests/" + caseId, caseId));
    }

    // --- who may read

    /** Whoever transferred it, whoever runs the group by now, and the Data Protection Officer, who answers when people ask for their own data. */
    @Override
    public Readers readers(String caseId) {
        return new Readers(Set.of(DPO), transfers.concerned(caseId), Set.of());
    }

    @Override
    public void forget(String caseId) {
        transfers.forget(caseId);
    }

    // --- what it is

    @Override
    public List<Form<?>> forms() {
        return forms;
    }

    @Override
    public Assignment assign(String task, String caseId) {
        throw new IllegalArgumentException("The transfer of a conversation has no task '" + task + "'");
    }

    @Override
    public Optional<Assignment> handOver(String task, String caseId, StandIn standIn) {
        return Optional.empty();
    }

    @Override
    public Patience patience() {
        return new Patience(0, 0, 0);
    }

    @Override
    public About about() {
        return ABOUT;
    }
}
