package org.countersign.records;

import java.time.Duration;
import org.countersign.records.fixity.Fixity;
import org.countersign.records.ledger.DailyAnchors;
import org.countersign.records.ledger.LedgerHeadFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What has to happen for the records without anybody asking. */
@Component
class RecordsUpkeep {

    private static final Logger LOG = LoggerFactory.getLogger(RecordsUpkeep.class);

    /** Of each minute, for work that has months: nobody notices it. */
    private static final Duration AT_A_TIME = Duration.ofSeconds(4);

    private final LedgerHeadFile headFile;
    private final DailyAnchors anchors;
    private final LateTimestamps lateTimestamps;
    private final RenewedTimestamps renewedTimestamps;
    private final Fixity fixity;
    private final Ledger ledger;

    RecordsUpkeep(LedgerHeadFile headFile, DailyAnchors anchors, LateTimestamps lateTimestamps, RenewedTimestamps renewedTimestamps, Fixity fixity,
            Ledger ledger) {
        this.headFile = headFile;
        this.anchors = anchors;
        this.lateTimestamps = lateTimestamps;
        this.renewedTimestamps = renewedTimestamps;
        this.fixity = fixity;
        this.ledger = ledger;
    }

    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT5S")
    void writeDownTheLedgersHead() {
        headFile.tick();
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
    void anchorTheLedger() {
        anchors.anchorToday();
    }

    @Scheduled(initialDelayString = "PT20S", fixedDelayString = "PT20S")
    void askForLateTimestamps() {
        lateTimestamps.askForThoseDue();
    }

    @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT1M")
    void goOnLookingAtTheBytes() {
        fixity.goOn(AT_A_TIME);
    }

    @Scheduled(initialDelayString = "PT3M", fixedDelayString = "PT1M")
    void renewArchiveTimestamps() {
        renewedTimestamps.goOn(AT_A_TIME);
    }

    @Scheduled(cron = "0 45 3 * * *", zone = "#{@institutionZone.id}")
    void deleteOverdueAccesses() {
        int rows = anchors.deleteOverdueAccesses();
        if (rows > 0) {
            LOG.info("{} rows of the access log were deleted, their term being over", rows);
        }
    }

    @Scheduled(cron = "0 50 3 * * *", zone = "#{@institutionZone.id}")
    void checkTheLedger() {
        Ledger.State state = ledger.check();
        if (!state.intact()) {
            LOG.error(state.words());
        }
    }
}
