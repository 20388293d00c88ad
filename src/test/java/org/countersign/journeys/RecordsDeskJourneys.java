package org.countersign.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.journeys.Visitor.ADA;
import static org.countersign.journeys.Visitor.DESMOND;
import static org.countersign.journeys.Visitor.GRETA;
import static org.countersign.journeys.Visitor.IMOGEN;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.countersign.journeys.Browsers.FrontDoor;
import org.countersign.records.Judges;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records officers at their desk. */
@Journey
class RecordsDeskJourneys {

    @Autowired
    private JdbcClient jdbc;

    @Test
    void findsARecordHoldsItAndReleasesIt(FrontDoor door) {
        Visitor ada = door.signIn(ADA);
        String recordId = withdrawn(ada, "Zoë's crème brûlée");

        Visitor imogen = door.signIn(IMOGEN).open("/records").fill("Words or record id", "CREME zoe");
        imogen.press("Search").looksRight("records-found");
        imogen.follow("WhatsApp group 'Zoë's crème brûlée'").sees("From the ledger").sees("Put into the archive").looksRight("records-preview");
        assertThat(imogen.page().locator("tr[aria-current=true]")).hasCount(1);
        imogen.follow("Open and check it").sees("Checked just now").looksRight("record-on-the-desk");

        imogen.open("/records?q=creme").page().locator("#pick-" + recordId).check();
        imogen.choose("What", "Put under a hold").press("Go on").sees("will not be disposed of").looksRight("hold-new")
                .press("Place the hold").sees("Say why it is held").fill("Reason", "A claim about the pudding.").press("Place the hold")
                .sees("The hold is placed").looksRight("hold");
        String hold = imogen.page().locator("h1 .mono").innerText();
        imogen.open("/records/holds").sees(hold).looksRight("holds");
        imogen.open("/records?status=HELD").sees("crème brûlée");
        assertThat(imogen.page().locator("tbody .badge.wait").first()).hasText("Held");
        imogen.open("/records/" + recordId).sees("Held").sees("Put under a hold");

        imogen.open("/records?q=creme").page().locator("#pick-" + recordId).check();
        imogen.choose("What", "Change the retention class").press("Go on").looksRight("class-change");
        imogen.page().getByLabel("New class").selectOption("concern");
        imogen.press("Show what it does").sees("kept for longer").sees("held").looksRight("class-effects");

        imogen.open("/records/holds/" + hold).fill("Why is it no longer needed?", "Settled with cake.").press("Release the hold").sees("The hold is released")
                .looksRight("hold-released");
        imogen.open("/records?status=HELD").doesNotSee("crème brûlée");
    }

    @Test
    void disposesOfARecordWithTwoPeopleOnceItIsNoLongerHeld(FrontDoor door) {
        String recordId = withdrawn(door.signIn(ADA), "Skiff varnish");
        // Years later.
        jdbc.sql("update cs_record set trigger_on = ?, due_on = ? where record_id = ?").params(LocalDate.of(2020, 1, 1), LocalDate.of(2022, 1, 1), recordId).update();
        Visitor imogen = door.signIn(IMOGEN).open("/records/holds/new?id=" + recordId).fill("Reason", "A claim about varnish.").press("Place the hold").sees("The hold is placed");
        String hold = imogen.page().url();

        imogen.open("/records/disposal").page().locator("#due-" + recordId).check();
        imogen.press("Dispose of those chosen").sees("cannot be disposed of").looksRight("disposal-refused");
        assertThat(imogen.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Go on to the proposal"))).hasCount(0);
        imogen.open(hold).fill("Why is it no longer needed?", "Settled.").press("Release the hold").sees("The hold is released");

        imogen.open("/records/disposal").page().locator("#due-" + recordId).check();
        imogen.press("Dispose of those chosen").sees("One record can be").looksRight("disposal-chosen").press("Go on to the proposal");
        TasklistForm proposal = new TasklistForm(imogen);
        assertThat(proposal.form().locator("input[name=records][value='" + recordId + "']")).isChecked();
        proposal.pick("proposed", "DESTROY").fill("reason", "Its time is over.").sign("Imogen Inkwell").completes();
        Visitor desmond = door.signIn(DESMOND);
        TasklistForm second = desmond.task("Confirm the disposal").claimIfShared();
        second.pick("answer", "CONFIRM").sign("Desmond Dovecote").completes();

        imogen.open("/records/" + recordId).waitsFor(imogen.page().getByText("Disposed of"));
        imogen.looksRight("record-disposed");
        imogen.open("/records?flow=record-disposal").waitsFor(imogen.page().locator("tbody th a"));
        imogen.page().locator("tbody th a").first().click();
        imogen.page().waitForLoadState();
        byte[] certificate = imogen.download("PDF");
        Judges.assertPdfA3a(certificate);
        assertThat(Judges.textOf(certificate)).contains(recordId).doesNotContain("Skiff varnish", "Applegarth");
        imogen.open("/records/figures").looksRight("record-figures-later");
        imogen.open("/records/ledger").press("Verify").sees("all in place").looksRight("ledger");
        imogen.open("/verify").page().setInputFiles("#file", new FilePayload("certificate.pdf", "application/pdf", certificate));
        imogen.press("Check the file").sees("exactly as it was sealed");
    }

    @Test
    void listsWhatMentionsAPerson(FrontDoor door) {
        String recordId = withdrawn(door.signIn(ADA), "Punt polish");
        Visitor greta = door.signIn(GRETA).open("/").follow("Subject access").fill("Name or user id", "Ada Applegarth").press("List");
        greta.sees("What mentions Ada Applegarth").sees(recordId).sees("sealed off by law").looksRight("subject-access");
        assertThat(new String(greta.download("As CSV"), StandardCharsets.UTF_8)).contains(recordId, "Began it", "sealed off by law");
        greta.open("/records/people?person=nobody+at+all").sees("Whom do you mean?").looksRight("subject-access-unknown");
        assertThat(greta.page().request().get("/records").status()).isEqualTo(403);
    }

    @Test
    void everyPageOfTheDeskIsWithoutBarriersAndFitsAPhone(FrontDoor door) {
        Visitor imogen = door.signIn(IMOGEN);
        imogen.open("/records").looksRight("records");
        imogen.open("/records?from=tomorrow&to=yesterday").looksRight("records-wrong");
        imogen.open("/records/disposal").looksRight("disposal");
        imogen.open("/records/schedule").looksRight("retention-schedule");
        imogen.open("/records/figures").looksRight("record-figures");
        imogen.open("/records/holds/new").looksRight("hold-what");
        imogen.open("/records/holds/new?id=GA-1999-000001").sees("not there").looksRight("hold-nothing");
    }

    /** A request that is withdrawn at once leaves a record, the quickest there is. */
    private static String withdrawn(Visitor ada, String groupName) {
        ada.startApplication().application(groupName, "To settle things on the towpath.").sign("Ada Applegarth").completes();
        ada.requestSays(groupName, "Waiting for the first line manager").follow("Withdraw…").fill("Why do you withdraw it?", "The rota system does it now.")
                .press("Withdraw the request");
        ada.requestSays(groupName, "Withdrawn").waitsFor(ada.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open the record")));
        Locator number = ada.page().locator(".intro .mono");
        return number.first().innerText();
    }
}
