package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.camunda.bpm.engine.ProcessEngine;
import org.countersign.Demonstration;
import org.countersign.answers.Attachments;
import org.countersign.casefile.Letters;
import org.countersign.engine.Case;
import org.countersign.engine.CaseStarts;
import org.countersign.engine.Cases;
import org.countersign.engine.Flow;
import org.countersign.engine.Forms;
import org.countersign.engine.Player;
import org.countersign.grouplife.Duty;
import org.countersign.grouplife.GroupActions;
import org.countersign.grouplife.GroupLives;
import org.countersign.holds.Holds;
import org.countersign.holds.Scope;
import org.countersign.institution.Institution;
import org.countersign.notices.Notices;
import org.countersign.people.People;
import org.countersign.records.Judges;
import org.countersign.records.Ledger;
import org.countersign.registers.Apps;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who may read what of confidential cases: real cases of the demonstration's college, everybody in it, and every address. Whoever is not
 * named beside an address gets there what they would get if the case did not exist.
 */
@Demonstration
@Tag("database")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class AccessTableTests {

    private static final String API = "/camunda/api/engine/engine/default";

    private static final String REPORTER = "ada.applegarth";
    private static final String SUBJECT = "basil.birdwhistle";
    private static final String RECEIVER = "clementine.crabtree";
    private static final String WHISTLEBLOWING_OFFICER = "ottoline.ocelot";
    private static final String DPO = "greta.gooseberry";
    private static final String IT = "fergus.foxglove";
    private static final String HR = "keziah.kingfisher";
    private static final String STUDENT_DISCIPLINE = "percival.plumtree";
    private static final String CONTRACT_OWNER = "quentin.quince";
    private static final String COMMUNICATIONS = "jasper.juniper";
    private static final String RECORDS_OFFICER = "imogen.inkwell";
    private static final String ADMINISTRATOR = "lysander.larkspur";
    private static final String UNINVOLVED = "mabel.marmalade";
    private static final List<String> COLLEGE_OFFICERS = List.of("desmond.dovecote", "euphemia.elderflower", "horatio.hazelnut");
    /** A college officer, who authorises groups too. */
    private static final String HEARING_MANAGER = COLLEGE_OFFICERS.get(0);

    private static final String HEAD_OF_HOUSE = COLLEGE_OFFICERS.get(1);

    private static final List<String> EVERYBODY = Stream.concat(COLLEGE_OFFICERS.stream(), Stream.of(REPORTER, SUBJECT, RECEIVER, WHISTLEBLOWING_OFFICER, DPO, IT, HR,
            STUDENT_DISCIPLINE, CONTRACT_OWNER, COMMUNICATIONS, RECORDS_OFFICER, ADMINISTRATOR, UNINVOLVED)).toList();

    /** Stands in everything people wrote about the cases, and nowhere else. */
    private static final String SECRET = "the otter behind the weir";

    private static final String HELD_BECAUSE = "A claim over the weir gate";

    /** An address below which one case lies, and who gets something there. */
    record Row(String of, String address, List<String> allowed) {

        static Row row(String of, String address, String... allowed) {
            return new Row(of, address, List.of(allowed));
        }
    }

    /** What a row's address names: the case, a task, a file and a letter of it. */
    record Played(String caseId, String taskId, String fileId, String letterId) {}

    @LocalServerPort
    int port;
    @Autowired
    List<Flow> flows;
    @Autowired
    Forms forms;
    @Autowired
    People people;
    @Autowired
    ProcessEngine engine;
    @Autowired
    Cases cases;
    @Autowired
    Attachments attachments;
    @Autowired
    Apps apps;
    @Autowired
    Groups groups;
    @Autowired
    GroupActions groupActions;
    @Autowired
    GroupLives lives;
    @Autowired
    Holds holds;
    @Autowired
    CaseStarts starts;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    Letters letters;
    @Autowired
    Notices notices;
    @Autowired
    Institution institution;
    @Autowired
    Ledger ledger;
    @Autowired
    ObjectMapper json;
    @Autowired
    JdbcClient jdbc;

    private final Map<String, Played> played = new LinkedHashMap<>();
    private final Map<String, Played> living = new LinkedHashMap<>();
    private final Map<String, Browser> browsers = new LinkedHashMap<>();
    private String said = "";

    @BeforeAll
    void playTheCases(CapturedOutput output) {
        LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
        logging.setLogLevel("org.countersign", LogLevel.DEBUG);
        logging.setLogLevel("org.springframework.web", LogLevel.INFO);
        Player concern = player("concern-intake");
        Player disclosure = player("protected-disclosure");

        String advised = concern.starts(REPORTER, concern("POST"));
        concern.does(RECEIVER, "screenForDisclosure", screened("NO"));
        concern.does(RECEIVER, "routeConcern", routed("ADVISE"));
        remember("advised concern", advised);

        String stopped = concern.starts(REPORTER, concern("POST"));
        concern.does(RECEIVER, "screenForDisclosure", screened("POSSIBLY"));
        disclosure.does(WHISTLEBLOWING_OFFICER, "judgeDisclosure", Map.of("worker", "YES", "information", "YES", "tendsToShow", List.of("CONCEALMENT"),
                "publicInterest", "YES", "result", "STOP", "rationale", "It is about " + SECRET + "."));
        remember("stopped concern", stopped);
        remember("judgement", cases.startedFrom(stopped, "protected-disclosure").orElseThrow().caseId());

        String leaked = concern.starts(REPORTER, concern("PERSONAL_DATA"));
        concern.does(DPO, "screenForDisclosure", screened("NO"));
        concern.does(DPO, "routeConcern", routed("BREACH"));
        remember("concern that became a breach", leaked);
        remember("breach", cases.startedFrom(leaked, "breach-escalation").orElseThrow().caseId());

        remember("concern being judged", concern.starts(REPORTER, concern("POST")));
        concern.does(RECEIVER, "screenForDisclosure", screened("POSSIBLY"));
        remember("judgement under way", cases.startedFrom(played.get("concern being judged").caseId(), "protected-disclosure").orElseThrow().caseId());

        Player removal = player("post-removal");
        remember("removal", asFarAsDecided(removal, "NO_ACTION", List.of(), ""));
        remember("notice under way", asFarAsDecided(removal, "REQUIRE", List.of("harassment"), people.today().plusDays(7).toString()));
        Player referral = player("disciplinary-referral");
        String dropped = referral.starts(RECEIVER, referred());
        referral.does(HR, "screenForDisclosure", screened("NO"));
        referral.does(HR, "checkReferral", Map.of("verdict", "NO_CASE", "reasons", "There is no more than " + SECRET + ".", "measure", "NONE"));
        remember("referral", dropped);
        remember("hearing under way", asFarAsInvited(referral));
        remember("referral under way", referral.starts(RECEIVER, referred()));
        Group group = authorised("Group of the table", SUBJECT);
        Group held = authorised("Held group of the table", "");
        remember("group under way", asFarAsApproved(player("group-approval")));

        remember("app under review", player("app-approval").starts(REPORTER, Map.of("about", "NEW_APP", "name", "Otter of the table", "maker", "Otter Software", "whatFor", "Shifts.")));
        player("conversation-transfer").starts(REPORTER, conversation(group.groupId()));
        remember("conversation", cases.startedBy(people.byUserId(REPORTER).orElseThrow().personId(), 1).get(0).caseId());

        live(player("group-life"), group, held);

        jdbc.sql("update cs_record set trigger_on = ?, due_on = ? where record_id = ?")
                .params(LocalDate.of(2010, 1, 1), LocalDate.of(2016, 1, 1), played.get("judgement").caseId()).update();
        remember("disposal of a judgement", player("record-disposal").starts(WHISTLEBLOWING_OFFICER, Map.of("records", List.of(played.get("judgement").caseId()),
                "proposed", "DESTROY", "reason", "Its time is over.", "signedName", "Ottoline Ocelot", "intent", true)));

        remember("concern under way", concern.starts(REPORTER, concern("POST")));
        EVERYBODY.forEach(userId -> browsers.put(userId, new Browser(port).signIn(userId).openTasklist()));
        logging.setLogLevel("org.countersign", LogLevel.WARN);
        said = output.getAll();
    }

    private Player player(String flow) {
        return new Player(flow, flows, forms, people, engine, json);
    }

    @AfterAll
    void leaveNothingOpen() {
        engine.getRuntimeService().createProcessInstanceQuery().list().forEach(open -> {
            if (engine.getRuntimeService().createProcessInstanceQuery().processInstanceId(open.getId()).count() > 0) {
                engine.getRuntimeService().deleteProcessInstance(open.getId(), "end of test", true, true, true);
            }
        });
    }

    private Map<String, Object> concern(String about) {
        return Map.of("showsIntimateOrChild", "NO", "raisedFor", "MYSELF", "about", about, "whatHappened", "It shows " + SECRET + ".", "concerned", "STAFF",
                "person", SUBJECT, "urgency", "SOON", "wish", "LINE_MANAGER", "evidence", List.of(file(REPORTER)));
    }

    /** A post by the subject, reported by the reporter, as far as an officer's decision. */
    private String asFarAsDecided(Player removal, String decision, List<String> grounds, String doneBy) {
        String caseId = removal.starts(REPORTER, Map.ofEntries(Map.entry("showsIntimateOrChild", "NO"), Map.entry("kind", "POST"), Map.entry("platform", "Flutterby"),
                Map.entry("address", "https://flutterby.example/p/17"), Map.entry("description", "It shows " + SECRET + "."), Map.entry("whose", "STAFF"), Map.entry("author", SUBJECT),
                Map.entry("aboutMe", "NO"), Map.entry("concernedName", "The porters"), Map.entry("standards", List.of("harassment")), Map.entry("urgent", "NO"),
                Map.entry("evidence", List.of(file(REPORTER)))));
        removal.does(COMMUNICATIONS, "preserveEvidence", Map.of("showsIntimateOrChild", "NO", "capturedAt", people.today() + "T00:01", "method", "A browser, signed out.", "stillThere", "YES",
                "evidence", List.of()));
        removal.does(COMMUNICATIONS, "screenForDisclosure", screened("NO"));
        removal.does(COMMUNICATIONS, "assessPost", Map.ofEntries(Map.entry("urgent", "NO"), Map.entry("told", List.of()), Map.entry("lawful", "LAWFUL"), Map.entry("steps", List.of("TALK")),
                Map.entry("stepsReason", "Tried in vain."), Map.entry("content", "An insult"), Map.entry("tone", "Rough"), Map.entry("audience", "Public"), Map.entry("othersRights", "A good name"),
                Map.entry("disclaimer", "NO"), Map.entry("powerImbalance", "None"), Map.entry("leastIntrusive", "A request"), Map.entry("grounds", grounds), Map.entry("rationale", "It names " + SECRET + ".")));
        removal.does(COLLEGE_OFFICERS.get(2), "decideOnPost", Map.of("decision", decision, "grounds", grounds, "asked", "Remove what is said of " + SECRET + ".", "doneBy", doneBy,
                "statementToo", false, "rationale", "We have weighed " + SECRET + "."));
        return caseId;
    }

    /** A referral of the subject, as far as the hearing, to which they are invited by letter. */
    private String asFarAsInvited(Player referral) {
        String caseId = referral.starts(RECEIVER, referred());
        referral.does(HR, "screenForDisclosure", screened("NO"));
        referral.does(HR, "checkReferral", Map.of("verdict", "FORMAL", "reasons", "It is about " + SECRET + ".", "measure", "NONE", "investigator", IT));
        referral.does(IT, "investigate", Map.of("showsIntimateOrChild", "NO", "steps", "Looked.", "account", "He says it was " + SECRET + ".", "findings", "It was " + SECRET + ".", "evidence", List.of()));
        referral.does(HR, "decideCaseToAnswer", Map.of("caseToAnswer", "YES", "reasons", "It was " + SECRET + ".", "hearingManager", HEARING_MANAGER));
        referral.does(HR, "inviteToHearing", Map.of("hearingAt", people.today().plusDays(14) + "T10:00", "place", "The Old Library", "consequences", "A warning.", "evidence", "The report"));
        return caseId;
    }

    private String asFarAsApproved(Player group) {
        String caseId = group.starts(REPORTER, application("Boathouse rota", "To speak of " + SECRET + ".", ""));
        group.does(RECEIVER, "approveGroup", Map.of("decision", "APPROVE"));
        return caseId;
    }

    /** A group that the reporter runs. */
    private Group authorised(String name, String assistant) {
        Player group = player("group-approval");
        String caseId = group.starts(REPORTER, application(name, "Shifts.", assistant));
        if (!assistant.isEmpty()) {
            group.does(assistant, "signAsAssistant", Map.of("decision", "SIGN"));
        }
        group.does(RECEIVER, "approveGroup", Map.of("decision", "APPROVE"));
        group.does(COLLEGE_OFFICERS.get(0), "authoriseGroup", Map.of("decision", "APPROVE"));
        return groups.byRecordId(caseId).orElseThrow();
    }

    private Map<String, Object> application(String name, String purpose, String assistant) {
        Map<String, Object> application = new LinkedHashMap<>(Map.ofEntries(Map.entry("position", "Coordinator"), Map.entry("department", "Sports"), Map.entry("groupName", name),
                Map.entry("purpose", purpose), Map.entry("app", apps.approved().get(0).appId()), Map.entry("membership", institution.groupApproval().memberships().get(0)),
                Map.entry("members", "Boathouse staff"), Map.entry("devices", List.of("issued")), Map.entry("deviceSecurity", List.of("pin")),
                Map.entry("declaration", institution.groupApproval().declaration().stream().map(Institution.Point::id).toList()),
                Map.entry("policiesRead", institution.groupApproval().readAndUnderstood()), Map.entry("signedName", people.byUserId(REPORTER).orElseThrow().name()), Map.entry("intent", true)));
        if (!assistant.isEmpty()) {
            application.put("assistant", "%s (%s)".formatted(people.byUserId(assistant).orElseThrow().name(), assistant));
        }
        return application;
    }

    private Map<String, Object> referred() {
        return Map.ofEntries(Map.entry("showsIntimateOrChild", "NO"), Map.entry("personType", "STAFF"), Map.entry("person", "Basil Birdwhistle (" + SUBJECT + ")"),
                Map.entry("allegations", List.of("harassment")), Map.entry("facts", "He posted about " + SECRET + "."), Map.entry("occurredFrom", people.today().minusDays(1).toString()),
                Map.entry("severity", "SERIOUS"), Map.entry("deliberate", "NOT_KNOWN"), Map.entry("compromised", "NO"), Map.entry("risk", "NONE"), Map.entry("police", "NOT_TOLD"),
                Map.entry("evidence", List.of(file(RECEIVER))));
    }

    private Map<String, Object> conversation(String groupId) {
        String yesterday = people.today().minusDays(1).toString();
        return Map.ofEntries(Map.entry("group", groupId), Map.entry("exportedAt", yesterday + "T09:30"), Map.entry("firstDay", yesterday), Map.entry("lastDay", yesterday),
                Map.entry("who", "All who know " + SECRET), Map.entry("why", "It settles " + SECRET + "."), Map.entry("showsIntimateOrChild", "NO"),
                Map.entry("export", List.of(file(REPORTER))), Map.entry("signedName", "Ada Applegarth"), Map.entry("intent", true));
    }

    /** The group is in use, with an attestation that waits; another one is on hold. */
    private void live(Player life, Group group, Group held) {
        begin(life, group);
        life.does(REPORTER, "confirmActivation", Map.of("activatedOn", people.today().toString(), "settings", List.of("TIMER", "BACKUPS", "ADMINISTRATORS", "LINK"),
                "members", REPORTER + "\n" + SUBJECT, "evidence", List.of(file(REPORTER)), "comment", "Set up as " + SECRET + " asked."));
        groupActions.ask(people.byUserId(REPORTER).orElseThrow(), group.groupId(), Duty.Kind.ATTESTATION);
        remember("year of the group", lives.yearOf(group.groupId()).orElseThrow().caseId());
        Played year = played.get("year of the group");
        living.put("group", new Played(group.groupId(), year.taskId(), year.fileId(), "none"));

        begin(life, held);
        String officer = people.byUserId(RECORDS_OFFICER).orElseThrow().personId();
        holds.place(new Scope.Groups(List.of(held.groupId())), HELD_BECAUSE, officer, people.today().plusMonths(1), null, officer);
        living.put("group on hold", new Played(held.groupId(), "none", "none", "none"));
    }

    private void begin(Player life, Group group) {
        transaction.executeWithoutResult(status -> starts.start("group-life.handedOver", group.recordId()));
        life.runJobs();
        engine.getManagementService().createJobQuery().processDefinitionKey("group-life").timers().executable().list()
                .forEach(due -> engine.getManagementService().executeJob(due.getId()));
    }

    private String file(String userId) {
        return attachments.upload("seen.txt", ("A picture of " + SECRET).getBytes(StandardCharsets.UTF_8), people.byUserId(userId).orElseThrow().personId()).attachmentId();
    }

    private static Map<String, Object> screened(String answer) {
        return Map.of("worker", answer, "facts", "NO", "publicInterest", "NO", "reasons", "Because of " + SECRET + ".");
    }

    private static Map<String, Object> routed(String route) {
        return Map.of("route", route, "outside", List.of(), "reasons", "We know " + SECRET + ".", "answer", "Thank you; this has been looked at.");
    }

    private void remember(String name, String caseId) {
        played.put(name, new Played(caseId, cases.openTasksOf(caseId).stream().findFirst().map(Cases.Waiting::taskId).orElse("none"),
                Stream.concat(Stream.of(caseId), cases.originOf(caseId).map(Case::caseId).stream()).flatMap(id -> attachments.of(id).stream()).findFirst()
                        .map(Attachments.Attachment::attachmentId).orElse("none"),
                letters.of(caseId).stream().findFirst().map(Letters.Letter::letterId).orElse("none")));
    }

    static Stream<Row> table() {
        String[] breachReaders = {DPO, COLLEGE_OFFICERS.get(0), COLLEGE_OFFICERS.get(1), COLLEGE_OFFICERS.get(2)};
        List<Row> rows = new ArrayList<>();
        String[] removalReaders = {COMMUNICATIONS, COLLEGE_OFFICERS.get(0), COLLEGE_OFFICERS.get(1), COLLEGE_OFFICERS.get(2)};
        closed(rows, "advised concern", REPORTER, RECORDS_OFFICER, RECEIVER);
        closed(rows, "stopped concern", REPORTER, RECORDS_OFFICER, RECEIVER);
        closed(rows, "concern that became a breach", REPORTER, RECORDS_OFFICER, DPO);
        closed(rows, "judgement", null, null, WHISTLEBLOWING_OFFICER);
        closed(rows, "removal", REPORTER, RECORDS_OFFICER, removalReaders);
        closed(rows, "referral", RECEIVER, RECORDS_OFFICER, HR);
        closed(rows, "conversation", REPORTER, RECORDS_OFFICER, REPORTER, SUBJECT, DPO);
        rows.addAll(List.of(
                Row.row("app under review", "/requests/{case}", REPORTER),
                Row.row("app under review", "/cases/{case}", REPORTER, IT),
                Row.row("app under review", "/api/cases/{case}", REPORTER, IT),
                Row.row("app under review", "/forms/sheets/{case}.pdf", REPORTER, RECEIVER, IT)));
        rows.addAll(List.of(
                Row.row("notice under way", "/cases/{case}", removalReaders),
                Row.row("notice under way", "/api/cases/{case}", removalReaders),
                Row.row("notice under way", "/cases/{case}/files/{file}", removalReaders),
                Row.row("notice under way", "/cases/{case}/letters/{letter}", COMMUNICATIONS, COLLEGE_OFFICERS.get(0), COLLEGE_OFFICERS.get(1), COLLEGE_OFFICERS.get(2), SUBJECT),
                Row.row("notice under way", "/forms/sheets/{case}.pdf"),
                Row.row("notice under way", "/forms/post-removal/answer-notice?taskId={task}", SUBJECT),
                Row.row("notice under way", API + "/task/{task}", SUBJECT),
                Row.row("notice under way", "/requests/{case}", REPORTER),
                Row.row("referral under way", "/cases/{case}", HR),
                Row.row("referral under way", "/api/cases/{case}", HR),
                Row.row("referral under way", "/cases/{case}/files/{file}", HR),
                Row.row("referral under way", "/forms/disciplinary-referral/screen-for-disclosure?taskId={task}", HR),
                Row.row("referral under way", API + "/task/{task}", HR),
                Row.row("referral under way", "/requests/{case}", RECEIVER)));
        rows.addAll(List.of(
                Row.row("hearing under way", "/cases/{case}", HR),
                Row.row("hearing under way", "/api/cases/{case}", HR),
                Row.row("hearing under way", "/cases/{case}/files/{file}", HR, HEARING_MANAGER),
                Row.row("hearing under way", "/cases/{case}/letters/{letter}", HR, HEARING_MANAGER, SUBJECT),
                Row.row("hearing under way", "/forms/sheets/{case}.pdf", HEARING_MANAGER),
                Row.row("hearing under way", "/forms/disciplinary-referral/hold-hearing?taskId={task}", HEARING_MANAGER),
                Row.row("hearing under way", API + "/task/{task}", HEARING_MANAGER),
                Row.row("hearing under way", API + "/task/{task}/variables"),
                Row.row("hearing under way", API + "/history/task?processInstanceBusinessKey={case}"),
                Row.row("hearing under way", API + "/process-instance?businessKey={case}"),
                Row.row("hearing under way", "/requests/{case}", RECEIVER),
                Row.row("hearing under way", "/requests/{case}/diagram.bpmn"),
                Row.row("hearing under way", "/requests/{case}/sheet.pdf"),
                Row.row("notice under way", API + "/task/{task}/variables"),
                Row.row("notice under way", "/requests/{case}/diagram.bpmn"),
                Row.row("group under way", "/requests/{case}", REPORTER),
                Row.row("group under way", "/requests/{case}/diagram.bpmn", REPORTER),
                Row.row("group under way", "/requests/{case}/sheet.pdf", REPORTER),
                Row.row("group under way", "/cases/{case}", REPORTER),
                Row.row("group under way", "/api/cases/{case}", REPORTER),
                Row.row("group under way", "/forms/sheets/{case}.pdf", REPORTER, COLLEGE_OFFICERS.get(0)),
                Row.row("group under way", "/forms/group-approval/authorise-group?taskId={task}", COLLEGE_OFFICERS.get(0)),
                Row.row("group under way", API + "/task/{task}", COLLEGE_OFFICERS.get(0)),
                Row.row("group under way", API + "/task/{task}/variables")));
        String[] answerForGroup = {REPORTER, SUBJECT, RECEIVER, COLLEGE_OFFICERS.get(0), RECORDS_OFFICER};
        String[] watchers = Stream.concat(COLLEGE_OFFICERS.stream(), Stream.of(RECORDS_OFFICER, DPO, IT)).toArray(String[]::new);
        String[] everybody = EVERYBODY.toArray(String[]::new);
        rows.addAll(List.of(
                Row.row("group", "/registers/groups", everybody),
                Row.row("group", "/api/groups", everybody),
                Row.row("group", "/registers/apps", everybody),
                Row.row("group", "/api/apps", everybody),
                Row.row("group", "/registers/groups/register.csv", watchers),
                Row.row("group", "/registers/groups/{case}", answerForGroup),
                Row.row("group", "/api/groups/{case}", answerForGroup),
                Row.row("group", "/records/holds/new?group={case}", RECORDS_OFFICER),
                Row.row("group", "/forms/group-life/attest-deletion?taskId={task}", REPORTER),
                Row.row("group", API + "/task/{task}", REPORTER),
                Row.row("group", API + "/task/{task}/variables"),
                Row.row("year of the group", "/cases/{case}", answerForGroup),
                Row.row("year of the group", "/api/cases/{case}", answerForGroup),
                Row.row("year of the group", "/cases/{case}/files/{file}", answerForGroup),
                Row.row("year of the group", "/requests/{case}"),
                Row.row("year of the group", "/records/{case}"),
                Row.row("group on hold", "/registers/groups/{case}", REPORTER, RECEIVER, COLLEGE_OFFICERS.get(0), RECORDS_OFFICER, DPO),
                Row.row("group on hold", "/api/groups/{case}", REPORTER, RECEIVER, COLLEGE_OFFICERS.get(0), RECORDS_OFFICER, DPO)));
        rows.addAll(List.of(
                Row.row("breach", "/cases/{case}", breachReaders),
                Row.row("breach", "/api/cases/{case}", breachReaders),
                Row.row("breach", "/cases/{case}/files/{file}", breachReaders),
                Row.row("breach", "/breaches/register.csv", breachReaders),
                Row.row("breach", "/breaches/{case}", breachReaders),
                Row.row("breach", "/api/breaches/{case}", breachReaders),
                Row.row("breach", "/requests/{case}"),
                Row.row("breach", "/records/{case}"),
                Row.row("concern being judged", "/cases/{case}", RECEIVER),
                Row.row("concern being judged", "/requests/{case}", REPORTER),
                Row.row("concern being judged", "/forms/sheets/{case}.pdf"),
                Row.row("judgement under way", "/cases/{case}", WHISTLEBLOWING_OFFICER),
                Row.row("judgement under way", "/api/cases/{case}", WHISTLEBLOWING_OFFICER),
                Row.row("judgement under way", "/cases/{case}/files/{file}", WHISTLEBLOWING_OFFICER),
                Row.row("judgement under way", "/requests/{case}"),
                Row.row("judgement under way", "/forms/sheets/{case}.pdf"),
                Row.row("judgement under way", "/forms/protected-disclosure/judge-disclosure?taskId={task}", WHISTLEBLOWING_OFFICER),
                Row.row("judgement under way", API + "/task/{task}", WHISTLEBLOWING_OFFICER),
                Row.row("judgement under way", API + "/task/{task}/form", WHISTLEBLOWING_OFFICER),
                Row.row("disposal of a judgement", "/cases/{case}", WHISTLEBLOWING_OFFICER),
                Row.row("disposal of a judgement", "/api/cases/{case}", WHISTLEBLOWING_OFFICER),
                Row.row("disposal of a judgement", "/requests/{case}", WHISTLEBLOWING_OFFICER),
                Row.row("disposal of a judgement", "/requests/{case}/diagram.bpmn"),
                Row.row("disposal of a judgement", "/records/{case}"),
                Row.row("disposal of a judgement", "/forms/sheets/{case}.pdf", HEAD_OF_HOUSE),
                Row.row("disposal of a judgement", "/forms/record-disposal/confirm-disposal?taskId={task}", HEAD_OF_HOUSE),
                Row.row("disposal of a judgement", API + "/task/{task}", HEAD_OF_HOUSE),
                Row.row("disposal of a judgement", API + "/process-instance?businessKey={case}"),
                Row.row("judgement", "/records/disposal/chosen?id={case}", WHISTLEBLOWING_OFFICER),
                Row.row("concern under way", "/cases/{case}"),
                Row.row("concern under way", "/api/cases/{case}"),
                Row.row("concern under way", "/cases/{case}/files/{file}", RECEIVER),
                Row.row("concern under way", "/requests/{case}", REPORTER),
                Row.row("concern under way", "/requests/{case}/diagram.bpmn"),
                Row.row("concern under way", "/requests/{case}/sheet.pdf"),
                Row.row("concern under way", "/forms/sheets/{case}.pdf", RECEIVER),
                Row.row("concern under way", "/forms/concern-intake/screen-for-disclosure?taskId={task}", RECEIVER),
                Row.row("concern under way", "/forms/files/{file}", REPORTER),
                Row.row("concern under way", API + "/task/{task}", RECEIVER),
                Row.row("concern under way", API + "/task/{task}/form", RECEIVER),
                Row.row("concern under way", API + "/task/{task}/identity-links", RECEIVER),
                Row.row("concern under way", API + "/task/{task}/variables"),
                Row.row("concern under way", API + "/task/{task}/form-variables"),
                Row.row("concern under way", API + "/task/{task}/comment"),
                Row.row("concern under way", API + "/task/{task}/attachment"),
                Row.row("concern under way", API + "/history/task?processInstanceBusinessKey={case}"),
                Row.row("concern under way", API + "/process-instance?businessKey={case}")));
        return rows.stream();
    }

    /** A case that has ended: its reader, the one who sees its state, and the desk that knows that there is a record. */
    private static void closed(List<Row> rows, String of, String starter, String desk, String... reader) {
        String[] knows = Stream.concat(Stream.of(reader), Stream.ofNullable(desk)).toArray(String[]::new);
        String[] asked = Stream.ofNullable(starter).toArray(String[]::new);
        rows.addAll(List.of(
                Row.row(of, "/cases/{case}", reader),
                Row.row(of, "/api/cases/{case}", reader),
                Row.row(of, "/records/{case}", knows),
                Row.row(of, "/records/{case}/record.pdf", reader),
                Row.row(of, "/records/{case}/record.json", reader),
                Row.row(of, "/records/{case}/release", desk == null ? new String[0] : knows),
                Row.row(of, "/api/records/{case}", knows),
                Row.row(of, "/api/records/{case}/record.pdf", reader),
                Row.row(of, "/api/records/{case}/record.json", reader),
                Row.row(of, "/requests/{case}", asked),
                Row.row(of, "/requests/{case}/diagram.bpmn"),
                Row.row(of, "/requests/{case}/sheet.pdf"),
                Row.row(of, "/forms/sheets/{case}.pdf")));
        if (starter != null) {
            rows.add(Row.row(of, "/cases/{case}/files/{file}", reader));
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void theyAndNobodyElse(Row row) {
        Played one = Optional.ofNullable(living.get(row.of())).orElseGet(() -> played.get(row.of()));
        String address = row.address().replace("{case}", one.caseId()).replace("{task}", one.taskId()).replace("{file}", one.fileId()).replace("{letter}", one.letterId());
        String missing = row.address().replace("{case}", one.caseId().replaceAll("\\d{6}$", "999999")).replace("{task}", "00000000-0000-0000-0000-000000000000")
                .replace("{file}", "00000000-0000-0000-0000-000000000000").replace("{letter}", "00000000-0000-0000-0000-000000000000");
        var soft = new SoftAssertions();
        for (String userId : EVERYBODY) {
            HttpResponse<String> answer = browsers.get(userId).get(address);
            if (row.allowed().contains(userId)) {
                soft.assertThat(answer.statusCode()).as("%s may see %s of the %s", userId, row.address(), row.of()).isEqualTo(200);
            } else {
                soft.assertThat(answer.statusCode()).as("%s must not see %s of the %s", userId, row.address(), row.of()).isIn(403, 404);
                soft.assertThat(answer.body()).as("what %s sees at %s of the %s", userId, row.address(), row.of()).doesNotContain(SECRET);
                if (!row.address().startsWith("/camunda")) {
                    soft.assertThat(answer.statusCode()).as("the same answer as to a case that is not there").isEqualTo(browsers.get(userId).get(missing).statusCode());
                }
            }
        }
        soft.assertAll();
    }

    @Test
    void whoeverIsNotSignedInReadsNothingOfGroups() {
        Browser nobody = new Browser(port);
        String groupId = living.get("group").caseId();
        for (String address : List.of("/registers/groups", "/registers/groups/register.csv", "/registers/groups/" + groupId, "/registers/groups/attest", "/registers/apps", "/registers/apps.csv",
                "/api/groups", "/api/groups/" + groupId, "/api/apps", "/cases/" + played.get("conversation").caseId())) {
            HttpResponse<String> answer = nobody.get(address);
            assertThat(answer.statusCode()).as(address).isIn(302, 401);
            assertThat(answer.body()).as(address).doesNotContain("of the table", groupId);
        }
    }

    @Test
    void nobodyAttestsForAnothersGroupOrAsksForAnythingInIt() {
        Played group = living.get("group");
        List<Duty> before = lives.dutiesOf(group.caseId());
        for (String userId : EVERYBODY) {
            if (!userId.equals(REPORTER)) {
                Browser browser = browsers.get(userId);
                browser.form("/registers/groups/attest", Map.of("_csrf", browser.token("/"), "task", group.taskId()));
                assertThat(browser.get("/registers/groups/attest").body()).as(userId).contains("not yours to attest").doesNotContain("Attested for");
                if (!List.of(SUBJECT, RECEIVER, COLLEGE_OFFICERS.get(0)).contains(userId)) {
                    browser.form("/registers/groups/" + group.caseId() + "/ask", Map.of("_csrf", browser.token("/"), "kind", "CLOSING"));
                }
            }
        }
        assertThat(lives.dutiesOf(group.caseId())).isEqualTo(before);
        assertThat(cases.openTasksOf(played.get("year of the group").caseId())).extracting(Cases.Waiting::task).containsExactly("attestDeletion");
    }

    @Test
    void aGroupsPageLeadsToItsTransfersThoseAloneWhoMayReadThem() {
        String page = "/registers/groups/" + living.get("group").caseId();
        String record = "href=\"/records/" + played.get("conversation").caseId() + "\"";
        for (String userId : List.of(REPORTER, SUBJECT)) {
            assertThat(browsers.get(userId).get(page).body()).as(userId).contains(record);
        }
        for (String userId : List.of(RECEIVER, COLLEGE_OFFICERS.get(0), RECORDS_OFFICER)) {
            assertThat(browsers.get(userId).get(page).body()).as(userId).contains(played.get("conversation").caseId()).doesNotContain(record);
        }
    }

    @Test
    void whyAGroupIsOnHoldIsForTheDeskAndDataProtectionAlone() {
        String page = "/registers/groups/" + living.get("group on hold").caseId();
        for (String userId : List.of(REPORTER, RECEIVER, COLLEGE_OFFICERS.get(0))) {
            assertThat(browsers.get(userId).get(page).body()).as(userId).contains("keep everything,").doesNotContain(HELD_BECAUSE);
        }
        for (String userId : List.of(RECORDS_OFFICER, DPO)) {
            assertThat(browsers.get(userId).get(page).body()).as(userId).contains(HELD_BECAUSE);
        }
    }

    @Test
    void theDeskReadsNothingOfARestrictedRecord() {
        Played one = played.get("advised concern");
        Browser desk = browsers.get(RECORDS_OFFICER);
        for (String address : List.of("/records/" + one.caseId(), "/api/records/" + one.caseId(), "/records", "/api/records?limit=200")) {
            assertThat(desk.get(address).body()).as(address).contains(one.caseId()).doesNotContain("Advised", "Applegarth", "Birdwhistle", SECRET);
        }
        String subject = people.byUserId(SUBJECT).orElseThrow().personId();
        assertThat(Stream.of("/api/records?person=" + subject, "/api/records?outcome=Advised", "/api/records?q=otter", "/records?person=" + SUBJECT,
                "/records?outcome=Advised", "/records?q=otter"))
                .allSatisfy(address -> assertThat(desk.get(address).body()).as(address).doesNotContain(one.caseId()));
    }

    @Test
    void listsShowNothingOfWhatIsInACaseAndJudgementsToTheirOfficerAlone() {
        List<String> judgements = List.of(played.get("judgement").caseId(), played.get("judgement under way").caseId());
        Map<String, Set<String>> mayKnowOf = new LinkedHashMap<>(Map.of(
                "advised concern", Set.of(REPORTER, RECEIVER, RECORDS_OFFICER),
                "stopped concern", Set.of(REPORTER, RECEIVER, RECORDS_OFFICER),
                "concern being judged", Set.of(REPORTER, RECEIVER),
                "concern under way", Set.of(REPORTER, RECEIVER),
                "removal", with(Set.of(REPORTER, RECORDS_OFFICER, COMMUNICATIONS), COLLEGE_OFFICERS),
                "notice under way", with(Set.of(REPORTER, SUBJECT, COMMUNICATIONS), COLLEGE_OFFICERS),
                "referral", Set.of(RECEIVER, RECORDS_OFFICER, HR),
                "referral under way", Set.of(RECEIVER, HR),
                "hearing under way", Set.of(RECEIVER, HR, IT, HEARING_MANAGER, SUBJECT),
                "concern that became a breach", Set.of(REPORTER, DPO, RECORDS_OFFICER)));
        mayKnowOf.put("disposal of a judgement", Set.of(WHISTLEBLOWING_OFFICER, HEAD_OF_HOUSE));
        var soft = new SoftAssertions();
        for (String userId : EVERYBODY) {
            for (String address : List.of("/", "/requests", "/api/requests?limit=200", "/cases", "/api/cases?limit=200", "/records", "/api/records?limit=200", "/records/disposal", "/records/figures", "/breaches", "/breaches/register", "/operations",
                    "/people", "/registers/groups", API + "/task?maxResults=200", API + "/filter?maxResults=50", API + "/process-definition?maxResults=50")) {
                String body = browsers.get(userId).get(address).body();
                soft.assertThat(body.contains(SECRET)).as("%s at %s", userId, address).isFalse();
                if (!userId.equals(WHISTLEBLOWING_OFFICER)) {
                    judgements.forEach(id -> soft.assertThat(body.contains(id)).as("%s knows at %s of %s", userId, address, id).isFalse());
                }
                mayKnowOf.forEach((name, knowing) -> {
                    if (!knowing.contains(userId)) {
                        soft.assertThat(body.contains(played.get(name).caseId())).as("%s knows at %s of the %s", userId, address, name).isFalse();
                    }
                });
            }
        }
        soft.assertAll();
    }

    @Test
    void theListOfCasesHoldsWhatOneMayReadAndNothingElse() {
        var soft = new SoftAssertions();
        for (String userId : EVERYBODY) {
            Browser browser = browsers.get(userId);
            List<String> read = confidential().map(Played::caseId).filter(id -> browser.get("/cases/" + id).statusCode() == 200).toList();
            for (String address : List.of("/cases", "/api/cases?limit=200")) {
                String body = browser.get(address).body();
                soft.assertThat(played.values().stream().map(Played::caseId).filter(body::contains)).as("%s at %s", userId, address).isEqualTo(read);
            }
            soft.assertThat(browser.get("/").body().contains("href=\"/cases\"")).as("%s is led to cases", userId).isEqualTo(!read.isEmpty());
            for (Played other : confidential().toList()) {
                if (!read.contains(other.caseId())) {
                    soft.assertThat(browser.get("/api/cases?before=" + other.caseId()).body()).as("%s pages by %s", userId, other.caseId())
                            .isEqualTo(browser.get("/api/cases?before=PR-2026-999999").body());
                }
            }
        }
        soft.assertAll();
    }

    private Stream<Played> confidential() {
        return played.values().stream().filter(one -> cases.find(one.caseId()).orElseThrow().confidential());
    }

    @Test
    void nobodyButAReaderTakesAFileAway() {
        for (String name : List.of("advised concern", "notice under way", "hearing under way", "judgement under way")) {
            Played one = played.get(name);
            for (String userId : EVERYBODY) {
                if (browsers.get(userId).get("/cases/" + one.caseId()).statusCode() != 200) {
                    for (String what : List.of("quarantine", "destroy")) {
                        assertThat(browsers.get(userId).form("/cases/" + one.caseId() + "/files/" + one.fileId() + "/" + what, Map.of("_csrf", browsers.get(userId).token("/"), "reason", "I do not like it")).statusCode())
                                .as("%s may not %s a file of the %s", userId, what, name).isEqualTo(404);
                    }
                }
            }
            assertThat(attachments.find(one.fileId()).orElseThrow().isReadable()).as(name).isTrue();
        }
    }

    @Test
    void theListOfCasesIsFilteredAndPagedByKey() {
        Browser officer = browsers.get(COLLEGE_OFFICERS.get(0));
        assertThat(officer.get("/cases?flow=post-removal&state=open").body()).contains(played.get("notice under way").caseId(), ">Answer<", "Basil Birdwhistle")
                .doesNotContain(played.get("removal").caseId(), played.get("breach").caseId());
        assertThat(officer.get("/cases?flow=post-removal&state=ended").body()).contains(played.get("removal").caseId(), "No further action")
                .doesNotContain(played.get("notice under way").caseId());
        String newest = officer.get("/api/cases?flow=post-removal&limit=1").body();
        assertThat(newest).contains(played.get("notice under way").caseId(), "\"next\":\"").doesNotContain(played.get("removal").caseId());
        assertThat(officer.get("/api/cases?flow=post-removal&limit=1&before=" + played.get("notice under way").caseId()).body())
                .contains(played.get("removal").caseId()).doesNotContain(played.get("notice under way").caseId(), played.get("breach").caseId());
        assertThat(officer.get("/cases?flow=nonsense&state=nonsense").statusCode()).isEqualTo(200);
    }

    private static Set<String> with(Set<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }

    @Test
    void theReporterReadsStatusWordsAndTheAnswerAlone() {
        Browser reporter = browsers.get(REPORTER);
        assertThat(reporter.get("/requests/" + played.get("advised concern").caseId()).body()).contains("Dealt with", "Thank you; this has been looked at.")
                .doesNotContain("Advised", "Clementine", "We know", SECRET);
        assertThat(reporter.get("/requests/" + played.get("stopped concern").caseId()).body()).contains("Dealt with").doesNotContain("further action is taken because", "isclosure");
        assertThat(reporter.get("/requests/" + played.get("concern that became a breach").caseId()).body()).contains("Dealt with").doesNotContain("breach");
        assertThat(reporter.get("/api/requests?limit=200").body()).doesNotContain("Advised", "Passed on", "No further action");
    }

    @Test
    void noticesNameTheCaseAndTheVerbAlone() {
        for (String userId : EVERYBODY) {
            assertThat(notices.of(people.byUserId(userId).orElseThrow().personId(), 200)).allSatisfy(told -> {
                assertThat(told.notice().subject() + told.notice().text()).doesNotContain(SECRET, "Birdwhistle", "Applegarth");
                if (!userId.equals(WHISTLEBLOWING_OFFICER)) {
                    assertThat(told.notice().subject() + told.notice().text()).doesNotContain("PD-");
                }
            });
        }
        List<String> ours = played.values().stream().map(Played::caseId).toList();
        assertThat(notices.of(people.byUserId(SUBJECT).orElseThrow().personId(), 200)).as("told to the person it is about")
                .filteredOn(told -> ours.contains(told.notice().caseId())).isNotEmpty().allSatisfy(told -> assertThat(told.notice().caseId()).isIn(played.get("notice under way").caseId(), played.get("hearing under way").caseId()));
    }

    @Test
    void theAuthorOfAPostNeverSeesWhoReportedIt() {
        Played one = played.get("notice under way");
        Browser author = browsers.get(SUBJECT);
        assertThat(author.get("/forms/post-removal/answer-notice?taskId=" + one.taskId()).body()).contains(one.caseId()).doesNotContain("Applegarth", REPORTER, "Horatio");
        assertThat(author.get(API + "/task/" + one.taskId()).body() + author.get(API + "/task/" + one.taskId() + "/identity-links").body()).doesNotContain(REPORTER);
        assertThat(Judges.textOf(letters.pdf(one.letterId()))).contains("Birdwhistle").doesNotContain("Applegarth");
    }

    @Test
    void theStoppedConcernSaysNothingOfItsJudgementToItsReader() {
        Played one = played.get("stopped concern");
        for (String address : List.of("/cases/" + one.caseId(), "/api/cases/" + one.caseId(), "/records/" + one.caseId(), "/api/records/" + one.caseId())) {
            assertThat(browsers.get(RECEIVER).get(address).body()).as(address).contains(one.caseId()).doesNotContain("PD-", "rotected disclosure", "histleblow", "Ottoline");
        }
    }

    @Test
    void neitherTheLogNorTheLedgerNamesAnybody() {
        assertThat(said).doesNotContain(SECRET, "Birdwhistle", "Applegarth", SUBJECT, REPORTER);
        assertThat(ledger.check().intact()).isTrue();
        assertThat(ledger.check().words()).as("what verify-ledger says").doesNotContain("Birdwhistle", "Applegarth", SUBJECT, REPORTER);
        for (String table : List.of("cs_ledger", "cs_ledger_payload", "cs_access_log")) {
            assertThat(jdbc.sql("select * from " + table).query().listOfRows().toString()).as(table).doesNotContain(SECRET, "Birdwhistle", "Applegarth");
        }
    }
}
