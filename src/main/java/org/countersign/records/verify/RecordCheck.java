package org.countersign.records.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.countersign.records.Verification.Finding;
import org.countersign.records.Verification.Report;
import org.countersign.records.Verification.Signer;
import org.countersign.records.Verification.Verdict;
import org.countersign.records.sign.Digests;
import org.countersign.records.sign.Purpose;
import org.countersign.records.verify.ArchiveComparison.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a file is a record of ours and unchanged. Genuine means that everything holds: the seal and each expected
 * signature is present and intact, the last one covers the whole file, nothing was changed between revisions, every certificate
 * comes from our authority and was valid at the attested time, and the archive holds the same bytes where it can be asked.
 * Loads nothing from anywhere.
 */
public final class RecordCheck {

    /** No record is larger. */
    public static final int LARGEST_FILE = 50 * 1024 * 1024;

    private static final int MOST_REVISIONS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMMM yyyy 'at' HH:mm:ss 'UTC'", Locale.UK).withZone(ZoneOffset.UTC);

    private final Trust trust;
    private final ArchiveComparison archive;

    public RecordCheck(Trust trust, ArchiveComparison archive) {
        this.trust = trust;
        this.archive = archive;
    }

    /** The answer for a file that cannot be looked into. */
    public static Report unreadable(String headline) {
        return new Report(Verdict.NOT_A_PDF, headline, null, null, null, null, List.of(),
                List.of(new Finding("The file", false, headline)));
    }

    /** The answer where nobody could look into the file, whatever it is. */
    public static Report notChecked(String headline) {
        return new Report(Verdict.NOT_CHECKED, headline, null, null, null, null, List.of(), List.of(new Finding("The file", false, headline)));
    }

    /** Never throws for a bad file. */
    public Report check(byte[] pdf) {
        if (pdf.length == 0) {
            return unreadable("The file is empty.");
        }
        if (pdf.length > LARGEST_FILE) {
            return unreadable("The file is larger than 50 MB; no record is.");
        }
        if (!startsLikeAPdf(pdf)) {
            return unreadable("This is not a PDF.");
        }
        if (revisions(pdf) > MOST_REVISIONS) {
            return unreadable("The file has more revisions than any record has; it was not looked into.");
        }
        try (SignedFile file = new SignedFile(pdf, trust)) {
            return new Look(pdf, file).report();
        } catch (IOException | RuntimeException | AssertionError e) {
            return unreadable("The file begins like a PDF but is damaged and cannot be read.");
        } catch (StackOverflowError | OutOfMemoryError e) {
            return unreadable("The file is built to exhaust whoever reads it; it was not looked into further.");
        }
    }

    private static boolean startsLikeAPdf(byte[] bytes) {
        return bytes.length > 5 && new String(bytes, 0, 5, StandardCharsets.ISO_8859_1).equals("%PDF-");
    }

    private static int revisions(byte[] bytes) {
        byte[] mark = "%%EOF".getBytes(StandardCharsets.US_ASCII);
        int found = 0;
        for (int i = 0; i + mark.length <= bytes.length; i++) {
            if (bytes[i] == '%' && Arrays.equals(bytes, i, i + mark.length, mark, 0, mark.length)) {
                found++;
            }
        }
        return found;
    }

    /** One look at one file. */
    private final class Look {

        private final byte[] bytes;
        private final SignedFile file;
        private final List<Finding> findings = new ArrayList<>();
        private final List<Signer> signers = new ArrayList<>();
        private @Nullable String recordId;
        private boolean sound = true;

        Look(byte[] bytes, SignedFile file) {
            this.bytes = bytes;
            this.file = file;
        }

