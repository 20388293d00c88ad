package org.countersign.records;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.institution.Institution;
import org.countersign.records.render.Rendering;
import org.countersign.records.render.Rendering.EmbeddedFile;
import org.countersign.records.sign.Digests;
import org.countersign.records.sign.PdfSigning;
import org.countersign.records.sign.SigningReason;
import org.countersign.records.sign.TimestampNotGiven;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Freezes sheets, takes signatures and keeps records. Everything happens in the caller's transaction.
 * No retry here: the engine retries, and a second loop would hide incidents.
 */
@Service
public class RecordKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(RecordKeeper.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long LARGEST_EMBEDDED = 25L * 1024 * 1024;

    private final Sheets sheets;
    private final Deposits deposits;
    private final Rendering rendering;
    private final PdfSigning signing;
    private final SealKeys keys;
    private final Ledger ledger;
    private final Retention retention;
    private final Institution institution;
    private final RecordPlaces places;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RecordKeeper(Sheets sheets, Deposits deposits, Rendering rendering, PdfSigning signing, SealKeys keys, Ledger ledger, Retention retention,
            Institution institution, RecordPlaces places, ApplicationEventPublisher events, Clock clock) {
        this.sheets = sheets;
        this.deposits = deposits;
        this.rendering = rendering;
        this.signing = signing;
        this.keys = keys;
        this.ledger = ledger;
        this.retention = retention;
        this.institution = institution;
        this.places = places;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Renders and freezes what was submitted as the next sheet of the case.
     *
     * @param submissionId freezing the same submission twice returns the first sheet
     * @throws SealingFailed when it cannot be rendered or stored; nothing is stored then
     */
    @Transactional
    public Sheet freeze(String caseId, String submissionId, Document sheet) {
        return doing(caseId, "The sheet", "frozen", () -> {
            Optional<Sheet> before = sheets.bySubmission(submissionId);
            if (before.isPresent()) {
                return before.get();
            }
            Map<String, Object> model = new LinkedHashMap<>(sheet.model());
            model.put("caseId", caseId);
            byte[] pdf = rendering.pdf(new Document(sheet.template(), sheet.title(), model), List.of());
            Sheet frozen = sheets.add(caseId, submissionId, now(), RecordData.write(sheet.model()), pdf);
            ledger.add("frozen", caseId, Map.of("sheet", frozen.number(), "sha256", frozen.sha256()));
            return frozen;
        });
    }

    /**
     * What a sheet was made from, as it was then: one value of its model, read back. Empty when that submission was never frozen.
     */
    public <T> Optional<T> frozen(String submissionId, String key, Class<T> type) {
        return sheets.modelOf(submissionId).map(model -> RecordData.read(model, key, type));
    }

    /** Adds a person's signature to the newest sheet. @throws SealingFailed when the keys cannot be used */
    @Transactional
    public void sign(String caseId, PersonalSignature signature) {
        doing(caseId, "The signature", "taken", () -> {
            Sheets.Stored sheet = sheets.newestLocked(caseId)
                    .orElseThrow(() -> new IllegalStateException("there is no sheet to sign"));
            int number = sheet.signatures() + 1;
            @Nullable String salt = signature.comment() == null || signature.comment().isEmpty() ? null : random(16);
            @Nullable String digest = salt == null ? null : Digests.ofComment(salt, signature.comment());
            PdfSigning.Signed signed = signing.sign(sheet.pdf(), signature, "Signature" + number, SigningReason.of(signature, digest).text());
            sheets.signed(sheet, number, signature, salt, digest, signed);
            ledger.add("signed", caseId, Map.of("sheet", sheet.number(), "signature", number, "sheetSha256", sheet.sha256(),
                    "certificate", signed.certificate().getSerialNumber().toString(16), "sha256", Digests.of(signed.pdf())));
            return number;
        });
    }

    /** A page as PDF/A and PDF/UA to be handed out: it is not signed, and nothing of it is stored. */
    public byte[] pdf(Document page) {
        return rendering.pdf(page, List.of());
    }

    /** The case's sheets, oldest first. */
    public List<Sheet> sheetsOf(String caseId) {
        return sheets.of(caseId);
    }

    /** The newest sheet with the signatures it has so far. */
    public Optional<byte[]> sheetPdf(String caseId) {
        return sheets.newest(caseId).map(Sheets.Stored::pdf);
    }

    /** Signatures on the sheets of the case, in order; {@code sheetNumber -> signature} flattened. */
    public List<SignedStep> signaturesOf(String caseId) {
        return sheets.signaturesOf(caseId).stream()
                .map(s -> new SignedStep(s.sheetNumber(), s.sheetSha256(), s.signature(), s.certificateSerial())).toList();
    }

    /** One signature with the sheet it stands on and the digests it carries. */
    public record SignedStep(int sheetNumber, String sheetSha256, PersonalSignature signature, String certificateSerial) {}

    /**
     * Renders, embeds data and sheets, seals and deposits. Idempotent on the process instance, also for two callers at once.
     * The page's model gets {@code verificationCode}, {@code verifyUrl}, {@code timeAttestedBy} and {@code signatures}
     * (list of {@link SignedStep}) in addition to what the draft brings.
     *
     * @throws SealingFailed when it cannot be rendered, sealed or stored; nothing is stored then
     */
    @Transactional
    public KeptRecord keep(RecordDraft draft) {
        return doing(draft.recordId(), "The record", "kept", () -> {
            sheets.lock(draft.recordId());
            Optional<KeptRecord> before = deposits.byProcessInstance(draft.processInstanceId());
            return before.isPresent() ? before.get() : keepAnew(draft);
        });
    }

    private KeptRecord keepAnew(RecordDraft draft) throws GeneralSecurityException, IOException {
        List<CountersignedSheet> countersigned = new ArrayList<>();
        for (Sheets.Stored sheet : sheets.storedOf(draft.recordId())) {
            countersigned.add(new CountersignedSheet(sheet, sheet.signatures() == 0 ? sheet.pdf() : signing.prolong(sheet.pdf())));
        }
        List<RecordDraft.Attachment> embedded = new ArrayList<>();
        List<RecordDraft.Attachment> beside = new ArrayList<>();
        long size = 0;
        for (RecordDraft.Attachment attachment : draft.attachments()) {
            size += attachment.content().length;
            (size <= LARGEST_EMBEDDED ? embedded : beside).add(attachment);
        }
        String code = verificationCode();
        byte[] data = RecordData.json(draft, code, now(), countersigned, sheets.signaturesOf(draft.recordId()), embedded, beside);

        List<EmbeddedFile> files = new ArrayList<>();
        files.add(new EmbeddedFile(RecordData.FILE_NAME, "application/json", "The record's data, with the original text", "Data", data));
        for (CountersignedSheet sheet : countersigned) {
            files.add(new EmbeddedFile(sheet.fileName(), "application/pdf",
                    "Sheet " + sheet.sheet().number() + " as submitted, with the signatures on it", "Source", sheet.pdf()));
        }
        int position = 1;
        for (RecordDraft.Attachment attachment : embedded) {
            files.add(new EmbeddedFile("attachment-" + position++ + "-" + attachment.name(), attachment.mediaType(), attachment.description(),
                    "Supplement", attachment.content()));
        }

        boolean awaits = false;
        String attestedBy;
        byte[] pdf;
        try {
            attestedBy = signing.hasOutsideAuthority() ? places.timestampAuthority() : places.institutionItself();
            pdf = signing.seal(rendering.pdf(page(draft, code, attestedBy), files), signing.hasOutsideAuthority(), institution.name());
            keys.rememberTimeAuthority(signing.outsideCertificates());
        } catch (TimestampNotGiven e) {
            LOG.warn("Record {}: the time-stamping authority {} gave no token ({}). The record is sealed with the institution's own time "
                    + "and awaits the outside time stamp.", draft.recordId(), places.timestampAuthority(), e.getMessage());
            awaits = true;
            attestedBy = places.institutionItself();
            pdf = signing.seal(rendering.pdf(page(draft, code, attestedBy), files), false, institution.name());
        }
        KeptRecord kept = deposits.deposit(draft, pdf, now(), code, attestedBy, awaits, data, beside);
        ledger.add("sealed", draft.recordId(), Map.of("sha256", kept.sha256(), "size", kept.size(), "timeAttestedBy", attestedBy));
        if (awaits) {
            ledger.add("timestampAwaited", draft.recordId(), Map.of("authority", places.timestampAuthority()));
        }
        ledger.add("deposited", draft.recordId(), Map.of("sha256", kept.sha256(), "revision", 1, "flow", draft.flow(),
                "retentionClass", draft.retentionClass()));
        retention.deposited(draft.recordId(), draft.retentionClass(), kept.sealedAt(), draft.retentionPersonId());
        events.publishEvent(new RecordDeposited(draft.recordId()));
        return kept;
    }

    private Document page(RecordDraft draft, String code, String attestedBy) {
        Map<String, Object> model = new LinkedHashMap<>(draft.page().model());
        model.put("recordId", draft.recordId());
        model.put("outcome", draft.outcome());
        model.put("verificationCode", code);
        model.put("verifyUrl", places.verifyUrl(code));
        model.put("timeAttestedBy", attestedBy);
        model.put("signatures", signaturesOf(draft.recordId()));
        return new Document(draft.page().template(), draft.page().title(), model);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String verificationCode() {
        return random(16).replaceAll("(.{4})(?=.)", "$1-");
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private interface Work<T> {
        T run() throws GeneralSecurityException, IOException;
    }

    private static <T> T doing(String caseId, String thing, String done, Work<T> work) {
        try {
            return work.run();
        } catch (SealingFailed e) {
            throw e;
        } catch (DataAccessException e) {
            throw new SealingFailed(thing + " of " + caseId + " was not " + done + ": the database did not take it ("
                    + kind(e.getMostSpecificCause()) + "). Nothing was stored; it is tried again.", e);
        } catch (GeneralSecurityException | java.security.ProviderException e) {
            throw new SealingFailed(thing + " of " + caseId + " was not " + done + ": the institution's keys could not be used ("
                    + kind(e) + "). Nothing was stored; see the keystore's health.", e);
        } catch (IOException | RuntimeException e) {
            throw new SealingFailed(thing + " of " + caseId + " was not " + done + " (" + kind(e) + "). Nothing was stored.", e);
        }
    }

    /** A failure's own message may quote what people wrote. */
    private static String kind(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
