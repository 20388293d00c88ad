package org.countersign.records;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The archive in numbers, for whoever watches over the installation; no number says anything of one record. */
@Component
class DeskMeters implements MeterBinder {

    private final JdbcClient jdbc;
    private final Retention retention;
    private final Clock clock;

    DeskMeters(JdbcClient jdbc, Retention retention, Clock clock) {
        this.jdbc = jdbc;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("countersign.records.sealed", this, DeskMeters::sealed).description("Records in the archive, those disposed of too").register(registry);
        Gauge.builder("countersign.records.due", retention, Retention::countDue).description("Records whose time is over and that are still there").register(registry);
        Gauge.builder("countersign.records.held", this, DeskMeters::held).description("Records under a hold").register(registry);
        Gauge.builder("countersign.records.fixity.age", this, DeskMeters::fixityAge).baseUnit("seconds")
                .description("Since when the record that was hashed anew the longest ago has not been looked at; 0 without records").register(registry);
    }

    private long sealed() {
        return jdbc.sql("select count(*) from cs_record").query(Long.class).single();
    }

    private long held() {
        return jdbc.sql("select count(distinct hr.record_id) from cs_hold_record hr join cs_hold h on h.hold_id = hr.hold_id where h.released_at is null")
                .query(Long.class).single();
    }

    private double fixityAge() {
        return jdbc.sql("select min(coalesce(fixity_checked_at, sealed_at)) from cs_record where disposed_at is null").query(OffsetDateTime.class).optional()
                .map(oldest -> Math.max(0.0, Duration.between(oldest.toInstant(), clock.instant()).toSeconds())).orElse(0.0);
    }
}
