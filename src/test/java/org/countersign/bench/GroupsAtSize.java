package org.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Date;
import java.util.List;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.countersign.engine.Cases;
import org.countersign.grouplife.GroupActions;
import org.countersign.people.People;
import org.countersign.people.PeopleImport;
import org.countersign.people.Person;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.config.ScheduledTask;

/**
 * A week of many live groups on a real PostgreSQL: each one's timer rings, its administrator attests. One approval is made by the flow and
 * copied row by row; every life begins through the engine. Five groups have one administrator. The days of activation are entered by hand,
 * so that every week falls on the same Monday morning: the worst one.
 */
final class GroupsAtSize {

    private static final int GROUPS_OF_ONE = 5;
    private static final int SECONDS_A_WEEK = 7 * 24 * 60 * 60;
    private static final double AIM = 5;

    /** What the aim speaks of; what a group costs does not depend on how many there are. */
    private static final int LIVE = 5_000;

    private final ConfigurableApplicationContext application;
    private final JdbcClient jdbc;
    private final ManagementService management;

    private GroupsAtSize(ConfigurableApplicationContext application) {
        this.application = application;
        this.jdbc = JdbcClient.create(application.getBean(DataSource.class));
        this.management = application.getBean(ManagementService.class);
    }

    static void measure(int groups, Table table) throws Exception {
        PapersSwitch.on = false;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ConfigurableApplicationContext application = Application.start(postgres.getJdbcUrl("postgres", "postgres"), 0, false,
                        "--spring.datasource.username=postgres", "--spring.datasource.password=postgres", "--countersign.group-life.every=100ms")) {
            GroupsAtSize one = new GroupsAtSize(application);
            one.fill(groups);
            one.week(groups, table);
            one.standstill(groups, table);
        } finally {
            PapersSwitch.on = true;
            ClockUtil.reset();
        }
    }

    private void fill(int groups) throws Exception {
        new College(application).take(Way.APPROVAL);
        staff(groups / GROUPS_OF_ONE);
        String record = jdbc.sql("select record_id from cs_group").query(String.class).single();
        jdbc.sql("""
                insert into cs_case (case_id, flow, process_instance_id, process_definition_id, starter_id, title, confidential, state_words, decided, started_at, outcome, ended_at)
                select 'GA-2026-' || (900000 + n), flow, process_instance_id || '-' || n, process_definition_id, starter_id, title, confidential, state_words, decided,
                    started_at, outcome, ended_at from cs_case, generate_series(2, ?) n where case_id = ?""").params(groups, record).update();
        jdbc.sql("""
                insert into cs_answers (answers_id, form, task_id, person_id, in_place_of, submitted_at, used_at, case_id, step_number, answers_json)
                select answers_id || '-' || n, form, task_id, person_id, in_place_of, submitted_at, used_at, 'GA-2026-' || (900000 + n), step_number, answers_json
                from cs_answers, generate_series(2, ?) n where case_id = ?""").params(groups, record).update();
        jdbc.sql("""
                insert into cs_group (group_name, live_name, purpose, app_id, membership, administrator_id, status, record_id, entered_at)
                select 'Crew ' || n, 'crew-' || n, purpose, app_id, membership, 'P8' || lpad(cast(n / 5 as text), 5, '0'), status, 'GA-2026-' || (900000 + n), entered_at
                from cs_group, generate_series(2, ?) n where record_id = ?""").params(groups, record).update();
        until("select count(*) = " + groups + " from cs_group_life");
        management.createJobQuery().messages().list().forEach(job -> management.executeJob(job.getId()));
        ZonedDateTime morning = ZonedDateTime.now(application.getBean(ZoneId.class)).with(TemporalAdjusters.next(DayOfWeek.MONDAY)).withHour(10);
        Instant monday = morning.toInstant();
        ClockUtil.setCurrentTime(Date.from(monday));
        jdbc.sql("update cs_group set status = 'ACTIVE'").update();
        jdbc.sql("update cs_group_life set activated_on = ?").param(morning.toLocalDate()).update();
        jdbc.sql("update cs_group_duty set kind = 'ATTESTATION', day_on = ?, ask_at = ?").params(morning.toLocalDate().plusDays(7), Timestamp.from(monday.plus(Duration.ofDays(7)))).update();
        jdbc.sql("update act_ru_job set duedate_ = ? where type_ = 'timer' and handler_type_ = 'timer-intermediate-transition'")
                .param(Timestamp.from(monday.plus(Duration.ofDays(7)))).update();
    }

    private void staff(int administrators) throws Exception {
        try (InputStream file = getClass().getResourceAsStream("/demo/people.csv")) {
            StringBuilder people = new StringBuilder(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            for (int n = 0; n <= administrators; n++) {
                people.append("P8%05d,staff.no%05d,Staff Number %d,staff%d@college.example,Member,Sports,STAFF,P0003,2020-01-06,,%n".formatted(n, n, n, n));
            }
            application.getBean(PeopleImport.class).read(new ByteArrayInputStream(people.toString().getBytes(StandardCharsets.UTF_8)), "people.csv", null);
        }
    }

    private void week(int groups, Table table) throws IOException {
        forward(Duration.ofDays(7).plusMinutes(1));
        long server = server();
        double before = Cpu.ofUsAnd(server);
        ring(groups);
        double asked = Cpu.ofUsAnd(server);
        GroupActions actions = application.getBean(GroupActions.class);
        Cases cases = application.getBean(Cases.class);
        People people = application.getBean(People.class);
        List<String> administrators = jdbc.sql("select distinct administrator_id from cs_group").query(String.class).list();
        for (String administratorId : administrators) {
            Person administrator = people.byId(administratorId).orElseThrow();
            cases.waitingFor(administratorId).forEach(task -> assertThat(actions.attest(administrator, task.taskId())).isEmpty());
        }
        double attested = Cpu.ofUsAnd(server);
        assertThat(jdbc.sql("select count(*) from cs_group_duty where state = 'KEPT'").query(Integer.class).single()).isEqualTo(groups);
        double percent = 100 * (attested - before) / groups * LIVE / SECONDS_A_WEEK;
        table.note("a week of %,d live groups: asking for it, processor time with the database".formatted(groups), "%.1f s, %.1f ms a group".formatted(asked - before, 1e3 * (asked - before) / groups));
        table.note("the same: attesting it", "%.1f s, %.1f ms a group".formatted(attested - asked, 1e3 * (attested - asked) / groups));
        table.note("the same: share of one core over the week, for %,d such groups".formatted(LIVE), "%.3f %%".formatted(percent), "under 5 %", percent < AIM);
    }

    /** Three weeks in which nothing rang: each group is asked once. */
    private void standstill(int groups, Table table) throws IOException {
        forward(Duration.ofDays(21));
        double before = Cpu.ofUsAnd(server());
        ring(groups);
        double after = Cpu.ofUsAnd(server());
        int open = jdbc.sql("select count(*) from cs_holding where flow = 'group-life' and ended_at is null").query(Integer.class).single();
        table.note("the same after three weeks of standstill: asking again, processor time; tasks for %,d groups".formatted(groups),
                "%.1f s; %,d".formatted(after - before, open), "one task a group", open == groups);
        int told = summaries();
        tellOfTheDay();
        double summed = Cpu.ofUsAnd(server());
        int administrators = jdbc.sql("select count(distinct administrator_id) from cs_group").query(Integer.class).single();
        table.note("the same: telling the administrators of it; notices for %,d of them".formatted(administrators),
                "%.1f s; %,d".formatted(summed - after, summaries() - told), "one notice each", summaries() - told == administrators);
    }

    private int summaries() {
        return jdbc.sql("select count(*) from cs_notice where template = 'group-life/summary'").query(Integer.class).single();
    }

    /** Does now what is looked at every few minutes. */
    private void tellOfTheDay() {
        application.getBean(ScheduledAnnotationBeanPostProcessor.class).getScheduledTasks().stream().map(ScheduledTask::getTask)
                .filter(task -> task.toString().endsWith("DutySummary.look")).findFirst().orElseThrow().getRunnable().run();
    }

    private void ring(int groups) {
        List<Job> due = management.createJobQuery().timers().duedateLowerThan(ClockUtil.getCurrentTime()).list().stream()
                .filter(job -> job.getProcessDefinitionKey() != null && job.getProcessDefinitionKey().equals("group-life")).toList();
        assertThat(due).hasSize(groups);
        due.forEach(job -> management.executeJob(job.getId()));
    }

    private void forward(Duration by) {
        ClockUtil.setCurrentTime(Date.from(ClockUtil.getCurrentTime().toInstant().plus(by)));
    }

    private long server() throws IOException {
        return Long.parseLong(Files.readAllLines(Path.of(jdbc.sql("show data_directory").query(String.class).single(), "postmaster.pid")).get(0));
    }

    private void until(String condition) throws InterruptedException {
        for (int look = 0; look < 3000; look++) {
            if (jdbc.sql(condition).query(Boolean.class).single()) {
                return;
            }
            Thread.sleep(200);
        }
        throw new AssertionError("Not in time: " + condition);
    }
}
