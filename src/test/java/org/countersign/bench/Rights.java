package org.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.countersign.engine.ReadableCases;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.Archive;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What asking who may see what adds to the lists of cases and of records, with many of them on a real PostgreSQL: each list's own question
 * beside the same one about everybody's. Real cases and their records are copied row by row.
 */
final class Rights {

    private static final String COMMUNICATIONS = "jasper.juniper";
    private static final String HR = "keziah.kingfisher";
    private static final String RECORDS_OFFICER = "imogen.inkwell";
    private static final int PAGE = 51;
    private static final int ROUNDS = 60;

    private final ConfigurableApplicationContext application;
    private final JdbcClient jdbc;
    private final Table table;

    private Rights(ConfigurableApplicationContext application, Table table) {
        this.application = application;
        this.jdbc = JdbcClient.create(application.getBean(DataSource.class));
        this.table = table;
    }

    static void measure(int cases, Table table) throws IOException, InterruptedException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ConfigurableApplicationContext application = Application.start(postgres.getJdbcUrl("postgres", "postgres"), 0, false,
                        "--spring.datasource.username=postgres", "--spring.datasource.password=postgres")) {
            Rights rights = new Rights(application, table);
            rights.fill(cases);
            rights.cases(cases);
            rights.records(cases);
        }
    }

    /** Half are removals, half referrals; of the removals half are open. */
    private void fill(int cases) {
        College college = new College(application);
        String approval = taken(college, Way.APPROVAL);
        String removal = taken(college, Way.REMOVAL);
        String referral = taken(college, Way.REFERRAL);
        String open = college.caseOf(college.begin(Way.REMOVAL, new long[1]));
        List<String> tables = List.of("cs_case", "cs_case_reader", "cs_holding");
        copies("PR-2000-").own(tables, open, 1, cases / 4);
        copies("PR-2001-").own(tables, removal, 1, cases / 4);
        copies("DR-2000-").own(tables, referral, 1, cases / 2);
        copies("GA-3000-").records(approval, 1, cases / 2);
        copies("PR-3000-").records(removal, 1, cases / 4);
        copies("DR-3000-").records(referral, 1, cases / 4);
        jdbc.sql("vacuum analyze").update();
    }

    private Copies copies(String prefix) {
        return new Copies(jdbc, prefix, Map.of("verification_code", "md5('" + prefix + "' || n)"), "n");
    }

    private String taken(College college, Way way) {
        college.take(way);
        return jdbc.sql("select max(case_id) from cs_case where flow = ?").param(way.flow()).query(String.class).single();
    }

    private void cases(int cases) throws IOException, InterruptedException {
        ReadableCases readable = application.getBean(ReadableCases.class);
        String everybodys = "select c.* from cs_case c where c.confidential order by c.started_at desc, c.case_id desc fetch first " + PAGE + " rows only";
        for (String userId : List.of(COMMUNICATIONS, HR)) {
            Person person = person(userId);
            assertThat(readable.of(person, new ReadableCases.Query(null, null, null, PAGE))).hasSize(PAGE);
            row("list of cases, of %,d, for %s".formatted(cases, userId), "/cases", userId,
                    () -> readable.of(person, new ReadableCases.Query(null, null, null, PAGE)), () -> jdbc.sql(everybodys).query().listOfRows());
        }
        Person nobody = person(Way.BASIL);
        assertThat(readable.areThereFor(nobody)).isFalse();
        table.row("the same: whether there is a case to read at all, for somebody without any", median(() -> readable.areThereFor(nobody)),
                median(() -> jdbc.sql("select 1").query().listOfRows()), "ms", "a question that asks nothing");
    }

    private void records(int cases) throws IOException, InterruptedException {
        Archive archive = application.getBean(Archive.class);
        Archive.Query newest = Archive.Query.words(null, PAGE);
        assertThat(archive.search(newest)).hasSize(PAGE);
        String everybodys = "select * from cs_record order by sealed_at desc, record_id desc fetch first " + PAGE + " rows only";
        row("list of records, of %,d".formatted(cases), "/records", RECORDS_OFFICER, () -> archive.search(newest), () -> jdbc.sql(everybodys).query().listOfRows());
    }

    /** The page as it comes, beside the same page less what its question takes more than everybody's. */
    private void row(String what, String address, String userId, Cpu.Work asked, Cpu.Work everybodys) throws IOException, InterruptedException {
        Browser browser = new Browser(application, userId);
        double with = median(asked);
        double without = median(everybodys);
        double page = median(() -> assertThat(browser.get(address).statusCode()).isEqualTo(200));
        double more = with - without;
        table.row(what, page, page - more, "ms", "the same page, rights not asked", "at most 10 % more", more / (page - more) <= 0.1);
        table.row("the same: its question alone", with, without, "ms", "everybody's");
    }

    /** Milliseconds on the wall: the work is done by the database. */
    private static double median(Cpu.Work work) {
        long[] taken = new long[ROUNDS];
        for (int i = -ROUNDS; i < ROUNDS; i++) {
            long nanos = Cpu.wall(work);
            if (i >= 0) {
                taken[i] = nanos;
            }
        }
        return Cpu.percentile(taken, 50);
    }

    private Person person(String userId) {
        return application.getBean(People.class).byUserId(userId).orElseThrow();
    }
}