        Report report() {
            List<CheckedSignature> signatures = file.signatures();
            List<CheckedSignature> seals = signatures.stream().filter(s -> s.ours() && s.purpose() == Purpose.SEAL).toList();
            if (seals.isEmpty()) {
                return withoutSeal(signatures);
            }
            CheckedSignature seal = seals.get(0);
            X509Certificate sealedWith = seal.signer();
            CheckedSignature.Stamp stamp = seal.stamp();
            String institution = sealedWith == null ? null : Purpose.part(sealedWith, "O");

            note("Seal", seal.holds() && seals.size() == 1 && signatures.get(0) == seal,
                    "Sealed by " + institution + (stamp == null ? "" : " on " + WHEN.format(stamp.at())) + "; the seal is intact.",
                    !seal.intact() ? "The seal is broken: what it covers was changed."
                            : !seal.inTime() ? "The seal's certificate was not valid at the time stamped on it."
                            : "The seal is not as the institution makes it.");
            note("No change permitted", file.isCertifiedBy(seal.field()), "The seal forbids every later change.",
                    "The seal no longer forbids later changes.");
            note("Time", stamp != null && stamp.holds(), "Time of the seal attested by " + attestedBy(stamp) + ".",
                    stamp == null ? "The seal carries no time stamp." : !stamp.intact() ? "The seal's time stamp is broken."
                            : "The seal's time stamp is by somebody this installation does not know: " + attestedBy(stamp) + ".");
            for (CheckedSignature other : signatures) {
                if (other != seal) {
                    note("Archive time stamp", other.archiveStamp() && other.holds(),
                            "Stamped again for the long term on " + (other.stamp() == null ? "" : WHEN.format(other.stamp().at())) + " by "
                                    + attestedBy(other.stamp()) + ".",
                            other.archiveStamp() ? "An archive time stamp is broken or by somebody this installation does not know."
                                    : "There is a signature on it that no record has.");
                }
            }
            note("Whole file covered", file.lastCoversWholeFile(), "Nothing was added after the last time stamp.",
                    "Something was added to the file after it was sealed.");
            boolean changed = file.wasRepaired() || file.forbiddenChange() != null;
            note("Revisions", !changed, "Nothing was painted over or replaced between the file's revisions.",
                    "The file was damaged, or changed in a way the seal forbids.");
            contents();

            String sha256 = Digests.of(bytes);
            Outcome outcome = recordId == null ? Outcome.UNKNOWN : archive.compare(sha256, recordId);
            if (!sound && (outcome == Outcome.NEWEST || outcome == Outcome.EARLIER)) {
                // The archive's own bytes fail: that is for the institution to look into, and the visitor must not be told all is well.
                note("Archive", false, "", "The archive holds exactly this file, so the archive's own copy is damaged: tell the records officers.");
            } else {
                compare(outcome);
            }
            Verdict verdict = !sound ? Verdict.CHANGED : outcome == Outcome.EARLIER ? Verdict.EARLIER_REVISION : Verdict.GENUINE;
            String what = "record " + recordId + " of " + institution;
            String headline = switch (verdict) {
                case GENUINE -> "This is " + what + ", exactly as it was sealed" + (outcome == Outcome.UNKNOWN ? ", but this archive does not hold it." : ".");
                case EARLIER_REVISION -> "This is an earlier revision of " + what
                        + "; its content is the same, and there is a newer one with a further time stamp.";
                default -> "This file carries the seal of " + institution + ", but it was changed or damaged since: do not rely on it.";
            };
            return new Report(verdict, headline, recordId, institution, stamp == null ? null : stamp.at(),
                    stamp == null ? null : allAttestedBy(seal, signatures), signers, findings);
        }

        private void compare(Outcome outcome) {
            switch (outcome) {
                case NEWEST -> note("Archive", true, "The archive knows exactly this file, by its digest.", "");
                case EARLIER -> note("Archive", true, "The archive knows this file as an earlier revision of the same record.", "");
                case DIFFERENT -> note("Archive", false, "", "The archive holds this record, but with other bytes.");
                case UNKNOWN -> findings.add(new Finding("Archive", false, "This archive does not hold the record."));
                case NOT_COMPARED -> findings.add(new Finding("Archive", true, "Not compared with the archive."));
            }
        }

        private String allAttestedBy(CheckedSignature seal, List<CheckedSignature> signatures) {
            Set<String> all = new LinkedHashSet<>();
            all.add(attestedBy(seal.stamp()));
            signatures.stream().filter(s -> s.archiveStamp() && s.stamp() != null && !s.stamp().ours()).forEach(s -> all.add(attestedBy(s.stamp())));
            return String.join(", later also ", all);
        }

        private String attestedBy(CheckedSignature.@Nullable Stamp stamp) {
            if (stamp == null) {
                return "nobody";
            }
            String name = Purpose.part(stamp.by(), "CN");
            return stamp.ours() ? "the institution itself" : name == null ? "an unnamed authority" : name;
        }

