package org.countersign.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.countersign.Demonstration;
import org.countersign.answers.Attachments;
import org.countersign.answers.Attachments.Attachment;
import org.countersign.engine.Cases;
import org.countersign.engine.Flow;
import org.countersign.engine.Forms;
import org.countersign.engine.Player;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.Archive;
import org.countersign.records.Judges;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A removal that was required and not done, as those see it who deal with the referral it becomes; and as the author sees it. */
@Demonstration
@Tag("database")
class RemovalBecomesReferralTests {

    private static final String REPORTER = "ada.applegarth";
    private static final String AUTHOR = "basil.birdwhistle";
    private static final String COMMUNICATIONS = "jasper.juniper";
    private static final String OFFICER = "horatio.hazelnut";
    private static final String HR = "keziah.kingfisher";
    private static final String INVESTIGATOR = "fergus.foxglove";

    private static final byte[] SEEN = "He calls the porters thieves.".getBytes(StandardCharsets.UTF_8);

    @Autowired
    List<Flow> flows;
    @Autowired
    Forms forms;
    @Autowired
    People people;
    @Autowired
    ProcessEngine engine;
    @Autowired
    ObjectMapper json;
    @Autowired
    Cases cases;
    @Autowired
    CaseFile file;
    @Autowired
    Letters letters;
    @Autowired
    Attachments attachments;
    @Autowired
    Archive archive;
    @Autowired
    JdbcClient jdbc;

    private Player removal;
    private Player referral;
    private String removalId;
    private String referralId;
    private Attachment evidence;

    @BeforeEach
    void aRequiredRemovalIsNotDone() {
        removal = new Player("post-removal", flows, forms, people, engine, json);
        referral = new Player("disciplinary-referral", flows, forms, people, engine, json);
        evidence = attachments.upload("seen.txt", SEEN, person(REPORTER).personId());
        removalId = removal.starts(REPORTER, Map.ofEntries(Map.entry("showsIntimateOrChild", "NO"), Map.entry("kind", "POST"), Map.entry("platform", "Flutterby"),
                Map.entry("address", "https://flutterby.example/p/17"), Map.entry("description", "The porters are called thieves."), Map.entry("whose", "STAFF"), Map.entry("author", AUTHOR),
                Map.entry("aboutMe", "NO"), Map.entry("concernedName", "The porters"), Map.entry("standards", List.of("harassment")), Map.entry("urgent", "NO"),
                Map.entry("evidence", List.of(evidence.attachmentId()))));
        removal.does(COMMUNICATIONS, "preserveEvidence", Map.of("showsIntimateOrChild", "NO", "capturedAt", people.today() + "T00:01", "method", "A browser, signed out.", "stillThere", "YES",
                "evidence", List.of()));
        removal.does(COMMUNICATIONS, "screenForDisclosure", Map.of("worker", "NO", "facts", "NO", "publicInterest", "NO", "reasons", "An insult."));
        removal.does(COMMUNICATIONS, "assessPost", Map.ofEntries(Map.entry("urgent", "NO"), Map.entry("told", List.of()), Map.entry("lawful", "LAWFUL"), Map.entry("steps", List.of("TALK")),
                Map.entry("stepsReason", "Tried in vain."), Map.entry("content", "An insult"), Map.entry("tone", "Rough"), Map.entry("audience", "Public"), Map.entry("othersRights", "A good name"),
                Map.entry("disclaimer", "NO"), Map.entry("powerImbalance", "None"), Map.entry("leastIntrusive", "A request"), Map.entry("grounds", List.of("harassment")), Map.entry("rationale", "It is false.")));
        removal.does(OFFICER, "decideOnPost", Map.of("decision", "REQUIRE", "grounds", List.of("harassment"), "asked", "Remove it.", "doneBy", people.today().plusDays(2).toString(),
                "statementToo", false, "rationale", "It is false and names people."));
        removal.forward(Duration.ofDays(3));
        Job lastDay = engine.getManagementService().createJobQuery().activityId("deadlinePassed").singleResult();
        engine.getManagementService().executeJob(lastDay.getId());
        removal.runJobs();
        removal.does(COMMUNICATIONS, "verifyRemoval", Map.of("result", "STILL_THERE", "seenAt", removal.local(), "details", "It is there.", "evidence", List.of()));
        referralId = cases.startedFrom(removalId, "disciplinary-referral").orElseThrow().caseId();
    }

    @AfterEach
    void asItWas() {
        ClockUtil.reset();
        engine.getRuntimeService().createProcessInstanceQuery().list().forEach(open -> engine.getRuntimeService().deleteProcessInstance(open.getId(), "end of test", true, true, true));
    }

