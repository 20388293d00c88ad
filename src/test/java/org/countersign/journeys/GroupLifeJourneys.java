package org.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.journeys.Visitor.ADA;
import static org.countersign.journeys.Visitor.BASIL;
import static org.countersign.journeys.Visitor.CLEMENTINE;
import static org.countersign.journeys.Visitor.DESMOND;
import static org.countersign.journeys.Visitor.FERGUS;
import static org.countersign.journeys.Visitor.GRETA;
import static org.countersign.journeys.Visitor.IMOGEN;
import static org.countersign.journeys.Visitor.MABEL;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.countersign.grouplife.Duty;
import org.countersign.grouplife.GroupLives;
import org.countersign.journeys.Browsers.FrontDoor;
import org.countersign.people.PeopleImport;
import org.countersign.records.Judges;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** A messaging group from its activation to its end, weeks of which pass here as fast as the test says; in an application of its own. */
@Journey
@TestPropertySource(properties = {"camunda.bpm.job-execution.wait-time-in-millis=200", "camunda.bpm.job-execution.max-wait=500", "countersign.group-life.every=500ms"})
@DirtiesContext
class GroupLifeJourneys {

    private static final String NAME = "Towpath rota";
    private static final String APP = "Otter Post";

    @Autowired
    Groups groups;
    @Autowired
    GroupLives lives;
    @Autowired
    PeopleImport directory;

    /** No test turns the clock back: what is kept is kept in order. */
    @AfterAll
    static void theRealTimeAgain() {
        ClockUtil.reset();
    }

