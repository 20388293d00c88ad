package org.countersign.casefile;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countersign.answers.Attachments;
import org.countersign.answers.Attachments.Attachment;
import org.countersign.casefile.CaseRecord.Answered;
import org.countersign.casefile.CaseRecord.Decision;
import org.countersign.casefile.CaseRecord.Event;
import org.countersign.casefile.CaseRecord.Letterhead;
import org.countersign.casefile.CaseRecord.LetterLine;
import org.countersign.casefile.CaseRecord.PersonLine;
import org.countersign.casefile.CaseRecord.SignatureEvidence;
import org.countersign.casefile.Letters.Letter;
import org.countersign.engine.Diagram;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.institution.Institution.Retention;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.Document;
import org.countersign.records.PersonalSignature;
import org.countersign.records.RecordDraft;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Puts a case on paper: the panel beside a form, the sheet people sign, letters, and the record at the end. */
@Service
public class CasePapers {

    /** How whoever signs was known. */
    public static final String AUTHENTICATED_BY = "signed in with password";
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm", Locale.UK);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.UK);

    /**
     * What a person signs.
     *
     * @param step    what the step is called on paper, for example "Decision"
     * @param role    what they sign as, for example "College officer"
     * @param intent  the sentence they agree to
     */
    public record Signing(String step, String role, String intent) {}

    /** A signing step that was taken, with what was decided and why. */
    public record Taken(Step step, Signing signing, String decision, @Nullable String comment) {}

    /**
     * What a flow says of a case at its end; everything else is known.
     *
     * @param title     of the record; names nobody, as the index of records shows it
     * @param answers   which answers stand in {@code record.json}: those the readers of the record may know
     * @param trail     what happened, as far as the readers of the record may know
     * @param files     ids of the attachments that go into it
     * @param personIds everyone named in it
     */
    public record Ending(String flow, String processInstanceId, String caseId, String title, String kind, String outcome, String outcomeSentence,
            boolean favourable, AccessClass accessClass, String legalBasis, Retention retention, List<Section> sections, List<Taken> decisions, List<Step> answers,
            List<Trail.Entry> trail, List<String> files, Diagram diagram, Set<String> personIds) {}

    private final Attachments attachments;
    private final Letters letters;
    private final CaseFile file;
    private final People people;
    private final Institution institution;
    private final RecordKeeper records;
    private final Trail trail;
    private final Clock clock;

    CasePapers(Attachments attachments, Letters letters, CaseFile file, People people, Institution institution, RecordKeeper records, Trail trail, Clock clock) {
        this.attachments = attachments;
        this.letters = letters;
        this.file = file;
        this.people = people;
        this.institution = institution;
        this.records = records;
        this.trail = trail;
        this.clock = clock;
    }

    // --- words

    public String nameOf(@Nullable String personId) {
        return personId == null ? "" : people.byId(personId).map(Person::name).orElse(personId);
    }

    /** For example "Monday 23 November 2026, 16:40". */
    public String moment(Instant at) {
        return MOMENT.format(at.atZone(institution.zone()));
    }

    public String moment(Optional<Instant> at) {
        return at.map(this::moment).orElse("");
    }

    /** For example "Monday 23 November 2026". */
    public String day(LocalDate day) {
        return DAY.format(day);
    }

    public Letterhead letterhead() {
        return new Letterhead(institution.name(), institution.shortName(), institution.logo());
    }

    // --- the panel

    /**
     * @param files    whether this task may read what was attached
     * @param events   whether this task may know what has happened
     * @param nameless ids of those this task may not know by name
     */
    public CasePanel panel(String caseId, List<Section> sections, boolean files, boolean events, Set<String> nameless) {
        List<CasePanel.Event> happened = !events ? List.of() : trail.of(caseId).stream().map(one -> new CasePanel.Event(one.at(), one.words(),
                one.personId() == null || nameless.contains(one.personId()) ? null : nameOf(one.personId()))).toList();
        return new CasePanel(caseId, sections.stream().filter(one -> !one.isEmpty()).toList(), files ? file.files(caseId) : List.of(), happened,
                events ? letters.of(caseId) : List.of(), records.sheetsOf(caseId).isEmpty() ? null : "/forms/sheets/" + caseId + ".pdf");
    }

    // --- the sheet

    /** Freezes what is known for those who sign. Idempotent on the submission. */
    public void freeze(String flow, String caseId, String submissionId, String kind, List<Section> sections) {
        records.freeze(caseId, submissionId, new Document(flow + "/sheet", kind + ", case " + caseId, Map.of("sheet",
                new CaseSheet(caseId, kind, clock.instant(), sections.stream().filter(one -> !one.isEmpty()).toList(), letterhead()))));
    }

    /** Puts the signature of whoever took that step on the newest sheet. */
    public void sign(String caseId, Taken taken) {
        Step step = taken.step();
        records.sign(caseId, new PersonalSignature(step.personId(), nameOf(step.personId()), taken.signing().role(),
                step.inPlaceOf() == null ? null : nameOf(step.inPlaceOf()), taken.decision(), orNull(taken.comment()), taken.signing().intent(), AUTHENTICATED_BY, step.at()));
    }

