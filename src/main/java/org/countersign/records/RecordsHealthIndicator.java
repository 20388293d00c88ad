package org.countersign.records;

import java.util.Optional;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/** Keys, ledger and awaited time stamps in plain words. A time stamp still to come harms nobody and shuts nothing down. */
@Component
class RecordsHealthIndicator extends AbstractHealthIndicator {

    private final SealKeys keys;
    private final Ledger ledger;
    private final Deposits deposits;

    RecordsHealthIndicator(SealKeys keys, Ledger ledger, Deposits deposits) {
        super("The state of the records could not be found out");
        this.keys = keys;
        this.ledger = ledger;
        this.deposits = deposits;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Optional<String> trouble = ledger.trouble();
        boolean usable = keys.isUsable();
        // Alarms about the past must not take a working node out of service.
        health.status(!usable ? Status.DOWN : trouble.isPresent() ? new Status("WARNING") : Status.UP)
                .withDetail("keystore", usable ? "The institution's keys can sign." : "The institution's keys cannot be used: nothing can be signed or sealed.")
                .withDetail("ledger", trouble.orElse("Nothing is known to be wrong."))
                .withDetail("awaitingTimestamp", deposits.awaitingTimestamp());
    }
}