    @Test
    void aGroupLivesAndEnds(FrontDoor door) throws Exception {
        Visitor ada = door.signIn(ADA);
        Visitor clementine = door.signIn(CLEMENTINE);
        ada.start("Approval of an app").fill("name", APP).fill("maker", "Otter Software").fill("whatFor", "To reach the crew.").completes();
        clementine.task("Review the terms of " + APP).everyPointYes().fill("provider", "Otter Software, Norway").fill("version", "May 2026").fill("readOn", today())
                .pick("verdict", "WITH_CONDITIONS").fill("conditions", "Only the business version.").fill("reasons", "Short and plain.").sign("Clementine Crabtree").completes();
        door.signIn(FERGUS).task("Review the security of " + APP).everyPointYes().pick("verdict", "SUITABLE").fill("reasons", "Tried out.").sign("Fergus Foxglove").completes();
        ada.requestSays(APP, "Suitable with conditions");

        ada.startApplication().application(NAME, "To swap shifts.", APP).sign("Ada Applegarth").completes();
        clementine.task(NAME).decide("APPROVE").sign("Clementine Crabtree").completes();
        door.signIn(DESMOND).task(NAME).decide("APPROVE").sign("Desmond Dovecote").completes();

        ada.task("Confirm the activation: " + APP + " group '" + NAME).sees("Only the business version.").looksRight("form-confirm-activation").tickAll()
                .fill("members", "ada.applegarth\nBasil Birdwhistle\nmabel.marmalade\nNobody Known").isRefused().sees("The directory knows nobody called: Nobody Known")
                .fill("members", "ada.applegarth\nBasil Birdwhistle\nmabel.marmalade").completes();
        Group group = groups.all().stream().filter(one -> one.name().equals(NAME)).findFirst().orElseThrow();
        String page = "/registers/groups/" + group.groupId();
        ada.open(page).sees("Active").sees("3 now");

        comes(lives.dutiesOf(group.groupId()).stream().filter(one -> one.kind() == Duty.Kind.ATTESTATION).findFirst().orElseThrow().askAt());
        ada.open("/registers/groups/attest").waitsFor(ada.page().getByText(NAME)).looksRight("groups-attest").press("I attest").sees("Attested for one group");

        comes(open(group, Duty.State.TO_COME, Duty.Kind.ATTESTATION).askAt());
        ada.open(page).waitsFor(inToDo(ada, "Attest transfer and deletion"));
        Duty missed = open(group, Duty.State.OPEN, Duty.Kind.ATTESTATION);
        comes(missed.managerAt());
        ada.open(page).waitsFor(ada.page().getByText("with Ada Applegarth, Clementine Crabtree"));
        comes(missed.suspendAt());
        ada.open(page).waitsFor(ada.page().getByText("Suspended").first()).looksRight("group-suspended");
        clementine.task("Restore the group").looksRight("form-restore-group").fill("agreed", "Basil covers.").tickAll().isRefused().sees("still to be done by the administrator");
        ada.open("/registers/groups/attest").press("I attest").sees("Attested for one group");
        clementine.task("Restore the group").fill("agreed", "Basil covers.").tickAll().completes();
        ada.open(page).sees("Active");

        door.signIn(MABEL).start("Breach of personal data").fill("whatHappened", "A stranger reads the group.").choose("group", NAME).completes();
        ada.task("Keep everything").looksRight("form-keep-everything").tickAll().completes();
        ada.open(page).sees("A hold is on this group").doesNotSee("Breach").looksRight("group-held").doesNotSee("Close the group");
        Visitor greta = door.signIn(GRETA);
        greta.open(page).sees("Breach of personal data, case BE-");
        greta.task("Triage").claimIfShared().pick("verdict", "NEAR_MISS").fill("comment", "It was a colleague.").completes();
        ada.open(page).waitsFor(inToDo(ada, "Attest transfer and deletion")).doesNotSee("A hold is on this group");
        ada.task("Attest transfer and deletion").looksRight("form-attest-deletion").tickAll().completes();

        leaves(MABEL);
        ada.task("Remove who has left").looksRight("form-remove-leaver").sees("Mabel Marmalade").tickAll().completes();
        ada.open(page).sees("2 now").press("Change administrator").sees("The form is among the tasks");
        ada.task("Change the group").looksRight("form-change-group").pick("what", "ADMINISTRATOR").fill("person", "Basil Birdwhistle (basil.birdwhistle)")
                .fill("reason", "I move to the gardens.").completes();
        Visitor basil = door.signIn(BASIL);
        basil.task("Sign the declaration").pick("decision", "SIGN").sees("The conditions of Otter Post belong to it: Only the business version.").tickAll().sign("Basil Birdwhistle").looksRight("form-sign-as-administrator").completes();
        clementine.task("Agree to the change").pick("decision", "AGREE").sign("Clementine Crabtree").looksRight("form-agree-to-change").completes();

        basil.open(page).sees("Basil Birdwhistle").press("Close the group");
        basil.task("Close the group").looksRight("form-close-group").fill("reason", "The season is over.").pick("moved", "true").pick("deleted", "true").sign("Basil Birdwhistle").completes();
        basil.open(page).waitsFor(basil.page().getByText("Closing record")).looksRight("group-closed");
        byte[] pdf = door.signIn(IMOGEN).open("/records/" + lives.yearOf(group.groupId()).orElseThrow().caseId()).download("Download");
        Judges.assertPdfA3a(pdf);
        Judges.assertPdfUa1(pdf);
        assertThat(Judges.textOf(pdf).replaceAll("\\s+", " ")).contains("Closed", "Restored the group", "Basil Birdwhistle", "The season is over.");
        Visitor imogen = door.signIn(IMOGEN);
        imogen.open("/registers/groups").looksRight("groups-register");
    }

    private Duty open(Group group, Duty.State state, Duty.Kind kind) {
        return lives.dutiesOf(group.groupId()).stream().filter(one -> one.kind() == kind && one.state() == state).reduce((earlier, later) -> later).orElseThrow();
    }

    private static Locator inToDo(Visitor visitor, String words) {
        return visitor.page().locator("section[aria-labelledby=todo]", new Page.LocatorOptions().setHasText(words));
    }

    private static String today() {
        return LocalDate.now(ZoneId.of("Europe/London")).toString();
    }

    private void comes(Instant at) {
        ClockUtil.offset(Duration.between(Instant.now(), at.plus(Duration.ofMinutes(1))).toMillis());
    }

    /** The people's file comes in again, without her. */
    private void leaves(String userId) throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/demo/people.csv")) {
            String left = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.contains("," + userId + ",")).collect(Collectors.joining("\n"));
            directory.read(new ByteArrayInputStream(left.getBytes(StandardCharsets.UTF_8)), "people.csv", null);
        }
    }
}