    // --- letters

    /**
     * Writes a letter from {@code templates/<flow>/<kind>.html}; once per kind and step.
     *
     * @param model named values for the template; {@code letter} with letterhead, addressee, title and date is added
     */
    public Letter letter(String flow, String caseId, String kind, Step writtenFor, String title, @Nullable String addresseeId, String addressee, Map<String, Object> model) {
        Map<String, Object> all = new LinkedHashMap<>(model);
        all.put("letter", new Letterheaded(caseId, letters.of(caseId).size() + 1, title, addressee, clock.instant(), letterhead()));
        return letters.write(caseId, kind, writtenFor.answersId(), addresseeId, addressee, new Document(flow + "/" + kind, title, all));
    }

    /** What every letter carries. Public because templates read it. */
    public record Letterheaded(String caseId, int number, String title, String addressee, Instant writtenAt, Letterhead institution) {}

    // --- the record

    /** The record of an ended case. */
    public RecordDraft record(Ending ending) {
        List<Attachment> files = ending.files().stream().distinct().map(attachments::find).flatMap(Optional::stream).toList();
        List<Letter> written = letters.of(ending.caseId());
        List<RecordDraft.Attachment> embedded = new ArrayList<>();
        List<String> fileLines = new ArrayList<>();
        for (Attachment one : files) {
            byte[] content = one.isReadable() ? attachments.content(one.attachmentId()) : null;
            fileLines.add(fileLine(one, content));
            if (content != null) {
                embedded.add(new RecordDraft.Attachment(one.name(), one.mediaType(), "Attached by people to the case", content));
            }
        }
        written.forEach(one -> embedded.add(new RecordDraft.Attachment(one.fileName(), "application/pdf", one.title(), letters.pdf(one.letterId()))));
        CaseRecord record = new CaseRecord(ending.caseId(), ending.kind(), ending.outcome(), ending.outcomeSentence(), ending.favourable(), clock.instant(), letterhead(),
                ending.sections().stream().filter(one -> !one.isEmpty()).toList(), ending.decisions().stream().map(this::decision).toList(),
                written.stream().map(one -> new LetterLine(one.number(), one.title(), one.addressee(), one.writtenAt(), one.fileName(), one.sha256())).toList(),
                events(ending.trail()),
                fileLines, ending.legalBasis(), ending.retention().retentionClass(), ending.retention().retentionWords(),
                ending.diagram(), evidence(ending.caseId()),
                ending.answers().stream().map(step -> new Answered(step.task(), step.personId(), step.at(), step.answers())).toList(), institution.zone());
        return new RecordDraft(ending.caseId(), ending.flow(), ending.processInstanceId(), ending.title(), ending.outcome(), ending.accessClass(),
                ending.retention().retentionClass(), new Document(ending.flow() + "/record", ending.title(), Map.of("record", record)), record, embedded,
                Set.copyOf(new LinkedHashSet<>(ending.personIds())));
    }

    /** With the digest noted when it came; what lies in the database now is compared with it. */
    private static String fileLine(Attachment file, byte @Nullable [] content) {
        String what = String.format(Locale.UK, "%s (%,d bytes, SHA-256 %s)", file.name(), file.size(), file.sha256());
        if (content != null) {
            return Attachments.sha256(content).equals(file.sha256()) ? what : what + ", CHANGED since it came: do not rely on it";
        }
        return what + (file.destroyedAt() != null ? ", destroyed: it must not be kept" : ", in quarantine");
    }

    /** A signing step as it stands in the record. */
    public Decision decision(Taken taken) {
        return decision(taken, line(taken.step().personId()));
    }

    /** The same of a person who is known better than the directory knows them. */
    public Decision decision(Taken taken, PersonLine person) {
        Step step = taken.step();
        return new Decision(taken.signing().step(), person, taken.signing().role(), step.inPlaceOf() == null ? null : nameOf(step.inPlaceOf()), taken.decision(),
                orNull(taken.comment()), step.at(), AUTHENTICATED_BY, taken.signing().intent());
    }

    public PersonLine line(String personId) {
        return people.byId(personId).map(one -> new PersonLine(one.personId(), one.name(), one.position(), one.department()))
                .orElse(new PersonLine(personId, personId, "", ""));
    }

    /** What happened, as it stands in the record. */
    public List<Event> events(List<Trail.Entry> trail) {
        return trail.stream().map(one -> new Event(one.at(), one.words(), one.personId() == null ? null : nameOf(one.personId()))).toList();
    }

    /** What ties the signatures of the case to its sheets. */
    public List<SignatureEvidence> evidence(String caseId) {
        return records.signaturesOf(caseId).stream().map(step -> new SignatureEvidence(step.sheetNumber(), step.sheetSha256(),
                step.certificateSerial(), step.signature().name(), step.signature().role(), step.signature().at(), step.signature().authenticatedBy())).toList();
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
