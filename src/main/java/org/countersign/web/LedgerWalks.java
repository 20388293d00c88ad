package org.countersign.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.countersign.records.Ledger;
import org.springframework.stereotype.Component;

/** A walk through the ledger reads every row of it: one at a time, whoever asks. */
@Component
class LedgerWalks {

    private final Ledger ledger;
    private final AtomicBoolean walking = new AtomicBoolean();

    LedgerWalks(Ledger ledger) {
        this.ledger = ledger;
    }

    /** @throws Pace.Exceeded while somebody else's walk is under way */
    Ledger.State walk() {
        if (!walking.compareAndSet(false, true)) {
            throw new Pace.Exceeded("Somebody else has the ledger verified just now.", Duration.ofSeconds(15));
        }
        try {
            return ledger.check();
        } finally {
            walking.set(false);
        }
    }
}
