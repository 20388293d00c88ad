package org.countersign.recorddisposal;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.countersign.Countersign;
import org.countersign.bench.Application;
import org.countersign.engine.Forms;
import org.countersign.people.People;
import org.countersign.recorddisposal.ProposeDisposal.Proposed;
import org.countersign.records.Archive;
import org.countersign.records.Ledger;
import org.countersign.records.Verification;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole application disposing of records, as a program that can be killed at any moment: started again it goes on where it was. */
public final class DisposingUntilKilled {

    static final int RECORDS = 25;

    private DisposingUntilKilled() {}

    /** Arguments: data folder, address of the database, {@code killed} to wait for the blow even when all is done or {@code end} to judge it. */
    public static void main(String[] arguments) throws InterruptedException {
        Path data = Path.of(arguments[0]).toAbsolutePath();
        ConfigurableApplicationContext application = new SpringApplicationBuilder(Countersign.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("withoutTestClasses", new Application.WithoutTestClasses()))
                .run("--spring.profiles.active=demo", "--server.port=0", "--countersign.data=" + data, "--camunda.bpm.job-execution.enabled=false", "--countersign.demo.cases=false",
                        "--countersign.records.keystore.file=" + data.resolve("keystore.p12"), "--spring.datasource.url=" + arguments[1]);
        JdbcClient jdbc = application.getBean(JdbcClient.class);
        ProcessEngine engine = application.getBean(ProcessEngine.class);
        if (jdbc.sql("select count(*) from cs_disposal").query(Integer.class).single() == 0) {
            DisposalDesk desk = new DisposalDesk(application.getBean(Forms.class), application.getBean(People.class), engine, jdbc);
            desk.propose(Proposed.DESTROY, IntStream.range(0, RECORDS).mapToObj(each -> desk.dueRecord()).toArray(String[]::new));
            desk.confirmOnly(DisposalDesk.DESMOND);
        }
        ManagementService jobs = engine.getManagementService();
        for (List<Job> due = jobs.createJobQuery().messages().list(); !due.isEmpty(); due = jobs.createJobQuery().messages().list()) {
            System.out.println("destroying " + jdbc.sql("select count(*) from cs_disposal where result = 'PROPOSED'").query(Integer.class).single());
            jobs.executeJob(due.get(0).getId());
        }
        if (arguments[2].equals("killed")) {
            Thread.sleep(Long.MAX_VALUE);
        }
        System.out.println("result " + judge(application, jdbc));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static String judge(ConfigurableApplicationContext application, JdbcClient jdbc) {
        Archive archive = application.getBean(Archive.class);
        String caseId = jdbc.sql("select distinct case_id from cs_disposal").query(String.class).single();
        int destroyed = jdbc.sql("select count(*) from cs_disposal where result = 'DESTROYED'").query(Integer.class).single();
        int half = jdbc.sql("""
                select count(*) from cs_record r join cs_record_revision v on v.record_id = r.record_id join cs_disposal d on d.record_id = r.record_id
                where (r.disposed_at is null) <> (v.pdf is not null) or (r.disposed_at is null) <> (d.result <> 'DESTROYED')""").query(Integer.class).single();
        int told = jdbc.sql("select count(*) from cs_ledger where event = 'disposed'").query(Integer.class).single();
        Ledger ledger = application.getBean(Ledger.class);
        return destroyed + " destroyed, " + half + " half, " + told + " in the ledger, certificate "
                + application.getBean(Verification.class).verify(archive.pdf(caseId).orElse(new byte[0])).verdict() + ", ledger " + ledger.check().intact()
                + ", head file: " + ledger.trouble().orElse("agrees");
    }
}
