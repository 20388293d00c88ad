package org.countersign.records;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
 * What the jar does besides serving: {@code verify FILE}, without any server or database; {@code verify-ledger}, {@code import-bag FILE} and
 * {@code rotate-keys}, with the database but without a server. Exit codes are those of {@link Answer}.
 */
public final class RecordCommands {

    /** Exit codes of {@code verify}, by verdict. */
    public static final Map<Verification.Verdict, Integer> EXIT_CODES = Map.of(
            Verification.Verdict.GENUINE, Answer.HOLDS, Verification.Verdict.EARLIER_REVISION, Answer.HOLDS, Verification.Verdict.CHANGED, Answer.DOES_NOT,
            Verification.Verdict.NOT_OURS, Answer.DOES_NOT, Verification.Verdict.NOT_A_PDF, Answer.DOES_NOT,
            Verification.Verdict.NOT_CHECKED, Answer.CANNOT_TELL);

    private static final String DATA = "--countersign.data=";
    private static final String AUTHORITIES = "--authorities=";
    private static final String IN_JSON = "--json";

    private RecordCommands() {}

    /** Carries out a command of ours. @return its exit code, or nothing when the arguments are none of ours and the application shall start */
    public static OptionalInt run(String[] arguments, PrintStream out) {
        if (arguments.length == 0) {
            return OptionalInt.empty();
        }
        List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
        Answer answer = new Answer(out, rest.contains(IN_JSON));
        String[] settings = rest.stream().filter(a -> a.startsWith("--") && !a.equals(IN_JSON) && !a.startsWith(AUTHORITIES)).toArray(String[]::new);
        List<String> files = rest.stream().filter(a -> !a.startsWith("--")).toList();
        return switch (arguments[0]) {
            case "verify" -> OptionalInt.of(verify(files, rest, answer));
            case "verify-ledger" -> OptionalInt.of(VerifyLedger.run(settings, answer));
            case "import-bag" -> OptionalInt.of(importBag(files, rest, settings, answer));
            case "rotate-keys" -> OptionalInt.of(RotateKeys.run(settings, answer));
            default -> OptionalInt.empty();
        };
    }

    private static int verify(List<String> files, List<String> arguments, Answer answer) {
        if (files.size() != 1) {
            return answer.give(Answer.CANNOT_TELL, "Usage: verify FILE [" + DATA + "FOLDER] [" + AUTHORITIES + "PEM] [" + IN_JSON + "]", Map.of(), List.of(
                    "Says whether FILE is a record of the institution and unchanged. The institution's certificates are taken from "
                            + "authorities.pem in the data folder, or from the file given.",
                    "Exit code: 0 genuine, 1 changed or not one of our records, 2 not checked."));
        }
        Path data = Path.of(option(arguments, DATA, System.getenv().getOrDefault("COUNTERSIGN_DATA", "./data")));
        Path authorities = Path.of(option(arguments, AUTHORITIES, data.resolve("authorities.pem").toString()));
        byte[] file;
        Trust trust;
        try {
            trust = new Trust(certificates(authorities), Files.exists(data.resolve("time-authorities.pem"))
                    ? certificates(data.resolve("time-authorities.pem")) : Set.of());
        } catch (IOException | CertificateException e) {
            return answer.give(Answer.CANNOT_TELL, "The institution's certificates could not be read from " + authorities + ". Give " + DATA + "FOLDER, or "
                    + AUTHORITIES + "PEM with the certificate downloaded from the institution's verify page.", Map.of(), List.of());
        }
        try {
            Path path = Path.of(files.get(0));
            if (Files.size(path) > RecordCheck.LARGEST_FILE) {
                return answer.give(Answer.DOES_NOT, "The file is larger than 50 MB; no record is.", Map.of("verdict", Verification.Verdict.NOT_A_PDF), List.of());
            }
            file = Files.readAllBytes(path);
        } catch (IOException e) {
            return answer.give(Answer.CANNOT_TELL, "The file " + files.get(0) + " could not be read.", Map.of(), List.of());
        }
        Report report = new RecordCheck(trust, ArchiveComparison.none()).check(file);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("verdict", report.verdict());
        facts.put("report", report);
        List<String> lines = new ArrayList<>(List.of(""));
        report.findings().forEach(f -> lines.add((f.good() ? "  ok   " : "  NO   ") + f.what() + ": " + f.words()));
        return answer.give(EXIT_CODES.get(report.verdict()), report.headline(), facts, lines);
    }

    private static int importBag(List<String> files, List<String> arguments, String[] settings, Answer answer) {
        if (files.size() != 1) {
            return answer.give(Answer.CANNOT_TELL, "Usage: import-bag FILE [" + AUTHORITIES + "PEM] [" + IN_JSON + "] [settings as for the application]",
                    Map.of(), List.of("Checks the bag whole, then takes the records that are not here and puts back the bytes of those that are damaged here.",
                    "The bag must be sealed by an authority that this installation knows, or by one in the file given.",
                    "Exit code: 0 everything in it is here now, 1 the bag or a record of it was refused, 2 nobody could tell."));
        }
        String authorities = option(arguments, AUTHORITIES, "");
        try {
            return ImportBag.run(Path.of(files.get(0)), authorities.isEmpty() ? Set.of() : certificates(Path.of(authorities)), settings, answer);
        } catch (IOException | CertificateException e) {
            return answer.give(Answer.CANNOT_TELL, "The certificates could not be read from " + authorities + ".", Map.of(), List.of());
        }
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
