package org.countersign.trouble;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aopalliance.intercept.MethodInterceptor;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.countersign.Countersign;
import org.countersign.bench.Application;
import org.countersign.bench.College;
import org.countersign.records.Archive;
import org.countersign.records.KeptRecord;
import org.countersign.records.Ledger;
import org.countersign.records.RecordKeeper;
import org.countersign.records.Verification;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The whole application with people at work, as a program that can be killed at any moment: started again it goes on where it was.
 * Its own job executor freezes and seals.
 */
public final class WorkingUntilKilled {

    /** So many applications are in the making at any time. */
    private static final int AT_ONCE = 6;

    /** Says aloud when a record is being sealed, so that whoever kills knows what the blow has hit. */
    @Configuration(proxyBeanMethods = false)
    static class Loud {

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static Advisor loudAdvisor() {
            NameMatchMethodPointcut keep = new NameMatchMethodPointcut();
            keep.setMappedName("keep");
            keep.setClassFilter(RecordKeeper.class::isAssignableFrom);
            DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(keep, (MethodInterceptor) call -> {
                String caseId = ((org.countersign.records.RecordDraft) call.getArguments()[0]).recordId();
                System.out.println("sealing " + caseId);
                return call.proceed();
            });
            advisor.setOrder(0);
            return advisor;
        }
    }

    private WorkingUntilKilled() {}

    /** Arguments: data folder, address of the database, {@code on} to go on until killed or {@code end} to finish what is there and judge it. */
    public static void main(String[] arguments) throws InterruptedException {
        Path data = Path.of(arguments[0]).toAbsolutePath();
        boolean last = arguments[2].equals("end");
        ConfigurableApplicationContext application = new SpringApplicationBuilder(Countersign.class, Loud.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("withoutTestClasses", new Application.WithoutTestClasses()))
                .run("--spring.profiles.active=demo", "--server.port=0", "--countersign.data=" + data,
                        // What a killed node had begun is taken up again sooner than in earnest, or the test would wait for nothing else.
                        "--camunda.bpm.job-execution.enabled=true", "--camunda.bpm.job-execution.lock-time-in-millis=15000",
                        "--countersign.records.keystore.file=" + data.resolve("keystore.p12"),
                        "--spring.datasource.url=" + arguments[1]);
        System.out.println("ready");
        College college = new College(application);
        ProcessEngine engine = application.getBean(ProcessEngine.class);
        Map<String, String> forms = Map.of("signAsAssistant", "sign-as-assistant", "approveGroup", "approve-group", "authoriseGroup", "authorise-group");
        while (engine.getRuntimeService().createProcessInstanceQuery().count() > 0 || !last) {
            while (!last && engine.getRuntimeService().createProcessInstanceQuery().count() < AT_ONCE) {
                college.start();
            }
            List<Task> tasks = engine.getTaskService().createTaskQuery().list();
            tasks.forEach(task -> college.answer(task.getProcessInstanceId(), task.getAssignee(), forms.get(task.getTaskDefinitionKey()),
                    Map.of("decision", task.getTaskDefinitionKey().equals("signAsAssistant") ? "SIGN" : "APPROVE"), new long[1]));
            if (tasks.isEmpty()) {
                Thread.sleep(20);
            }
        }
        System.out.println("result " + judge(application));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    /** What there is to say of all cases: how many for each different thing that is true of one. */
    private static String judge(ConfigurableApplicationContext application) {
        JdbcClient database = application.getBean(JdbcClient.class);
        Archive archive = application.getBean(Archive.class);
        Ledger ledger = application.getBean(Ledger.class);
        Verification verification = application.getBean(Verification.class);
        Map<String, Integer> kinds = new TreeMap<>();
        for (Map<String, Object> one : database.sql("select case_id, outcome from cs_case").query().listOfRows()) {
            String caseId = String.valueOf(one.get("case_id"));
            List<KeptRecord> records = archive.search(Archive.Query.words(caseId, 10));
            Set<String> events = ledger.of(caseId).stream().collect(Collectors.groupingBy(Ledger.Entry::event, Collectors.counting()))
                    .entrySet().stream().map(event -> event.getKey() + " " + event.getValue()).collect(Collectors.toSet());
            var report = verification.verify(archive.pdf(caseId).orElse(new byte[0]));
            kinds.merge(one.get("outcome") + ", " + records.size() + " record, " + report.verdict() + ", " + report.signers().size() + " signers, "
                    + database.sql("select count(*) from cs_group where record_id = ?").param(caseId).query(Integer.class).single() + " group, "
                    + database.sql("select count(*) from cs_record_revision where record_id = ?").param(caseId).query(Integer.class).single() + " revision, "
                    + events.stream().sorted().toList(), 1, Integer::sum);
        }
        int twice = database.sql("select count(*) from (select person_id from cs_notice group by person_id, subject, body, link having count(*) > 1) twice")
                .query(Integer.class).single();
        int incidents = (int) application.getBean(ProcessEngine.class).getRuntimeService().createIncidentQuery().count();
        return kinds + ", told twice: " + twice + ", stuck: " + incidents + ", ledger: " + ledger.check().intact() + ", head file: " + ledger.trouble().orElse("agrees");
    }
}
