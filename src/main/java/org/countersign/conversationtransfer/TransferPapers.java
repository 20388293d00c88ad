package org.countersign.conversationtransfer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.countersign.answers.Attachments;
import org.countersign.casefile.CasePapers;
import org.countersign.casefile.CasePapers.Ending;
import org.countersign.casefile.CasePapers.Signing;
import org.countersign.casefile.CasePapers.Taken;
import org.countersign.casefile.Checks;
import org.countersign.casefile.Rows;
import org.countersign.casefile.Section;
import org.countersign.casefile.Step;
import org.countersign.engine.Diagram;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.records.RecordDraft;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.countersign.registers.Groups.Group;
import org.springframework.stereotype.Component;

/** A transfer on paper: the sheet with what was said of the export, and the record that holds the export itself. */
@Component
class TransferPapers {

    static final String OUTCOME = "Transferred";

    static final String INTENT = "This is the whole conversation of these days as the app exported it; I have changed nothing. My typed name is my signature.";

    private static final Signing OF_A_GROUP = new Signing("Transfer", "Responsible for the group", INTENT);
    private static final Signing OF_A_MANAGER = new Signing("Transfer", "Line manager", INTENT);

    private static final String KIND = "Transfer of a conversation";

    private final Transfers transfers;
    private final CasePapers papers;
    private final Checks checks;
    private final Attachments attachments;
    private final RecordKeeper records;
    private final Institution institution;

    TransferPapers(Transfers transfers, CasePapers papers, Checks checks, Attachments attachments, RecordKeeper records, Institution institution) {
        this.transfers = transfers;
        this.papers = papers;
        this.checks = checks;
        this.attachments = attachments;
        this.records = records;
        this.institution = institution;
    }

    void freeze(String caseId) {
        Step step = transfers.step(caseId);
        papers.freeze(ConversationTransferTasks.FLOW, caseId, step.answersId(), KIND, sections(transfers.said(caseId)));
        if (records.signaturesOf(caseId).isEmpty()) {
            papers.sign(caseId, taken(step));
        }
    }

    RecordDraft record(String processInstanceId, String caseId, Diagram diagram, List<Trail.Entry> trail) {
        Step step = transfers.step(caseId);
        TransferConversation said = transfers.said(caseId);
        String where = transfers.group(said).map(group -> "of the group '%s'".formatted(group.name())).orElse("of a line manager with their staff");
        return papers.record(new Ending(ConversationTransferTasks.FLOW, processInstanceId, caseId, KIND + " " + caseId, KIND, OUTCOME,
                "The conversation %s from %s to %s is part of the corporate record.".formatted(where, day(said.firstDay()), day(said.lastDay())),
                true, AccessClass.RESTRICTED, institution.conversationTransfer().legalBasis(), institution.conversationTransfer().retention(), sections(said),
                List.of(taken(step)), List.of(step), trail, said.export(), diagram, transfers.concerned(caseId)));
    }

    LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, institution.zone());
    }

    private List<Section> sections(TransferConversation said) {
        Optional<Group> group = transfers.group(said);
        Rows files = Rows.under("What was handed over");
        said.export().stream().map(attachments::find).flatMap(Optional::stream)
                .forEach(file -> files.add(file.name(), "%s, SHA-256 %s".formatted(file.sizeInWords(), file.sha256())));
        return List.of(Rows.under("The conversation").add("Group", group.map(Group::name).orElse("None: a line manager wrote with their staff"))
                .add("App", group.map(Group::appName).orElse(said.app())).add("From", day(said.firstDay())).add("To", day(said.lastDay()))
                .add("Exported", papers.moment(checks.instant(said.exportedAt()))).add("Who took part", said.who()).add("Why it is kept", said.why()).section(), files.section());
    }

    private String day(String day) {
        return papers.day(LocalDate.parse(day));
    }

    private static Taken taken(Step step) {
        return new Taken(step, ((TransferConversation) step.answers()).isOfAGroup() ? OF_A_GROUP : OF_A_MANAGER, OUTCOME, null);
    }
}
