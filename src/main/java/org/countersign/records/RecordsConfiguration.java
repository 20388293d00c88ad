package org.countersign.records;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.time.Clock;
import org.countersign.institution.Institution;
import org.countersign.records.fixity.Fixity;
import org.countersign.records.ledger.DailyAnchors;
import org.countersign.records.ledger.LedgerChain;
import org.countersign.records.ledger.LedgerHeadFile;
import org.countersign.records.sign.Attestation;
import org.countersign.records.sign.Keystore;
import org.countersign.records.sign.PdfSigning;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts the parts of records together. */
@Configuration(proxyBeanMethods = false)
class RecordsConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RecordsConfiguration.class);

    @Bean
    RecordPlaces recordPlaces(RecordsSettings settings, @Value("${countersign.data:./data}") Path data,
            @Value("${countersign.public-url:http://127.0.0.1:8080}") String publicUrl, Environment environment) {
        if (!publicUrl.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+(/[!-~]*)?")) {
            throw new InvalidConfigurationPropertyValueException("countersign.public-url", publicUrl,
                    "It must be an address such as https://countersign.college.example; records and certificates carry it for decades.");
        }
        if (publicUrl.matches("https?://(127\\.|localhost\\b).*") && !environment.acceptsProfiles(Profiles.of("demo"))) {
            LOG.warn("countersign.public-url is {}: the codes on records and the keys' certificates lead nowhere outside this machine, and "
                    + "what is sealed cannot be changed. Set it before the first record.", publicUrl);
        }
        return new RecordPlaces(data, publicUrl.replaceAll("/+$", ""), settings.timestamp().url());
    }

    @Bean
    Keystore recordKeystore(RecordsSettings settings, RecordPlaces places, Institution institution, Environment environment) {
        return new Keystore(places.data(), settings.keystore(), environment.acceptsProfiles(Profiles.of("demo")), institution.name(),
                places.publicUrl());
    }

    @Bean
    PdfSigning pdfSigning(SealKeys keys, Clock clock, RecordsSettings settings) {
        return new PdfSigning(keys::ring, clock, settings.timestamp());
    }

    @Bean
    LedgerChain ledgerChain(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        return new LedgerChain(jdbc, transactions, clock);
    }

    @Bean(initMethod = "compare")
    LedgerHeadFile ledgerHeadFile(RecordPlaces places, LedgerChain chain, Clock clock) {
        return new LedgerHeadFile(places.data(), chain, clock);
    }

    @Bean
    DailyAnchors dailyAnchors(JdbcClient jdbc, LedgerChain chain, Clock clock, SealKeys keys) {
        return new DailyAnchors(jdbc, chain, clock, keys::sealText, (text, seal) -> Attestation.holds(text, seal, keys.authorities()));
    }

    @Bean
    MeterBinder recordMeters(SealKeys keys, Ledger ledger, Deposits deposits, ObjectProvider<Fixity> fixity) {
        return registry -> {
            Gauge.builder("countersign.records.awaiting.timestamp", deposits, Deposits::awaitingTimestamp)
                    .description("Sealed records that wait for the outside time-stamping authority").register(registry);
            fixity.ifAvailable(looks -> Gauge.builder("countersign.records.fixity.unsound", looks, f -> f.standing().unsound())
                    .description("Records whose bytes are no longer what was kept").register(registry));
            Gauge.builder("countersign.records.keystore.usable", keys, k -> k.isUsable() ? 1 : 0)
                    .description("1 while the institution's keys can sign").register(registry);
            Gauge.builder("countersign.records.ledger.intact", ledger, l -> l.trouble().isEmpty() ? 1 : 0)
                    .description("1 while nothing is known to be wrong with the ledger").register(registry);
        };
    }
}
