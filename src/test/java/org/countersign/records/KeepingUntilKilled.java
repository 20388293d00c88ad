package org.countersign.records;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.countersign.DatabaseDialect;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.records.ledger.DailyAnchors;
import org.countersign.records.ledger.LedgerHeadFile;
import org.countersign.records.render.Rendering;
import org.countersign.records.render.SampleDocuments;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A program that signs and keeps one case after the other and can be killed at any moment: started again, it goes on where it was. */
final class KeepingUntilKilled {

    private KeepingUntilKilled() {}

    /** Records on a database in a file, nothing else. */
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
            JdbcClientAutoConfiguration.class, FlywayAutoConfiguration.class, TransactionAutoConfiguration.class})
    @Import({RecordsConfiguration.class, SealKeys.class, Sheets.class, Deposits.class, Ledger.class, RecordKeeper.class, Archive.class,
            RecordSearch.class, Retention.class, People.class, Verification.class, Rendering.class, DatabaseDialect.class})
    @EnableConfigurationProperties(RecordsSettings.class)
    static class Node {

        @Bean
        Institution institution() {
            return SampleDocuments.institution();
        }

        @Bean
        ZoneId institutionZone(Institution institution) {
            return institution.zone();
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    /** Arguments: data folder, and the number of the last case ({@code 0}: go on until killed). */
    public static void main(String[] arguments) {
        Path data = Path.of(arguments[0]).toAbsolutePath();
        int last = Integer.parseInt(arguments[1]);
        try (var context = new SpringApplicationBuilder(Node.class).web(WebApplicationType.NONE).logStartupInfo(false).properties(
                "countersign.data=" + data, "spring.datasource.url=jdbc:h2:file:" + data.resolve("db") + ";WRITE_DELAY=0;LOCK_TIMEOUT=15000;MAX_COMPACT_TIME=0",
                "spring.config.location=optional:classpath:/none/", "countersign.records.keystore.password=a password for this test").run()) {
            RecordKeeper keeper = context.getBean(RecordKeeper.class);
            Archive archive = context.getBean(Archive.class);
            LedgerHeadFile headFile = context.getBean(LedgerHeadFile.class);
            Executors.newSingleThreadScheduledExecutor(r -> {
                Thread thread = new Thread(r);
                thread.setDaemon(true);
                return thread;
            }).scheduleWithFixedDelay(headFile::tick, 0, 50, TimeUnit.MILLISECONDS);
            System.out.println("ready");
            for (int number = 1; last == 0 || number <= last; number++) {
                String caseId = "GA-2026-%06d".formatted(number);
                if (archive.find(caseId).isEmpty()) {
                    System.out.println("working " + number);
                    keeper.freeze(caseId, "submission-" + caseId, SampleDocuments.sheet());
                    for (int signer = keeper.signaturesOf(caseId).size() + 1; signer <= 4; signer++) {
                        keeper.sign(caseId, Cases.by("P000" + signer, "Person " + signer, "Signer " + signer, "Signed", null, Clock.systemUTC().instant()));
                    }
                    keeper.keep(Cases.draft(caseId));
                }
            }
            Verification verification = context.getBean(Verification.class);
            List<Verification.Report> reports = IntStream.rangeClosed(1, last).mapToObj("GA-2026-%06d"::formatted)
                    .map(id -> verification.verify(archive.pdf(id).orElseThrow())).toList();
            Set<Verification.Verdict> verdicts = reports.stream().map(Verification.Report::verdict).collect(Collectors.toSet());
            boolean fourEach = reports.stream().allMatch(r -> r.signers().size() == 4);
            long deposited = IntStream.rangeClosed(1, last).mapToObj("GA-2026-%06d"::formatted)
                    .filter(id -> context.getBean(Ledger.class).of(id).stream().filter(e -> e.event().equals("deposited")).count() == 1).count();
            context.getBean(DailyAnchors.class).anchorToday();
            System.out.println("result " + last + " cases, " + deposited + " deposited once, four signatures each: " + fourEach + ", " + verdicts
                    + ", head file: " + headFile.trouble().orElse("agrees") + ", ledger: " + context.getBean(Ledger.class).check().intact());
        }
    }
}
