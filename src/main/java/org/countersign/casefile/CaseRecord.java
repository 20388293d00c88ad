package org.countersign.casefile;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.countersign.engine.Diagram;
import org.jspecify.annotations.Nullable;

/**
 * A whole case at its end ({@code templates/<flow>/record.html}, model key {@code record}; also {@code record.json}). Public because
 * both read it.
 *
 * @param kind            what it is a record of, for example "Removal of a post"
 * @param outcome         in one or two words
 * @param outcomeSentence the same in a sentence
 * @param favourable      whether the outcome is shown as reached rather than refused
 * @param letters         written in the case, each also inside the record
 */
public record CaseRecord(
        String recordId,
        String kind,
        String outcome,
        String outcomeSentence,
        boolean favourable,
        Instant decidedAt,
        Letterhead institution,
        List<Section> sections,
        List<Decision> decisions,
        List<LetterLine> letters,
        List<Event> trail,
        List<String> attachments,
        String legalBasis,
        String retentionClass,
        String retentionWords,
        Diagram diagram,
        List<SignatureEvidence> signatures,
        List<Answered> answers,
        ZoneId zone) {

    /** A person as the directory knew them at that time. */
    public record PersonLine(String personId, String name, String position, String department) {}

    /** Whose paper it is; {@code logo} as the institution pack names it. */
    public record Letterhead(String name, String shortName, String logo) {}

    /**
     * One person's signing step.
     *
     * @param step      what the step is called, for example "First approval"
     * @param role      what the person signed as
     * @param inPlaceOf name of the person acted for, when a deputy or stand-in decided
     * @param decision  in a word, for example "Approved"
     * @param comment   as typed
     * @param intent    the sentence the person agreed to
     */
    public record Decision(String step, PersonLine person, String role, @Nullable String inPlaceOf, String decision, @Nullable String comment,
            Instant at, String authenticatedBy, String intent) {}

    public record LetterLine(int number, String title, String addressee, Instant at, String fileName, String sha256) {}

    /** What happened, when, by whom; {@code person} is {@code null} for what the system did by itself. */
    public record Event(Instant at, String words, @Nullable String person) {}

    /** What ties a person's signature to the sheet it stands on. */
    public record SignatureEvidence(int sheetNumber, String sheetSha256, String certificateSerial, String signer, String role, Instant at, String authenticatedBy) {}

    /** Typed answers with who gave them when, for {@code record.json}. */
    public record Answered(String task, String personId, Instant at, Object answers) {}
}
