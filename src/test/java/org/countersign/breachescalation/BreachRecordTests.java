package org.countersign.breachescalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.breachescalation.BreachDesk.EUPHEMIA;
import static org.countersign.breachescalation.BreachDesk.FERGUS;
import static org.countersign.breachescalation.BreachDesk.GRETA;
import static org.countersign.breachescalation.BreachDesk.MABEL;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.countersign.breachescalation.TriageBreach.Verdict;
import org.countersign.records.Archive;
import org.countersign.records.Judges;
import org.countersign.records.SealKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/** What each ending leaves in the archive, whatever people have typed, as everybody else's tools judge it. */
// Keys of its own: those that other tests share are as old or as young as those tests' clocks.
@SpringBootTest(properties = "countersign.records.keystore.file=target/tests/${random.uuid}.p12")
@ActiveProfiles("demo")
@Import(BreachDesk.class)
class BreachRecordTests {

    private static final String WELSH = "Mae'r rhestr ŵyn a'r tŷ ar goll; ffôn Siân.";
    private static final String ARABIC = "نُشرت القائمة في المجموعة الخطأ يوم 21.";
    private static final String CHINESE = "名单被发到了错误的群组。";
    private static final String EMOJI = "😱 ✂️ 👩‍🎓";
    private static final String LONG_WORD = "x".repeat(300);
    private static final String MARKUP = "<script>alert('{{7*7}}')</script> ${7*7} <img src=x onerror=alert(1)> &amp;";
    private static final String HOSTILE = String.join("\n", WELSH, ARABIC, CHINESE, EMOJI, LONG_WORD, MARKUP, "Read on. ".repeat(350)).strip();

