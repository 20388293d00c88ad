package org.countersign.records;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.records.RecordsSettings.Renewal;
import org.countersign.records.sign.PdfSigning;
import org.countersign.records.sign.TimestampNotGiven;
import org.countersign.records.verify.LastTimestamp;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts a new archive time stamp over a record before the last one's certificate, or what it was made with, ends (PAdES B-LTA): a later
 * revision of the bytes, as long as the one before can still be relied on. When a stamp ends is read from the file once and noted. Never
 * before half of the time is over that the stamp had: an authority whose certificates are short-lived is not asked again and again.
 */
@Component
class RenewedTimestamps {

    private static final Logger LOG = LoggerFactory.getLogger(RenewedTimestamps.class);
    private static final int AT_ONCE = 20;
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final Deposits deposits;
    private final PdfSigning signing;
    private final SealKeys keys;
    private final Ledger ledger;
    private final RecordPlaces places;
    private final Renewal settings;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private @Nullable Instant askedInVain;

    RenewedTimestamps(Deposits deposits, PdfSigning signing, SealKeys keys, Ledger ledger, RecordPlaces places, RecordsSettings settings, Clock clock,
            PlatformTransactionManager transactions) {
        this.deposits = deposits;
        this.signing = signing;
        this.keys = keys;
        this.ledger = ledger;
        this.places = places;
        this.settings = settings.renewal();
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Renews those that are due, for so long. An outside authority that gives no token is left alone for an hour.
     *
     * @return how many were renewed
     */
    synchronized int goOn(Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        if (askedInVain != null && clock.instant().isBefore(askedInVain.plus(Duration.ofHours(1)))) {
            return 0;
        }
        askedInVain = null;
        note(until);
        int renewed = 0;
        Instant by = clock.instant().plus(settings.before());
        while (System.nanoTime() - until < 0) {
            List<String> due = deposits.stampEndsBefore(by, clock.instant(), weakBy(by) ? RecordsSettings.Digest.SHA_256.javaName() : null, AT_ONCE);
            if (due.isEmpty()) {
                return renewed;
            }
            for (String recordId : due) {
                if (!Boolean.TRUE.equals(transaction.execute(alone -> renew(recordId)))) {
                    return renewed;
                }
                renewed++;
            }
        }
        return renewed;
    }

    /** Whether SHA-256 ends by then, and there is a stronger one to go on with. */
    private boolean weakBy(Instant by) {
        return settings.sha256Until() != null && settings.digest() != RecordsSettings.Digest.SHA_256
                && !settings.sha256Until().atStartOfDay(ZoneOffset.UTC).toInstant().isAfter(by);
    }

    /** Reads when the stamps end of which that is not known yet. */
    private void note(long until) {
        while (System.nanoTime() - until < 0) {
            List<String> unknown = deposits.stampEndUnknown(AT_ONCE);
            if (unknown.isEmpty()) {
                return;
            }
            for (String recordId : unknown) {
                Optional<LastTimestamp> stamp = deposits.newestPdf(recordId).flatMap(LastTimestamp::of);
                // One that cannot be read is damaged: that is for the look at the bytes to find, and nothing to be stamped over.
                Instant ends = stamp.map(s -> s.by().getNotAfter().toInstant()).filter(end -> end.isBefore(NEVER)).orElse(NEVER);
                Instant halfWay = stamp.map(s -> s.at().plus(Duration.between(s.at(), ends).dividedBy(2))).orElse(NEVER);
                deposits.noteStamp(recordId, ends, halfWay, stamp.map(LastTimestamp::digest).orElse("none"));
            }
        }
    }

    private boolean renew(String recordId) {
        Optional<Integer> revision = deposits.lock(recordId);
        Optional<byte[]> pdf = deposits.newestPdf(recordId);
        if (revision.isEmpty() || pdf.isEmpty()) {
            return true;
        }
        boolean outside = signing.hasOutsideAuthority();
        try {
            byte[] renewed = signing.renew(pdf.get(), revision.get() + 1, settings.digest().javaName());
            if (outside) {
                keys.rememberTimeAuthority(signing.outsideCertificates());
            }
            String sha256 = deposits.addRenewed(recordId, clock.instant(), renewed);
            ledger.add("timestampRenewed", recordId, Map.of("sha256", sha256, "revision", revision.get() + 1,
                    "authority", outside ? places.timestampAuthority() : places.institutionItself()));
            return true;
        } catch (TimestampNotGiven e) {
            askedInVain = clock.instant();
            LOG.warn("Record {}: {} gives no token for its renewal ({}). It is asked again in an hour.", recordId, places.timestampAuthority(), e.getMessage());
            return false;
        } catch (GeneralSecurityException | IOException e) {
            throw new SealingFailed("Record " + recordId + " could not be given its new archive time stamp: " + e.getMessage() + ". It is tried again.", e);
        }
    }
}
