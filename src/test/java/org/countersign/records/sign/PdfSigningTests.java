package org.countersign.records.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.countersign.records.Judges;
import org.countersign.records.PersonalSignature;
import org.countersign.records.RecordsSettings;
import org.countersign.records.RecordsSettings.SealKey;
import org.countersign.records.render.Rendering;
import org.countersign.records.render.Rendering.EmbeddedFile;
import org.countersign.records.render.SampleDocuments;
import org.countersign.records.verify.EveryBit;
import org.countersign.records.verify.Trust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PdfSigningTests {

    private final Clock clock = Clock.systemUTC();
    private final Rendering rendering = new Rendering(SampleDocuments.institution());

    @TempDir Path data;

    private KeyRing keys(SealKey kind) {
        return new Keystore(data, new RecordsSettings.Keystore("long enough to be taken", null, null, kind), false, "Example College",
                "https://countersign.college.example").open(Set.of(), false, clock.instant());
    }

    private PdfSigning signing(KeyRing keys) {
        return new PdfSigning(() -> keys, clock, new RecordsSettings.Timestamp(null, Duration.ofSeconds(5), Duration.ofMinutes(1)));
    }

    private byte[] countersigned(PdfSigning signing) throws Exception {
        byte[] sheet = rendering.pdf(SampleDocuments.sheet(), List.of());
        int number = 1;
        for (String name : List.of("Ada Applegarth", "Bożena 王小明", "Clementine Crabtree, née Ώmega", "D; E")) {
            PersonalSignature signature = new PersonalSignature("P000" + number, name, "Second line manager; stand-in", "Noël Nightjar", "Approved",
                    "short", "I mean it.", "signed in with password", clock.instant());
            sheet = signing.sign(sheet, signature, "Signature" + number++, SigningReason.of(signature, Digests.ofComment("00", "short")).text()).pdf();
        }
        return sheet;
    }

    @Test
    void fourPeopleSignASheetThatEveryJudgeAcceptsNowAndYearsLater() throws Exception {
        KeyRing keys = keys(SealKey.EC_P256);
        byte[] sheet = signing(keys).prolong(countersigned(signing(keys)));
        Judges.assertTotalPassed(sheet, keys.authority(), Instant.now());
        Judges.assertTotalPassed(sheet, keys.authority(), Instant.now().plus(Duration.ofDays(5 * 365)));
        Judges.assertValidForIText(sheet, keys.authority());
        Judges.assertAcceptedByCommandLineTools(sheet);
        Judges.assertPdfA3a(sheet);
        Judges.assertPdfUa1(sheet);
    }

    @ParameterizedTest
    @EnumSource(SealKey.class)
    void aSealedRecordIsAcceptedByEveryJudgeWhateverTheKey(SealKey kind) throws Exception {
        KeyRing keys = keys(kind);
        byte[] sealed = signing(keys).seal(rendering.pdf(SampleDocuments.record(),
                List.of(new EmbeddedFile("record.json", "application/json", "Data", "Data", "{}".getBytes(StandardCharsets.UTF_8)))), false, "Example College");
        Judges.assertTotalPassed(sealed, keys.authority(), Instant.now());
        if (kind == SealKey.EC_P256) {
            // The judges' catalogue lets RSA with this padding end earlier, which it warns of.
            Judges.assertTotalPassed(sealed, keys.authority(), Instant.now().plus(Duration.ofDays(5 * 365)));
        }
        Judges.assertValidForIText(sealed, keys.authority());
        Judges.assertAcceptedByCommandLineTools(sealed);
        Judges.assertPdfA3a(sealed);
        Judges.assertPdfUa1(sealed);
        for (int signature : new int[] {0, 1}) {
            assertThat(new EveryBit(sealed, signature, new Trust(Set.of(keys.authority()), Set.of())).soundAsItIs()).as("our own judgement").isTrue();
        }
    }

    @Test
    void aReasonIsReadAsItWasWrittenAndCannotBeForgedByAName() {
        SigningReason reason = new SigningReason("Approved", "Manager", "Mallory; role: Head of house", "a".repeat(64));
        SigningReason read = SigningReason.read(reason.text());
        assertThat(read).isNotNull();
        assertThat(read.role()).isEqualTo("Manager");
        assertThat(read.inPlaceOf()).isEqualTo("Mallory, role: Head of house");
        assertThat(read.commentDigest()).isEqualTo("a".repeat(64));
        assertThat(SigningReason.read(null)).isNull();
    }
}
