package org.countersign.records;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.records.verify.ArchiveComparison.Outcome;
import org.countersign.records.verify.RecordCheck;
import org.countersign.records.verify.Trust;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;

/** Says in plain words whether a PDF is a record of this institution, by whom and when it was signed, and whether it was changed. */
@Service
public class Verification implements DisposableBean {

    /** {@code NOT_CHECKED} says nothing about the file: there was no time to look into it. */
    public enum Verdict { GENUINE, EARLIER_REVISION, CHANGED, NOT_OURS, NOT_A_PDF, NOT_CHECKED }

    /**
     * The answer.
     *
     * @param headline one sentence a visitor understands
     * @param findings what was looked at, each with how it turned out, in words
     */
    public record Report(Verdict verdict, String headline, @Nullable String recordId, @Nullable String sealedBy,
            @Nullable Instant sealedAt, @Nullable String timeAttestedBy, List<Signer> signers, List<Finding> findings) {}

    /** Somebody whose signature is on the countersigned sheet inside. */
    public record Signer(String name, String role, String decision, Instant at, boolean intact) {}

    public record Finding(String what, boolean good, String words) {}

    private static final int LONGEST_SECONDS = 20;

    private final SealKeys keys;
    private final Deposits deposits;
    private final AtomicInteger threads = new AtomicInteger();
    /** Few at a time, so that nobody can fill the memory by sending large files. */
    private final ExecutorService readers = new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(16), work -> {
        Thread thread = new Thread(work, "verification-" + threads.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    Verification(SealKeys keys, Deposits deposits) {
        this.keys = keys;
        this.deposits = deposits;
    }

    /** Never throws for a bad file; needs no network; gives up after twenty seconds. */
    public Report verify(byte[] pdf) {
        RecordCheck check = new RecordCheck(new Trust(keys.authorities(), keys.timeAuthorities()), this::compare);
        Future<Report> answer;
        try {
            answer = readers.submit(() -> check.check(pdf));
        } catch (RejectedExecutionException e) {
            return RecordCheck.notChecked("Too many files are being looked at just now, so this one was not: please try again in a minute.");
        }
        try {
            return answer.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return RecordCheck.notChecked("The file could not be read within " + LONGEST_SECONDS + " seconds, so nothing can be said about it.");
        } catch (ExecutionException e) {
            return RecordCheck.notChecked("The file could not be looked into, so nothing can be said about it: please try again later.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return RecordCheck.notChecked("The look into the file was interrupted, so nothing can be said about it.");
        }
    }

    /** By the printed code alone: known or not known. Spaces, dashes and capitals do not matter. */
    public boolean isKnown(String verificationCode) {
        String plain = verificationCode.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
        return plain.matches("[0-9a-f]{32}") && deposits.isKnownCode(plain.replaceAll("(.{4})(?=.)", "$1-"));
    }

    /** The certificate authority's certificate as PEM, for those who check a record without us. */
    public String certificatePem() {
        return keys.caCertificatePem();
    }

    /** How anyone checks a record without this application, in steps. */
    public List<String> withoutUs() {
        return List.of(
                "Download the authority's certificate from this page and check its SHA-256 fingerprint with the institution: " + keys.fingerprint() + ".",
                "In Adobe Acrobat Reader: Preferences, Signatures, Identities & Trusted Certificates; import the certificate, trust it for certified "
                        + "documents, and open the record: the seal must be valid and the document unchanged.",
                "With free tools: put the certificate into an NSS database (certutil -N -d sql:nss --empty-password; "
                        + "certutil -A -d sql:nss -n institution -t \"C,C,C\" -i authority.crt), then pdfsig -nssdir sql:nss record.pdf must say "
                        + "\"Signature is Valid\" and \"Certificate is Trusted\".",
                "The record's data and the countersigned sheets are attached to the PDF: pdfdetach -saveall record.pdf. Each sheet carries the personal "
                        + "signatures and can be checked the same way.",
                "No program alone notices every change: this page also compares the file with the archive.");
    }

    private Outcome compare(String sha256, String recordId) {
        return deposits.byDigest(sha256).filter(r -> r.recordId().equals(recordId))
                .map(r -> r.revision() == r.newest() ? Outcome.NEWEST : Outcome.EARLIER)
                .orElseGet(() -> deposits.byId(recordId).isPresent() ? Outcome.DIFFERENT : Outcome.UNKNOWN);
    }

    @Override
    public void destroy() {
        readers.shutdownNow();
    }
}
