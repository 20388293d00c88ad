package org.countersign.postremoval;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.answers.Attachments;
import org.countersign.answers.Attachments.Attachment;
import org.countersign.answers.Row;
import org.countersign.casefile.CasePapers;
import org.countersign.casefile.CaseSheet;
import org.countersign.casefile.Rows;
import org.countersign.casefile.Section;
import org.countersign.casefile.Step;
import org.countersign.records.RecordKeeper;
import org.springframework.stereotype.Component;

/**
 * The files of a case as they were when the evidence was preserved: their digests stand on a sheet of their own, frozen before anyone
 * contacts the author, so that one that changes afterwards is noticed.
 */
@Component
class Evidence {

    private final Attachments attachments;
    private final RecordKeeper records;
    private final CasePapers papers;

    Evidence(Attachments attachments, RecordKeeper records, CasePapers papers) {
        this.attachments = attachments;
        this.records = records;
        this.papers = papers;
    }

    /** Freezes the digests. Idempotent. */
    void freeze(String flow, String caseId, Removal removal) {
        PreserveEvidence captured = removal.steps().last(PreserveEvidence.class).orElseThrow();
        papers.freeze(flow, caseId, preserved(removal).orElseThrow().answersId(), "Evidence as captured", List.of(
                Rows.under("How it was captured").add("How", captured.method()).add("It was there then", captured.stillThere()).section(),
                Rows.under("Files").addAll(files(removal).map(this::asItIs).toList()).section()));
    }

    /** Digests of the files, so that one noted while capturing can be looked for among them. */
    Set<String> digests(List<String> attachmentIds) {
        return attachmentIds.stream().map(attachments::find).flatMap(Optional::stream).map(Attachment::sha256).collect(Collectors.toSet());
    }

    /** Each file, and whether it still is as it was captured. */
    Section section(Removal removal) {
        Rows rows = Rows.under("Files, with their digests");
        List<Row> captured = preserved(removal).flatMap(step -> records.frozen(step.answersId(), "sheet", CaseSheet.class))
                .map(sheet -> sheet.sections().stream().flatMap(section -> section.rows().stream()).toList()).orElse(List.of());
        List<String> later = removal.steps().all(VerifyRemoval.class).stream().flatMap(one -> one.evidence().stream()).toList();
        files(removal).forEach(file -> {
            Row now = asItIs(file);
            String standing = file.destroyedAt() != null ? "; destroyed: it must not be kept" : file.quarantinedAt() != null ? "; out of everybody's reach"
                    : preserved(removal).isEmpty() ? "" : later.contains(file.attachmentId()) ? "; added later"
                    : captured.contains(now) ? "; as captured" : "; CHANGED since it was captured: do not rely on it";
            rows.add(now.label(), now.text() + standing);
        });
        return rows.section();
    }

    private Stream<Attachment> files(Removal removal) {
        return removal.files().stream().map(attachments::find).flatMap(Optional::stream);
    }

    /** By its content as it lies in the database now, not by the digest noted when it came. */
    private Row asItIs(Attachment file) {
        String digest = file.isReadable() ? Attachments.sha256(attachments.content(file.attachmentId())) : file.sha256();
        return new Row(file.name(), "SHA-256 " + digest + ", " + file.size() + " bytes");
    }

    private static Optional<Step> preserved(Removal removal) {
        return removal.steps().lastStepOf(PreserveEvidence.class);
    }
}
