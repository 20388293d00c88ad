package org.countersign.records;

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

    private final LedgerHeadFile headFile;
    private final DailyAnchors anchors;
    private final LateTimestamps lateTimestamps;
    private final Ledger ledger;

    RecordsUpkeep(LedgerHeadFile headFile, DailyAnchors anchors, LateTimestamps lateTimestamps, Ledger ledger) {
        this.headFile = headFile;
        this.anchors = anchors;
        this.lateTimestamps = lateTimestamps;
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
