package org.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.countersign.records.Archive;
import org.countersign.records.ExportingInLittleMemory;
import org.countersign.records.Ledger;
import org.countersign.records.fixity.Fixity;
import org.countersign.records.sign.Digests;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger, the look at the bytes and the way out, with many rows and records on a real PostgreSQL. */
final class LedgerAndBags {

    /** Of these the application looks at each record's bytes. */
    private static final int LOOKED_AT = 1_000;

    private final EmbeddedPostgres postgres;
    private final ConfigurableApplicationContext application;
    private final JdbcClient jdbc;
    private final Table table;

    private LedgerAndBags(EmbeddedPostgres postgres, ConfigurableApplicationContext application, Table table) {
        this.postgres = postgres;
        this.application = application;
        this.jdbc = JdbcClient.create(application.getBean(DataSource.class));
        this.table = table;
    }

    static void measure(int entries, int exported, Table table) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ConfigurableApplicationContext application = Application.start(postgres.getJdbcUrl("postgres", "postgres"), 0, false,
                        "--spring.datasource.username=postgres", "--spring.datasource.password=postgres")) {
            LedgerAndBags one = new LedgerAndBags(postgres, application, table);
            String caseId = one.aRecord();
            one.copies(caseId, Math.max(exported, LOOKED_AT));
            one.bytes();
            if (exported > 0) {
                one.export(exported);
            }
            one.ledger(entries);
        }
    }

    private String aRecord() {
        new College(application).take(Way.APPROVAL);
        return application.getBean(Archive.class).search(Archive.Query.words(null, 1)).get(0).recordId();
    }

    /** Real bytes under other numbers; nothing here reads what is in them. */
    private void copies(String caseId, int records) {
        Copies copies = new Copies(jdbc, "", Map.of("record_id", "'XX-2000-' || lpad(n::text, 6, '0')", "verification_code", "n::text",
                "process_instance_id", "'copy-' || n", "fixity_checked_at", "now() - interval '80 days'"), null);
        for (String name : List.of("cs_record", "cs_record_revision", "cs_record_person")) {
            copies.records(name, caseId, 1, records);
        }
        jdbc.sql("vacuum analyze").update();
    }

    private void bytes() {
        Fixity fixity = application.getBean(Fixity.class);
        fixity.goOn(Duration.ofMillis(500));
        long[] looked = new long[1];
        long size = jdbc.sql("select max(size_bytes) from cs_record").query(Long.class).single();
        long nanos = Cpu.wall(() -> looked[0] = fixity.goOn(Duration.ofSeconds(6)));
        assertThat(looked[0]).isPositive();
        byte[] bytes = new byte[(int) size];
        long hashed = Cpu.wall(() -> {
            for (int i = 0; i < looked[0]; i++) {
                Digests.of(bytes);
            }
        });
        long read = Cpu.wall(() -> jdbc.sql("select record_id, pdf from cs_record_revision order by record_id desc fetch first ? rows only").param(looked[0])
                .query(row -> {
                    row.getBytes(2);
                }));
        double megabytes = looked[0] * size / 1e6;
        table.row("look at the bytes of %,d records of %,d KB: time a MB".formatted(looked[0], size / 1000), nanos / 1e6 / megabytes, Math.max(hashed, read) / 1e6 / megabytes,
                "ms", "the slower of hashing them in memory and reading them by SQL alone");
    }

    private void export(int records) throws IOException, InterruptedException {
        String classes = System.getProperty("java.class.path").replaceAll(File.pathSeparator + "+$", "");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp", classes,
                ExportingInLittleMemory.class.getName(), Integer.toString(records), "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--spring.datasource.username=postgres", "--spring.datasource.password=postgres", "--countersign.institution.pack=jesus-college",
                "--countersign.data=" + Application.PLACE.resolve("export"), "--countersign.records.keystore.password=a-password-for-the-benchmark",
                "--countersign.records.keystore.file=" + application.getEnvironment().getProperty("countersign.records.keystore.file")).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        String[] result = said.lines().filter(line -> line.startsWith("exported ")).findFirst().orElseThrow(() -> new AssertionError(said)).split(" ");
        assertThat(Integer.parseInt(result[1])).isEqualTo(records);
        table.note("one bag of %,d records (%s MB), -Xmx256m".formatted(records, Table.number(Long.parseLong(result[2]) / 1e6)),
                "%s s; peak of the heap %s MB".formatted(Table.number(Long.parseLong(result[3]) / 1e9), Table.number(Long.parseLong(result[4]) / 1e6)),
                "under 256 MB of heap", true);
    }

    private void ledger(int entries) {
        Ledger ledger = application.getBean(Ledger.class);
        long before = ledger.head().number();
        // Written by the database itself, by the same rule: only what is walked is measured.
        jdbc.sql("""
                do $$
                declare
                  number bigint; previous text; digest text; hash text; salt text; payload text; at timestamptz := date_trunc('milliseconds', now());
                  ms text := (extract(epoch from date_trunc('milliseconds', now())) * 1000)::bigint::text;
                begin
                  select h.entry_number, h.hash into number, previous from cs_ledger_head h;
                  while number < %d loop
                    number := number + 1;
                    salt := lpad(to_hex(number), 32, '0');
                    payload := '{"flow":"group-approval","revision":1,"sha256":"' || previous || '"}';
                    digest := encode(sha256(convert_to(salt || payload, 'UTF8')), 'hex');
                    hash := encode(sha256(convert_to(concat_ws(E'\\n', number, ms, 'deposited', 'XX-2001-' || number, digest, previous), 'UTF8')), 'hex');
                    insert into cs_ledger values (number, at, 'deposited', 'XX-2001-' || number, digest, previous, hash);
                    insert into cs_ledger_payload values (number, salt, payload);
                    previous := hash;
                  end loop;
                  update cs_ledger_head set entry_number = number, hash = previous;
                end $$""".formatted(entries)).update();
        jdbc.sql("vacuum analyze").update();
        assertThat(ledger.head().number()).isEqualTo(Math.max(before, entries));
        Ledger.State[] state = new Ledger.State[1];
        long nanos = Cpu.wall(() -> state[0] = ledger.check());
        assertThat(state[0].intact()).as(state[0].words()).isTrue();
        long floor = Cpu.wall(() -> jdbc.sql("select l.*, p.salt, p.payload from cs_ledger l left join cs_ledger_payload p on p.entry_number = l.entry_number"
                + " where l.entry_number > ? and l.entry_number <= ?").params(0, entries / 10).query(row -> {
                    row.getString(3);
                    row.getObject(2, OffsetDateTime.class);
                })) * 10;
        double seconds = nanos / 1e9;
        table.row("ledger of %,d rows verified".formatted(entries), seconds, floor / 1e9, "s", "its rows read by SQL alone", "under 60 s for 1,000,000",
                seconds < 60.0 * entries / 1_000_000);
    }
}