    @Test
    void theEvidenceArrivesUnchangedAndStandsInTheRecordOfTheReferral() {
        assertThat(file.of(person(HR), referralId)).as("until it is said whom it concerns, nobody reads it").isEmpty();
        completed();
        CaseFile.View view = file.of(person(HR), referralId).orElseThrow();
        assertThat(view.files()).singleElement().satisfies(one -> {
            assertThat(one.sha256()).isEqualTo(evidence.sha256()).isEqualTo(Attachments.sha256(SEEN));
            assertThat(file.content(file.file(person(HR), referralId, one.attachmentId()).orElseThrow())).isEqualTo(SEEN);
        });
        assertThat(view.related()).as("HR may not read the removal, so not even that it is there").isEmpty();
        assertThat(file.of(person(OFFICER), removalId).orElseThrow().related()).as("nor may the officer read the referral").isEmpty();

        referral.does(HR, "screenForDisclosure", Map.of("worker", "NO", "facts", "NO", "publicInterest", "NO", "reasons", "An insult."));
        referral.does(HR, "checkReferral", Map.of("verdict", "NO_CASE", "reasons", "He has apologised.", "measure", "NONE"));
        byte[] record = archive.pdf(referralId).orElseThrow();
        assertThat(Judges.fileInside(record, "attachment-1-seen.txt")).isEqualTo(SEEN);
        assertThat(Judges.textOf(record)).contains("A required removal was not done", "What was asked Remove it.", "It is there.", "seen.txt").doesNotContain("CHANGED", "Applegarth");
    }

    @Test
    void aFileChangedBetweenTheTwoCasesIsSaidToBeChanged() {
        completed();
        jdbc.sql("update cs_attachment set content = ? where attachment_id = ?").params("Something else".getBytes(StandardCharsets.UTF_8), evidence.attachmentId()).update();
        referral.does(HR, "screenForDisclosure", Map.of("worker", "NO", "facts", "NO", "publicInterest", "NO", "reasons", "An insult."));
        referral.does(HR, "checkReferral", Map.of("verdict", "NO_CASE", "reasons", "It cannot be relied on.", "measure", "NONE"));
        assertThat(Judges.textOf(archive.pdf(referralId).orElseThrow())).contains("CHANGED since it came: do not rely on it");
    }

    @Test
    void theAuthorLearnsNowhereWhoReportedIt() {
        completed();
        referral.does(HR, "screenForDisclosure", Map.of("worker", "NO", "facts", "NO", "publicInterest", "NO", "reasons", "An insult."));
        referral.does(HR, "checkReferral", Map.of("verdict", "FORMAL", "reasons", "It was required.", "measure", "NONE", "investigator", INVESTIGATOR));
        referral.does(INVESTIGATOR, "investigate", Map.of("showsIntimateOrChild", "NO", "steps", "Spoke to him, and to Ada Applegarth, who had reported it.", "account", "He was angry.",
                "findings", "He wrote it. Applegarth saw it first.", "evidence", List.of()));
        assertThat(referral.isRefused(HR, "decideCaseToAnswer", Map.of("caseToAnswer", "YES", "reasons", "Yes.", "hearingManager", OFFICER)))
                .as("the officer who required the removal does not hear it").containsOnlyKeys("hearingManager");
        referral.does(HR, "decideCaseToAnswer", Map.of("caseToAnswer", "NO", "reasons", "Ada was not sure that it was he."));

        assertThat(letters.of(referralId)).extracting(Letters.Letter::kind).containsExactly("subject-copy");
        assertThat(Judges.textOf(letters.pdf(letters.of(referralId).get(0).letterId()))).contains("Birdwhistle", "[name withheld]").doesNotContain("Applegarth", "Ada");
        assertThat(letters.of(removalId)).allSatisfy(letter -> assertThat(Judges.textOf(letters.pdf(letter.letterId()))).doesNotContain("Applegarth"));
        assertThat(List.of(removalId, referralId)).allSatisfy(id -> assertThat(file.of(person(AUTHOR), id)).isEmpty());
    }

    private void completed() {
        referral.does(COMMUNICATIONS, "completeReferral", Map.ofEntries(Map.entry("showsIntimateOrChild", "NO"), Map.entry("personType", "STAFF"), Map.entry("person", AUTHOR),
                Map.entry("allegations", List.of("harassment")), Map.entry("facts", "The post was to be removed and is still there."), Map.entry("occurredFrom", people.today().minusDays(3).toString()),
                Map.entry("severity", "SERIOUS"), Map.entry("deliberate", "DELIBERATE"), Map.entry("compromised", "NO"), Map.entry("risk", "NONE"), Map.entry("police", "NOT_TOLD"),
                Map.entry("evidence", List.of())));
    }

    private Person person(String userId) {
        return people.byUserId(userId).orElseThrow();
    }
}
