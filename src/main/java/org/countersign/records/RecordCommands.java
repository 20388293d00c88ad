package org.countersign.records;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.countersign.records.Verification.Report;
import org.countersign.records.ledger.VerifyLedger;
import org.countersign.records.verify.ArchiveComparison;
import org.countersign.records.verify.RecordCheck;
import org.countersign.records.verify.Trust;

/**
 * What the jar does besides serving: {@code verify FILE}, without any server or database,, {@code verify-ledger} and
 * {@code rotate-keys}, with the database but without a server. Answers in plain words; the exit code says the same to scripts.
 */
public final class RecordCommands {

    static final int NOT_UNDERSTOOD = 64;

    /** Exit codes of {@code verify}: by verdict, and for a command that could not be understood or carried out. */
    public static final Map<Verification.Verdict, Integer> EXIT_CODES = Map.of(
            Verification.Verdict.GENUINE, 0, Verification.Verdict.EARLIER_REVISION, 0, Verification.Verdict.CHANGED, 1,
            Verification.Verdict.NOT_OURS, 2, Verification.Verdict.NOT_A_PDF, 3, Verification.Verdict.NOT_CHECKED, NOT_UNDERSTOOD);

    private static final String DATA = "--countersign.data=";
    private static final String AUTHORITIES = "--authorities=";

    private RecordCommands() {}

    /** Carries out a command of ours. @return its exit code, or nothing when the arguments are none of ours and the application shall start */
    public static OptionalInt run(String[] arguments, PrintStream out) {
        if (arguments.length == 0) {
            return OptionalInt.empty();
        }
        return switch (arguments[0]) {
            case "verify" -> OptionalInt.of(verify(Arrays.asList(arguments).subList(1, arguments.length), out));
            case "verify-ledger" -> OptionalInt.of(VerifyLedger.run(Arrays.copyOfRange(arguments, 1, arguments.length), out));
            case "rotate-keys" -> OptionalInt.of(RotateKeys.run(Arrays.copyOfRange(arguments, 1, arguments.length), out));
            default -> OptionalInt.empty();
        };
    }

    private static int verify(List<String> arguments, PrintStream out) {
        List<String> files = arguments.stream().filter(a -> !a.startsWith("--")).toList();
        if (files.size() != 1) {
            out.println("Usage: verify FILE [" + DATA + "FOLDER] [" + AUTHORITIES + "PEM]");
            out.println("Says whether FILE is a record of the institution and unchanged. The institution's certificates are taken from "
                    + "authorities.pem in the data folder, or from the file given.");
            out.println("Exit code: 0 genuine, 1 changed, 2 not one of our records, 3 not a PDF, " + NOT_UNDERSTOOD + " not carried out.");
            return NOT_UNDERSTOOD;
        }
        Path data = Path.of(option(arguments, DATA, System.getenv().getOrDefault("COUNTERSIGN_DATA", "./data")));
        Path authorities = Path.of(option(arguments, AUTHORITIES, data.resolve("authorities.pem").toString()));
        byte[] file;
        Trust trust;
        try {
            trust = new Trust(certificates(authorities), Files.exists(data.resolve("time-authorities.pem"))
                    ? certificates(data.resolve("time-authorities.pem")) : Set.of());
        } catch (IOException | CertificateException e) {
            out.println("The institution's certificates could not be read from " + authorities + ". Give " + DATA + "FOLDER, or " + AUTHORITIES
                    + "PEM with the certificate downloaded from the institution's verify page.");
            return NOT_UNDERSTOOD;
        }
        try {
            Path path = Path.of(files.get(0));
            if (Files.size(path) > RecordCheck.LARGEST_FILE) {
                out.println("The file is larger than 50 MB; no record is.");
                return EXIT_CODES.get(Verification.Verdict.NOT_A_PDF);
            }
            file = Files.readAllBytes(path);
        } catch (IOException e) {
            out.println("The file " + files.get(0) + " could not be read.");
            return NOT_UNDERSTOOD;
        }
        Report report = new RecordCheck(trust, ArchiveComparison.none()).check(file);
        print(report, out);
        return EXIT_CODES.get(report.verdict());
    }

    private static void print(Report report, PrintStream out) {
        out.println(report.headline());
        out.println();
        report.findings().forEach(f -> out.println((f.good() ? "  ok   " : "  NO   ") + f.what() + ": " + f.words()));
    }

    private static String option(List<String> arguments, String name, String otherwise) {
        return arguments.stream().filter(a -> a.startsWith(name)).map(a -> a.substring(name.length())).findFirst().orElse(otherwise);
    }

    private static Set<X509Certificate> certificates(Path pem) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(pem)) {
            Set<X509Certificate> all = new HashSet<>();
            CertificateFactory.getInstance("X.509").generateCertificates(in).forEach(c -> all.add((X509Certificate) c));
            return all;
        }
    }
}
