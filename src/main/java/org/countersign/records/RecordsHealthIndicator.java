package org.countersign.records;

import java.util.Optional;
import org.countersign.records.fixity.Fixity;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/** Keys, ledger and awaited time stamps in plain words. A time stamp still to come harms nobody and shuts nothing down. */
@Component
class RecordsHealthIndicator extends AbstractHealthIndicator {

    private final HealthIndicator database;
    private final SealKeys keys;
    private final Ledger ledger;
    private final Deposits deposits;
    private final Fixity fixity;

    RecordsHealthIndicator(@Qualifier("databaseHealthIndicator") HealthIndicator database, SealKeys keys, Ledger ledger, Deposits deposits, Fixity fixity) {
        super("The state of the records could not be found out");
        this.database = database;
        this.keys = keys;
        this.ledger = ledger;
        this.deposits = deposits;
        this.fixity = fixity;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        if (!database.health().getStatus().equals(Status.UP)) {
            health.down();
            return;
        }
        Optional<String> trouble = ledger.trouble();
        Optional<String> damage = fixity.trouble();
        boolean usable = keys.isUsable();
        // Alarms about the past must not take a working node out of service.
        health.status(!usable ? Status.DOWN : trouble.isPresent() || damage.isPresent() ? new Status("WARNING") : Status.UP)
                .withDetail("keystore", usable ? "The institution's keys can sign." : "The institution's keys cannot be used: nothing can be signed or sealed.")
                .withDetail("ledger", trouble.orElse("Nothing is known to be wrong."))
                .withDetail("fixity", damage.orElse("Every record that was looked at is what was kept."))
                .withDetail("fixitySound", damage.isEmpty())
                .withDetail("ledgerIntact", trouble.isEmpty())
                .withDetail("awaitingTimestamp", deposits.awaitingTimestamp());
    }
}
