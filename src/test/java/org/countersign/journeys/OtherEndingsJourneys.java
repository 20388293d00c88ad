package org.countersign.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.journeys.Visitor.ADA;
import static org.countersign.journeys.Visitor.BASIL;
import static org.countersign.journeys.Visitor.CLEMENTINE;
import static org.countersign.journeys.Visitor.DESMOND;
import static org.countersign.journeys.Visitor.NOEL;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.time.ZoneId;
import org.countersign.journeys.Browsers.FrontDoor;
import org.countersign.records.Judges;
import org.junit.jupiter.api.Test;

/** The ways an application goes that nobody hoped for, and what each leaves. */
@Journey
class OtherEndingsJourneys {

    @Test
    void whatIsReturnedIsCorrectedAndSignedAgain(FrontDoor door) {
        Visitor ada = door.signIn(ADA);
        apply(ada, "Kit orders");
        Visitor clementine = door.signIn(CLEMENTINE);
        clementine.task("Kit orders").decide("RETURN").fill("comment", "Say who the members are.").sign("Clementine Crabtree").completes();

        TasklistForm correction = ada.task("Kit orders").sees("Say who the members are.").looksRight("form-correct-application");
        assertThat(correction.form().locator("#groupName")).hasValue("Kit orders");
        assertThat(correction.form().locator("#purpose")).hasValue("To settle things on the towpath.");
        assertThat(correction.form().locator("#intent")).not().isChecked();
        correction.fill("members", "The eight coaches of the boathouse").sign("Ada Applegarth").completes();

        clementine.task("Kit orders").sees("The eight coaches of the boathouse").decide("APPROVE").sign("Clementine Crabtree").completes();
        door.signIn(DESMOND).task("Kit orders").decide("APPROVE").sign("Desmond Dovecote").completes();
        byte[] pdf = ada.requestSays("Kit orders", "Authorised").follow("Open the record").download("Download the PDF");
        Judges.assertPdfA3a(pdf);
        assertThat(Judges.textOf(pdf)).contains("Say who the members are.", "The eight coaches of the boathouse");
    }

    @Test
    void aRefusalNeedsReasonsAndLeavesARecord(FrontDoor door) {
        Visitor ada = door.signIn(ADA);
        apply(ada, "Gossip");
        Visitor phone = door.visitor(390, 844).signIn(CLEMENTINE);
        phone.task("Gossip").decide("REFUSE").sign("Clementine Crabtree").isRefused().sees("Give your reasons for refusing")
                .fill("comment", "There is no work purpose.").completes();
        byte[] pdf = ada.requestSays("Gossip", "Refused").looksRight("request-refused").follow("Open the record").download("Download the PDF");
        Judges.assertPdfA3a(pdf);
        assertThat(Judges.textOf(pdf)).contains("Refused", "There is no work purpose.");
        ada.open("/registers/groups").doesNotSee("Gossip");
    }

    @Test
    void whatIsWithdrawnWaitsForNobodyAndLeavesARecord(FrontDoor door) {
        Visitor ada = door.signIn(ADA);
        apply(ada, "Second thoughts");
        Visitor clementine = door.signIn(CLEMENTINE);
        clementine.task("Second thoughts");

        ada.requestSays("Second thoughts", "Waiting for the first line manager").looksRight("request-open")
                .follow("Withdraw…").looksRight("withdraw").press("Withdraw the request").sees("Why do you withdraw it?")
                .fill("Why do you withdraw it?", "The rota system does it now.").press("Withdraw the request");
        ada.requestSays("Second thoughts", "Withdrawn").waitsFor(ada.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open the record")));
        byte[] pdf = ada.follow("Open the record").download("Download the PDF");
        Judges.assertPdfA3a(pdf);
        assertThat(Judges.textOf(pdf)).contains("Withdrawn", "The rota system does it now.");
        clementine.open("/");
        assertThat(clementine.waiting("Second thoughts")).hasCount(0);
        clementine.sees("No longer needed: Approve WhatsApp group 'Second thoughts'");
    }

    @Test
    void anAssistantWhoDeclinesSendsItBack(FrontDoor door) {
        Visitor ada = door.signIn(ADA);
        ada.startApplication().application("Early crew", "To say who brings the cox.").fill("assistant", "Basil Birdwhistle (basil.birdwhistle)")
                .sign("Ada Applegarth").completes();
        door.signIn(BASIL).task("Early crew").decide("DECLINE").sign("Basil Birdwhistle").isRefused().sees("Say why you decline")
                .fill("comment", "I am away all term.").completes();
        ada.task("Early crew").sees("I am away all term.").fill("assistant", "").sign("Ada Applegarth").completes();
        door.signIn(CLEMENTINE).task("Early crew").sees("None");
    }

    @Test
    void aDeputyActsVisiblyForWhoeverIsAway(FrontDoor door) {
        String today = LocalDate.now(ZoneId.of("Europe/London")).toString();
        Visitor clementine = door.signIn(CLEMENTINE).open("/absence");
        clementine.fill("Name a deputy", "noel.nightjar").press("Save").sees("Noël Nightjar");
        clementine.fill("First day away", today).fill("Last day away", today).press("Enter").sees("You are away today").looksRight("away");
        try {
            Visitor ada = door.signIn(ADA);
            apply(ada, "Holiday cover");
            Visitor noel = door.signIn(NOEL);
            noel.task("Holiday cover").sees("You act for Clementine Crabtree").looksRight("form-of-a-deputy");
            noel.open("/").sees("for Clementine Crabtree");
            noel.task("Holiday cover").decide("APPROVE").sign("Noël Nightjar").completes();
            door.signIn(DESMOND).task("Holiday cover").sees("for Clementine Crabtree").decide("APPROVE").sign("Desmond Dovecote").completes();
            byte[] pdf = ada.requestSays("Holiday cover", "Authorised").follow("Open the record").download("Download the PDF");
            assertThat(Judges.textOf(pdf).replaceAll("\\s+", " ")).contains("Noël Nightjar").containsPattern("(for|in place of) Clementine Crabtree");
        } finally {
            clementine.open("/absence").press("Back today").press("Have no deputy");
        }
    }

    private static void apply(Visitor ada, String groupName) {
        ada.startApplication().application(groupName, "To settle things on the towpath.").sign("Ada Applegarth").completes();
    }
}