        private Report withoutSeal(List<CheckedSignature> signatures) {
            List<CheckedSignature> people = signatures.stream().filter(s -> s.ours() && s.purpose() == Purpose.PERSON).toList();
            if (!people.isEmpty()) {
                people.forEach(s -> signers.add(signer(s)));
                note("Seal", false, "", "There is no seal on it.");
                return report(Verdict.NOT_OURS, "This is not a sealed record. It is a sheet with the signatures of "
                        + people.stream().map(s -> signer(s).name()).collect(Collectors.joining(", "))
                        + ", as signed on the way; only the sealed record shows that nothing was left out.");
            }
            if (signatures.stream().anyMatch(s -> s.signer() == null) && recordInside()) {
                note("Seal", false, "", "The seal is damaged beyond reading.");
                return report(Verdict.CHANGED, "This looks like record " + recordId + ", but its seal is damaged: do not rely on it.");
            }
            if (signatures.stream().map(CheckedSignature::signer).anyMatch(c -> c != null && trust.borrowsOurName(c))) {
                note("Seal", false, "", "The seal uses the institution's name, but the institution did not make it.");
                return report(Verdict.NOT_OURS, "This is not one of our records: it is sealed with a key that only pretends to be the institution's.");
            }
            Optional<String> other = signatures.stream().filter(s -> s.intact() && s.purpose() == Purpose.SEAL).map(CheckedSignature::signer)
                    .filter(Objects::nonNull).map(signer -> Purpose.part(signer, "O")).filter(Objects::nonNull).findFirst();
            if (other.isPresent()) {
                note("Seal", false, "", "The seal is that of another installation.");
                return report(Verdict.NOT_OURS, "This is not one of our records. It says that it was sealed by " + other.get() + ": only they can check it.");
            }
            if (recordInside()) {
                note("Seal", false, "", "There is no seal of this institution on it.");
                return report(Verdict.CHANGED, "This looks like record " + recordId + ", but it does not carry the seal: do not rely on it.");
            }
            note("Seal", false, "", "There is no seal of this institution on it.");
            return report(Verdict.NOT_OURS, "This is not one of our records.");
        }

        /** Whether sheets signed through our authority lie inside, which nobody else can make. */
        private boolean recordInside() {
            try {
                Map<String, byte[]> inside = file.embeddedFiles();
                JsonNode data = JSON.readTree(inside.getOrDefault("record.json", new byte[0]));
                recordId = text(data, "recordId");
                for (Map.Entry<String, byte[]> entry : inside.entrySet()) {
                    if (entry.getKey().matches("sheet-\\d+\\.pdf")) {
                        try (SignedFile sheet = new SignedFile(entry.getValue(), trust)) {
                            if (sheet.signatures().stream().anyMatch(CheckedSignature::ours)) {
                                return recordId != null;
                            }
                        }
                    }
                }
                return recordId != null && archive.compare(Digests.of(bytes), recordId) == Outcome.DIFFERENT;
            } catch (IOException | RuntimeException e) {
                return false;
            }
        }

        private Report report(Verdict verdict, String headline) {
            return new Report(verdict, headline, recordId, null, null, null, signers, findings);
        }

        private void contents() {
            JsonNode data;
            Map<String, byte[]> inside;
            try {
                inside = file.embeddedFiles();
                data = JSON.readTree(inside.getOrDefault("record.json", new byte[0]));
                recordId = text(data, "recordId");
            } catch (IOException | RuntimeException e) {
                note("Data", false, "", "The data inside the record cannot be read.");
                return;
            }
            note("Data", recordId != null, "The data inside belongs to record " + recordId + ".", "The data inside the record is missing.");
            if (recordId == null) {
                return;
            }
            Set<String> expectedSheets = new TreeSet<>();
            for (JsonNode sheet : data.path("sheets")) {
                String name = sheet.path("file").asText();
                expectedSheets.add(name);
                byte[] bytesOfSheet = inside.get(name);
                if (bytesOfSheet == null) {
                    note("Sheet " + sheet.path("number").asInt(), false, "", "The countersigned sheet is missing.");
                } else {
                    sheet(sheet, bytesOfSheet);
                }
            }
            Set<String> foundSheets = inside.keySet().stream().filter(n -> n.matches("sheet-\\d+\\.pdf")).collect(Collectors.toCollection(TreeSet::new));
            note("Sheets", foundSheets.equals(expectedSheets), "Every sheet is there, and no other.", "The sheets inside are not those the record was made with.");
            attachments(data, inside);
        }

