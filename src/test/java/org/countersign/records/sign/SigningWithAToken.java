package org.countersign.records.sign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.records.PersonalSignature;
import org.countersign.records.RecordsSettings;
import org.countersign.records.render.Rendering;
import org.countersign.records.render.SampleDocuments;

/** Seals a record with keys in a PKCS#11 token, which is chosen by an environment variable that has to be set before the machine starts. */
final class SigningWithAToken {

    private SigningWithAToken() {}

    /** Arguments: configuration of the token, its PIN, and a folder for what is made. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[2]);
        Clock clock = Clock.systemUTC();
        Keystore keystore = new Keystore(folder, new RecordsSettings.Keystore(arguments[1], null, Path.of(arguments[0]), RecordsSettings.SealKey.valueOf(arguments[3])),
                false, "Example College", "http://localhost");
        KeyRing made = keystore.open(Set.of(), false, clock.instant());
        KeyRing opened = keystore.open(made.everIssued().stream().map(Digests::of).collect(Collectors.toSet()), true, clock.instant());
        System.out.println("same keys: " + made.authority().equals(opened.authority()));
        System.out.println("key leaves the token: " + (opened.seal().key().getEncoded() != null));
        PdfSigning signing = new PdfSigning(() -> opened, clock, new RecordsSettings.Timestamp(null, Duration.ofSeconds(1), Duration.ofSeconds(1)));
        byte[] sheet = signing.sign(new Rendering(SampleDocuments.institution()).pdf(SampleDocuments.sheet(), List.of()),
                new PersonalSignature("P0001", "Ada Applegarth", "Group administrator", null, "Signed", null, "I mean it.", "signed in", clock.instant()),
                "Signature1", "Signed").pdf();
        Files.write(folder.resolve("sheet.pdf"), signing.prolong(sheet));
        Files.write(folder.resolve("record.pdf"),
                signing.seal(new Rendering(SampleDocuments.institution()).pdf(SampleDocuments.record(), List.of()), false, "Example College"));
        Files.write(folder.resolve("authority.der"), opened.authority().getEncoded());
        KeyRing rotated = keystore.rotate(clock.instant()).keep();
        System.out.println("after a rotation: " + rotated.everIssued().size() + " certificates, another authority: "
                + !rotated.authority().equals(opened.authority()));
        Attestation.seal(new byte[] {1}, rotated);
        System.out.println("done");
    }
}
