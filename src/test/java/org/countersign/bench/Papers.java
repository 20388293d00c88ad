package org.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.itextpdf.html2pdf.HtmlConverter;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.countersign.records.Archive;
import org.countersign.records.PersonalSignature;
import org.countersign.records.RecordDraft;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.countersign.records.render.SampleDocuments;
import org.springframework.context.ApplicationContext;

/** What a sheet, its signatures and the record cost, beside raw signatures and the least page html2pdf can make. */
final class Papers {

    private final RecordKeeper keeper;
    private final Archive archive;

    Papers(ApplicationContext application) {
        this.keeper = application.getBean(RecordKeeper.class);
        this.archive = application.getBean(Archive.class);
    }

    void measure(int runs, Table table) throws GeneralSecurityException {
        long[] sheets = new long[runs];
        long[] signatures = new long[runs];
        long[] records = new long[runs];
        long[] together = new long[runs];
        String caseId = "";
        for (int i = -2 * runs; i < runs; i++) {
            String now = caseId = "GA-2001-%06d".formatted(i + 2 * runs + 1);
            long sheet = Cpu.of(() -> keeper.freeze(now, "submission-of-" + now, SampleDocuments.sheet()));
            long signed = Cpu.of(() -> signAll(now));
            long kept = Cpu.of(() -> keeper.keep(draft(now)));
            if (i >= 0) {
                sheets[i] = sheet;
                signatures[i] = signed;
                records[i] = kept;
                together[i] = sheet + signed + kept;
            }
        }
        assertThat(keeper.signaturesOf(caseId)).hasSize(4);
        byte[] record = archive.pdf(caseId).orElseThrow();
        byte[] sheet = keeper.sheetPdf(caseId).orElseThrow();

        double page = Cpu.median(runs, () -> HtmlConverter.convertToPdf("<html><body><p>Seen.</p></body></html>", new ByteArrayOutputStream()));
        double ec = rawSignature("EC", 256, "SHA256withECDSA", runs);
        double rsa = rawSignature("RSA", 3072, "SHA256withRSA", runs);
        double all = Cpu.percentile(together, 50);
        table.row("sheet rendered, frozen, kept", Cpu.percentile(sheets, 50), page, "ms CPU", "least html2pdf page");
        table.row("four personal signatures on it", Cpu.percentile(signatures, 50), 4 * ec, "ms CPU", "four raw EC P-256");
        table.row("record rendered, sealed, deposited", Cpu.percentile(records, 50), page + ec, "ms CPU", "least page and one raw EC P-256");
        table.row("sheet, four signatures, record, seal", all, 2 * page + 5 * ec, "ms CPU", "two least pages, five raw EC P-256", "within 300 ms", all <= 300);
        table.row("the same beside RSA", all, 2 * page + 5 * rsa, "ms CPU", "two least pages, five raw RSA-3072");
        table.note("bytes of a sheet with four signatures", "%,d".formatted(sheet.length));
        table.note("bytes of a sealed record, sheet inside", "%,d".formatted(record.length));
    }

    private void signAll(String caseId) {
        keeper.sign(caseId, by("P0001", "Ada Applegarth", "Group administrator", "Applied", null));
        keeper.sign(caseId, by("P0002", "Basil Birdwhistle", "Assistant administrator", "Signed", null));
        keeper.sign(caseId, by("P0003", "Clementine Crabtree", "First line manager", "Approved", "Keep the rota on the shared drive."));
        keeper.sign(caseId, by("P0004", "Desmond Dovecote", "Second line manager", "Authorised", null));
    }

    private static PersonalSignature by(String personId, String name, String role, String decision, @org.jspecify.annotations.Nullable String comment) {
        return new PersonalSignature(personId, name, role, null, decision, comment, "I have read this and mean it.",
                "signed in with password", Instant.now());
    }

    private static RecordDraft draft(String caseId) {
        return new RecordDraft(caseId, "group-approval", "process-" + caseId, "WhatsApp group 'Boathouse rota'", "Authorised",
                AccessClass.OPEN_TO_THE_DESK, "group-approval", SampleDocuments.record(), SampleDocuments.data(), List.of(),
                Set.of("P0001", "P0002", "P0003", "P0004"));
    }

    private static double rawSignature(String kind, int size, String algorithm, int runs) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        generator.initialize(size);
        KeyPair key = generator.generateKeyPair();
        byte[] message = new byte[64 * 1024];
        return Cpu.median(5 * runs, () -> {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key.getPrivate());
            signature.update(message);
            signature.sign();
        });
    }
}