        private void attachments(JsonNode data, Map<String, byte[]> inside) {
            Set<String> digests = inside.values().stream().map(Digests::of).collect(Collectors.toSet());
            List<String> missing = StreamSupport.stream(data.path("attachments").spliterator(), false)
                    .filter(a -> a.path("embedded").asBoolean() && !digests.contains(a.path("sha256").asText())).map(a -> a.path("name").asText()).toList();
            if (data.path("attachments").size() > 0) {
                note("Attachments", missing.isEmpty(), "The attachments are those listed.", "Attachments are missing or changed: " + String.join(", ", missing));
            }
        }

        private void sheet(JsonNode expected, byte[] sheetBytes) {
            String what = "Sheet " + expected.path("number").asInt();
            try (SignedFile sheet = new SignedFile(sheetBytes, trust)) {
                List<CheckedSignature> all = sheet.signatures();
                List<CheckedSignature> people = all.stream().filter(s -> !s.archiveStamp()).toList();
                for (int i = 0; i < people.size(); i++) {
                    Signer signer = signer(people.get(i));
                    signers.add(signer);
                    note(what + ", " + signer.name(), signer.intact() && commentFits(expected.path("signatures").path(i), people.get(i)),
                            signer.decision() + " as " + signer.role() + " on " + WHEN.format(signer.at()) + "; the signature is intact.",
                            "The signature does not hold.");
                }
                List<String> wanted = StreamSupport.stream(expected.path("signatures").spliterator(), false).map(s -> s.path("certificateSerial").asText()).toList();
                List<String> found = people.stream().map(s -> s.signer() == null ? "" : s.signer().getSerialNumber().toString(16)).toList();
                note(what + ", signatures expected", wanted.equals(found), wanted.size() + " expected, all there.",
                        wanted.size() + " signatures were expected, and " + (found.size() == wanted.size() ? "others" : Integer.toString(found.size())) + " are there.");
                if (!all.isEmpty()) {
                    note(what + ", whole file covered", sheet.lastCoversWholeFile() && !sheet.wasRepaired() && sheet.forbiddenChange() == null
                                    && all.stream().filter(CheckedSignature::archiveStamp).allMatch(CheckedSignature::holds),
                            "Nothing was changed or added since the last signature.", "The sheet was changed after it was signed.");
                }
            } catch (IOException | RuntimeException e) {
                note(what, false, "", "The countersigned sheet cannot be read.");
                return;
            }
            int unsigned = expected.path("unsignedSize").asInt();
            boolean same = Digests.of(sheetBytes).equals(expected.path("sha256").asText()) && unsigned > 0 && unsigned <= sheetBytes.length
                    && Digests.of(Arrays.copyOf(sheetBytes, unsigned)).equals(expected.path("unsignedSha256").asText());
            note(what, same, "It is the sheet the record was made with.", "It is not the sheet the record was made with.");
        }

        private boolean commentFits(JsonNode expected, CheckedSignature signature) {
            String comment = text(expected, "comment");
            String salt = text(expected, "commentSalt");
            String signed = signature.reason() == null ? null : signature.reason().commentDigest();
            if (comment == null || comment.isEmpty() || salt == null) {
                return signed == null;
            }
            return Digests.ofComment(salt, comment).equals(signed);
        }

        private Signer signer(CheckedSignature signature) {
            X509Certificate certificate = signature.signer();
            String name = certificate == null ? null : Purpose.part(certificate, "CN");
            Instant at = signature.stamp() == null ? Instant.EPOCH : signature.stamp().at();
            return new Signer(name == null ? "Unreadable signature" : name.replaceFirst(", attested by .*", ""), signature.reason() == null ? "" : roleOf(signature),
                    signature.reason() == null ? "" : signature.reason().decision(), at, signature.holds() && signature.purpose() == Purpose.PERSON);
        }

        private String roleOf(CheckedSignature signature) {
            var reason = signature.reason();
            return reason == null ? "" : reason.role() + (reason.inPlaceOf() == null ? "" : " in place of " + reason.inPlaceOf());
        }

        private void note(String what, boolean good, String whenGood, String whenBad) {
            findings.add(new Finding(what, good, good ? whenGood : whenBad));
            sound &= good;
        }
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.path(field).isTextual() ? node.path(field).asText() : null;
    }
}
