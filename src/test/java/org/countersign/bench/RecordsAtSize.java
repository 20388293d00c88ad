package org.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.countersign.records.Ledger;
import org.countersign.records.RecordDraft;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.countersign.records.render.SampleDocuments;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The records desk with a large archive: rows as records leave them, bytes that are no PDF, and one real record among them. Asked over HTTP
 * by a records officer, on a real PostgreSQL and, for a tenth of the size, on H2; at least 10,000 records each.
 */
final class RecordsAtSize {

    private static final String OFFICER = "imogen.inkwell";
    private static final int ROUNDS = 20;

    /** In fewer, one of the questions would find nothing. */
    private static final int FEWEST = 10_000;

    /** What is asked of the archive, each kind of question at least once. */
    private static final List<String> QUESTIONS = List.of("", "q=boathouse", "q=whatsapp+authorised", "q=boat", "q=n77", "q=weather", "q=xylophone", "q=rota+signal+weather",
            "q=ga-2000-000000007", "flow=group-approval&outcome=Refused", "flow=breach-escalation&class=breach-notified", "person=P0007", "person=P0007&q=boathouse",
            "from=2019-01-01&to=2019-03-31&q=rota", "status=DUE", "status=DUE&flow=group-approval", "status=HELD", "status=DISPOSED&q=rota", "status=AWAITING_TIMESTAMP",
            "status=ACTIVE&q=chess");

    private final ConfigurableApplicationContext application;
    private final JdbcClient jdbc;
    private final Table table;
    private final String numbers;

    private RecordsAtSize(ConfigurableApplicationContext application, String numbers, Table table) {
        this.application = application;
        this.jdbc = JdbcClient.create(application.getBean(DataSource.class));
        this.numbers = numbers;
        this.table = table;
    }