    @Autowired
    BreachDesk desk;
    @Autowired
    Archive archive;
    @Autowired
    SealKeys keys;
    @Autowired
    ObjectMapper json;
    @Autowired
    RuntimeService runtime;
    @Autowired
    TaskService tasks;
    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void standStill() {
        desk.clockTo(desk.now());
    }

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test"));
        jdbc.sql("update cs_breach set closed_at = reported_at where closed_at is null").update();
        jdbc.sql("delete from cs_breach_mark where outcome = 'TO_COME'").update();
        ClockUtil.reset();
    }

    @Test
    void notABreach() throws Exception {
        ProcessInstance one = report();
        desk.answer(GRETA, "triageBreach", typed(TriageBreach.class, Map.of("verdict", "NOT_A_BREACH", "comment", HOSTILE)));
        assertThat(judged(one, "not-a-breach")).contains("Not a breach");
    }

    @Test
    void aNearMiss() throws Exception {
        ProcessInstance one = report();
        desk.answer(GRETA, "triageBreach", typed(TriageBreach.class, Map.of("verdict", "NEAR_MISS", "comment", HOSTILE)));
        assertThat(judged(one, "near-miss")).contains("Near miss");
    }

    @Test
    void joinedToAnotherCase() throws Exception {
        ProcessInstance one = report();
        ProcessInstance other = report();
        var triage = tasks.createTaskQuery().processInstanceId(one.getId()).taskDefinitionKey("triageBreach").singleResult();
        desk.complete(GRETA, triage, desk.submit(GRETA, triage, typed(TriageBreach.class, Map.of("verdict", "JOINS", "joins", other.getBusinessKey(), "comment", HOSTILE))));
        desk.runJobs();
        assertThat(judged(one, "joined")).contains("Joined", other.getBusinessKey());
    }

    @Test
    void notNotified() throws Exception {
        ProcessInstance one = assessed(1, 1, "NO_RISK");
        decide("DO_NOT_NOTIFY", "NO_HIGH_RISK");
        desk.answer(EUPHEMIA, "confirmNoNotification", typed(ConfirmNoNotification.class,
                Map.of("answer", "CONFIRM", "comment", HOSTILE, "signedName", desk.person(EUPHEMIA).name(), "intent", true)));
        close();
        assertThat(judged(one, "not-notified")).contains("Not notifiable", "Euphemia Elderflower");
    }

    @Test
    void notifiedInTime() throws Exception {
        ProcessInstance one = assessed(3, 2, "RISK");
        decide("NOTIFY", "NO_HIGH_RISK");
        desk.answer(GRETA, "notifyRegulator", typed(NotifyRegulator.class, Map.of("reference", "IC-123456-A1B2", "submittedAt", desk.local(desk.now()), "channel", "ONLINE_FORM")));
        close();
        assertThat(judged(one, "notified")).contains("Notified").doesNotContain("LATE");
    }

    @Test
    void notifiedLate() throws Exception {
        ProcessInstance one = assessed(4, 4, "HIGH_RISK");
        desk.forward(Duration.ofHours(80));
        desk.ring(one);
        decide("NOTIFY", "TELL");
        desk.answer(GRETA, "notifyRegulator", typed(NotifyRegulator.class, Map.of("reference", "IC-123456-A1B2", "submittedAt", desk.local(desk.now()), "channel", "ONLINE_FORM",
                "reasonsForDelay", HOSTILE, "missing", "The number of people")));
        desk.answer(GRETA, "tellPeopleAffected", typed(TellPeopleAffected.class, Map.of("means", "LETTER", "toldAt", desk.local(desk.now()), "howMany", 10_000_000, "letter", HOSTILE, "comment", WELSH)));
        desk.answer(GRETA, "followUp", typed(FollowUp.class, Map.of("sent", HOSTILE, "sentAt", desk.local(desk.now()))));
        close();
        assertThat(judged(one, "notified-late")).contains("Notified, LATE", "People told 10,000,000, letter", "Records (about) 1,000,000,000");
    }

    private ProcessInstance report() {
        return desk.report(MABEL, typed(ReportBreach.class, Map.of("whatHappened", HOSTILE, "noticedHow", EMOJI + MARKUP, "platform", ARABIC, "done", CHINESE,
                "subjects", List.of("staff", "students", "unknown"), "data", List.of("basic", "health", "other"), "howMany", 10_000_000, "ongoing", "UNKNOWN")));
    }

    private ProcessInstance assessed(int likelihood, int severity, String level) {
        ProcessInstance one = report();
        desk.answer(GRETA, "triageBreach", typed(TriageBreach.class, Map.of("verdict", Verdict.BREACH, "kinds", List.of("CONFIDENTIALITY", "AVAILABILITY"),
                "awareAt", desk.local(desk.now()), "awareBasis", WELSH + " " + LONG_WORD, "comment", ARABIC)));
        desk.answer(FERGUS, "containBreach", typed(ContainBreach.class, Map.of("status", "PARTLY", "actions", HOSTILE)));
        desk.answer(GRETA, "assessBreach", typed(AssessBreach.class, Map.of("people", 10_000_000, "records", 1_000_000_000, "consequences", HOSTILE,
                "likelihood", likelihood, "severity", severity, "level", level, "rationale", HOSTILE, "route", MARKUP, "prevention", CHINESE)));
        return one;
    }

    private void decide(String regulator, String people) {
        desk.answer(GRETA, "decideOnNotification", typed(DecideOnNotification.class,
                Map.of("regulator", regulator, "people", people, "rationale", HOSTILE, "signedName", desk.person(GRETA).name(), "intent", true)));
    }

    private void close() {
        desk.answer(GRETA, "closeBreach", typed(CloseBreach.class,
                Map.of("cause", "OTHER", "lessons", HOSTILE, "measures", EMOJI + "\n" + ARABIC, "signedName", desk.person(GRETA).name(), "intent", true)));
    }

    private <A> A typed(Class<A> form, Map<String, Object> answers) {
        return json.convertValue(answers, form);
    }

    /** The record's text, once every judge has accepted its file; the file itself is left in {@code target/records}. */
    private String judged(ProcessInstance ended, String name) throws Exception {
        byte[] pdf = archive.pdf(ended.getBusinessKey()).orElseThrow();
        Files.createDirectories(Path.of("target/records"));
        Files.write(Path.of("target/records", "breach-" + name + ".pdf"), pdf);
        X509Certificate authority = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(keys.caCertificate()));
        Judges.assertPdfA3a(pdf);
        Judges.assertPdfUa1(pdf);
        Judges.assertTotalPassed(pdf, authority, desk.now());
        Judges.assertValidForIText(pdf, authority);
        Judges.assertAcceptedByCommandLineTools(pdf);
        String data = new String(Judges.fileInside(pdf, "record.json"), StandardCharsets.UTF_8);
        assertThat(json.readTree(data).toString()).contains(json.writeValueAsString(HOSTILE).replaceAll("^\"|\"$", ""));
        String text = Judges.textOf(pdf).replaceAll("\\s+", " ");
        assertThat(text).contains("Mae'r rhestr ŵyn a'r tŷ ar goll", "名单被发到了错误的群组", "<script>alert('{{7*7}}')</script> ${7*7}");
        return text;
    }
}
