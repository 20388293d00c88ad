package org.countersign.records;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.countersign.records.sign.PdfSigning;
import org.countersign.records.sign.TimestampNotGiven;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks again for the time stamps that did not come when a record was sealed, and adds each as a later revision of the bytes. */
@Component
class LateTimestamps {

    private static final Logger LOG = LoggerFactory.getLogger(LateTimestamps.class);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
    private static final int AT_ONCE = 20;

    private final Deposits deposits;
    private final PdfSigning signing;
    private final SealKeys keys;
    private final Ledger ledger;
    private final RecordPlaces places;
    private final RecordsSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    LateTimestamps(Deposits deposits, PdfSigning signing, SealKeys keys, Ledger ledger, RecordPlaces places, RecordsSettings settings, Clock clock,
            PlatformTransactionManager transactions) {
        this.deposits = deposits;
        this.signing = signing;
        this.keys = keys;
        this.ledger = ledger;
        this.places = places;
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** One round; stops at the first refusal, since the next record would wait for the same silent authority. */
    void askForThoseDue() {
        if (!signing.hasOutsideAuthority()) {
            return;
        }
        for (String recordId : deposits.dueForTimestamp(clock.instant(), AT_ONCE)) {
            if (!Boolean.TRUE.equals(transaction.execute(alone -> ask(recordId)))) {
                return;
            }
        }
    }

    private boolean ask(String recordId) {
        Optional<Deposits.Awaiting> awaiting = deposits.lockAwaiting(recordId);
        Optional<byte[]> pdf = deposits.newestPdf(recordId);
        if (awaiting.isEmpty() || pdf.isEmpty()) {
            return true;
        }
        Instant now = clock.instant();
        try {
            byte[] stamped = signing.addOutsideTimestamp(pdf.get(), awaiting.get().revision() + 1);
            keys.rememberTimeAuthority(signing.outsideCertificates());
            String sha256 = deposits.addTimestamped(recordId, now, places.institutionItself() + ", later also by " + places.timestampAuthority(), stamped);
            ledger.add("timestamped", recordId, Map.of("sha256", sha256, "revision", awaiting.get().revision() + 1, "authority", places.timestampAuthority()));
            return true;
        } catch (TimestampNotGiven e) {
            int attempts = awaiting.get().attempts() + 1;
            Duration pause = settings.timestamp().retryAfter().multipliedBy(1L << Math.min(attempts - 1, 20));
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            deposits.askAgain(recordId, attempts, now.plus(pause));
            LOG.warn("Record {}: {} still gives no token ({}). It is asked again in {}.", recordId, places.timestampAuthority(), e.getMessage(), pause);
            return false;
        } catch (GeneralSecurityException | IOException e) {
            throw new SealingFailed("Record " + recordId + " could not be given its late time stamp: " + e.getMessage() + ". It is tried again.", e);
        }
    }
}