    static void measure(int records, Table table) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ConfigurableApplicationContext application = Application.start(postgres.getJdbcUrl("postgres", "postgres"), 0, false,
                        "--spring.datasource.username=postgres", "--spring.datasource.password=postgres")) {
            RecordsAtSize one = new RecordsAtSize(application, "generate_series(1, %d) as t(n)", table);
            one.fill(Math.max(FEWEST, records));
            one.jdbc.sql("vacuum analyze").update();
            one.search("PostgreSQL", Math.max(FEWEST, records), 200);
            one.open(Math.max(FEWEST, records));
            one.deposit();
        }
        try (ConfigurableApplicationContext application = Application.start("jdbc:h2:file:" + Application.PLACE.resolve("records-at-size"), 0, false)) {
            RecordsAtSize one = new RecordsAtSize(application, "(select x as n from system_range(1, %d)) t", table);
            int few = Math.max(FEWEST, records / 10);
            one.fill(few);
            one.search("H2", few, 0);
        }
    }

    private void fill(int records) {
        String from = " from " + numbers.formatted(records);
        String number = "lpad(cast(n as varchar), 9, '0')";
        String open = "mod(n, 5) < 3";
        String words = "case mod(n, 4) when 0 then 'signal' when 1 then 'teams' else 'whatsapp' end || ' group ' || case mod(n, 11) when 0 then 'boathouse'"
                + " when 1 then 'chess' when 2 then 'choir' when 3 then 'weather' else 'garden' end || ' ' || case mod(n, 7) when 0 then 'rota' when 1 then 'trips' else 'club' end"
                + " || ' n' || n";
        String outcome = "case when mod(n, 10) = 0 then 'Refused' else 'Authorised' end";
        String id = "case when " + open + " then 'GA-2000-' else 'BE-2000-' end || " + number;
        jdbc.sql("insert into cs_record (record_id, flow, process_instance_id, title, outcome, access_class, retention_class, sealed_at, time_attested_by, awaits_timestamp,"
                + " timestamp_attempts, verification_code, revision, sha256, size_bytes, search_text, due_on, disposed_at)"
                + " select " + id + ", case when " + open + " then 'group-approval' else 'breach-escalation' end, 'at-size-' || n, " + words + ", " + outcome + ","
                + " case when " + open + " then 'OPEN_TO_THE_DESK' else 'RESTRICTED' end, case when " + open + " then 'group-approval' when mod(n, 3) = 0 then 'breach-notified' else"
                + " 'breach-not-notified' end, timestamp with time zone '2016-01-01 00:00:00+00' + n * interval '1' minute * (5000000 / " + records + "), 'us', mod(n, 2001) = 0,"
                + " 0, 'at-size-' || n, 1, 'x', 4, ' ' || lower(" + id + ") || ' ' || case when " + open + " then " + words + " || ' ' || lower(" + outcome
                + ") || ' ada applegarth basil birdwhistle from to the of for a purpose keeps people told ' else '' end,"
                + " case when mod(n, 3) = 0 then date '2018-01-01' + cast(mod(n, 4000) as integer) end, case when mod(n, 490) = 0 then timestamp with time zone '2026-01-01 00:00:00+00' end"
                + from).update();
        jdbc.sql("insert into cs_record_person (record_id, person_id) select " + id + ", 'P' || lpad(cast(mod(n, 997) as varchar), 4, '0')" + from).update();
        jdbc.sql("insert into cs_record_revision (record_id, revision, made_at, reason, sha256, size_bytes, pdf) select record_id, 1, sealed_at, 'sealed', 'x', 4, null"
                + " from cs_record where process_instance_id like 'at-size-%'").update();
        jdbc.sql("insert into cs_hold (hold_id, reason, owner_id, review_on, placed_at) values ('at-size', 'A claim', 'P0001', date '2030-01-01', timestamp with time zone '2026-01-01 00:00:00+00')")
                .update();
        jdbc.sql("insert into cs_hold_record (hold_id, record_id) select 'at-size', " + id + from + " where mod(n, 997) = 7").update();
    }

    private void search(String database, int records, int aim) throws Exception {
        Browser officer = new Browser(application, OFFICER);
        List<Long> all = new ArrayList<>();
        String slowest = "";
        double longest = 0;
        for (String question : QUESTIONS) {
            long[] taken = new long[ROUNDS];
            for (int i = -2; i < ROUNDS; i++) {
                List<HttpResponse<String>> answers = new ArrayList<>();
                long nanos = Cpu.wall(() -> answers.add(officer.get("/api/records?limit=25&" + question)));
                assertThat(answers.get(0).statusCode()).as(question + answers.get(0).body()).isEqualTo(200);
                assertThat(answers.get(0).body().contains("\"recordId\"")).as(question).isEqualTo(!question.contains("xylophone"));
                if (i >= 0) {
                    taken[i] = nanos;
                    all.add(nanos);
                }
            }
            System.out.printf("%s %-60s p50 %.1f ms p95 %.1f ms%n", database, question, Cpu.percentile(taken, 50), Cpu.percentile(taken, 95));
            if (Cpu.percentile(taken, 50) > longest) {
                longest = Cpu.percentile(taken, 50);
                slowest = question;
            }
        }
        long[] floor = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            floor[i] = Cpu.wall(() -> jdbc.sql("select * from cs_record order by sealed_at desc, record_id desc limit 25").query().listOfRows());
        }
        long[] taken = all.stream().mapToLong(Long::longValue).toArray();
        double least = Cpu.percentile(floor, 50);
        table.row("search over HTTP, %,d records on %s, %d kinds of question: p50".formatted(records, database, QUESTIONS.size()), Cpu.percentile(taken, 50), least, "ms",
                "the newest 25 rows by SQL alone");
        double p95 = Cpu.percentile(taken, 95);
        if (aim > 0) {
            table.row("the same: p95", p95, least, "ms", "the newest 25 rows by SQL alone", "under " + aim + " ms", p95 < aim);
        } else {
            table.row("the same: p95", p95, least, "ms", "the newest 25 rows by SQL alone");
        }
        table.note("the same: the slowest question at its median", "%.0f ms (%s)".formatted(longest, slowest));
    }

    private void open(int records) throws IOException, InterruptedException {
        Browser officer = new Browser(application, OFFICER);
        application.getBean(RecordKeeper.class).keep(draft("GA-2001-000001"));
        String real = "GA-2001-000001";
        for (String recordId : List.of("GA-2000-%09d".formatted(records / 10 * 5 + 1), real)) {
            String address = "/records/" + recordId;
            long[] taken = new long[ROUNDS];
            for (int i = -5; i < ROUNDS; i++) {
                List<HttpResponse<String>> answers = new ArrayList<>();
                long nanos = Cpu.wall(() -> answers.add(officer.get(address)));
                assertThat(answers.get(0).statusCode()).as(address).isEqualTo(200);
                if (i >= 0) {
                    taken[i] = nanos;
                }
            }
            double p95 = Cpu.percentile(taken, 95);
            if (recordId.equals(real)) {
                table.note("open a real record among them, its seal and signatures checked each time: p95", "%.0f ms".formatted(p95));
            } else {
                table.note("open a record of %,d, stub bytes: p95".formatted(records), "%.0f ms".formatted(p95), "under 100 ms", p95 < 100);
            }
        }
    }

    /** What the ledger takes of a deposit: the rows a deposit writes, in a transaction of their own, beside the whole of it. */
    private void deposit() {
        RecordKeeper keeper = application.getBean(RecordKeeper.class);
        Ledger ledger = application.getBean(Ledger.class);
        TransactionTemplate transaction = new TransactionTemplate(application.getBean(PlatformTransactionManager.class));
        int runs = 30;
        long[] whole = new long[runs];
        long[] rows = new long[runs];
        for (int i = -10; i < runs; i++) {
            String caseId = "GA-2002-%06d".formatted(i + 11);
            long kept = Cpu.wall(() -> keeper.keep(draft(caseId)));
            long written = Cpu.wall(() -> transaction.executeWithoutResult(status -> {
                ledger.add("sealed", caseId, Map.of("sha256", "ab".repeat(32), "size", 4096, "timeAttestedBy", "the institution itself"));
                ledger.add("deposited", caseId, Map.of("sha256", "ab".repeat(32), "revision", 1, "flow", "group-approval", "retentionClass", "group-approval"));
            }));
            if (i >= 0) {
                whole[i] = kept;
                rows[i] = written;
            }
        }
        double with = Cpu.percentile(whole, 50);
        double ofTheLedger = Cpu.percentile(rows, 50);
        double share = 100 * (with - ofTheLedger) / with;
        table.row("deposit with its ledger rows", with, with - ofTheLedger, "ms", "without them");
        table.note("speed of a deposit with ledger, of one without", "%.0f %%".formatted(share), "at least 80 %", share >= 80);
    }

    private static RecordDraft draft(String caseId) {
        return new RecordDraft(caseId, "group-approval", "process-" + caseId, "WhatsApp group 'Boathouse rota'", "Authorised", AccessClass.OPEN_TO_THE_DESK,
                "group-approval", SampleDocuments.record(), SampleDocuments.data(), List.of(), Set.of("P0001", "P0002", "P0003", "P0004"));
    }
}
