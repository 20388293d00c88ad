package org.countersign.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.journeys.Visitor.ADA;
import static org.countersign.journeys.Visitor.CLEMENTINE;
import static org.countersign.journeys.Visitor.DESMOND;
import static org.countersign.journeys.Visitor.IMOGEN;
import static org.countersign.journeys.Visitor.JASPER;
import static org.countersign.journeys.Visitor.KEZIAH;
import static org.countersign.journeys.Visitor.MABEL;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.countersign.journeys.Browsers.FrontDoor;
import org.countersign.records.Judges;
import org.junit.jupiter.api.Test;

/** The form itself: by keyboard alone, from another device, with the list of people, with text that wants to be a program. */
@Journey
class FormJourneys {

    @Test
    void anEmptyFormSaysWhatIsMissingAndLeadsThere(FrontDoor door) {
        TasklistForm form = door.signIn(MABEL).startApplication();
        Locator summary = form.form().locator(".cs-errors");
        summary.evaluate("box => { window.said = []; new MutationObserver(() => window.said.push(box.textContent)).observe(box, { childList: true, subtree: true }) }");
        form.isRefused();
        assertThat(summary).isFocused();
        assertThat(String.valueOf(summary.evaluate("() => window.said.join('|')"))).as("said while the answers were checked").doesNotContain("could not be completed");
        assertThat(summary.locator("a").allTextContents()).contains("Enter a name for the group", "Say what the group is for", "Choose the app",
                "Say which devices will be used", "Affirm every point of the declaration", "Type your name to sign");
        for (Locator link : summary.locator("a").all()) {
            String field = link.getAttribute("href").substring(1);
            link.click();
            assertThat(form.form().locator("#" + field)).isFocused();
            assertThat(form.form().locator("#" + field + "-wrong")).hasText(link.textContent());
        }
        assertThat(form.form().locator("#groupName")).hasAttribute("aria-invalid", "true");
        form.looksRight("form-with-mistakes");
    }

    @Test
    void aDraftGoesOnInAnotherBrowser(FrontDoor door) {
        Visitor jasper = door.signIn(JASPER);
        TasklistForm form = jasper.startApplication().fill("groupName", "Half an idea").choose("app", "Signal");
        form.form().locator("input[name=devices]").first().check();
        assertThat(form.form().locator(".cs-saved")).containsText("Draft saved");

        for (Visitor again : List.of(jasper, door.signIn(JASPER))) {
            TasklistForm restored = again.startApplication().sees("Your draft has been restored");
            assertThat(restored.form().locator("#groupName")).hasValue("Half an idea");
            assertThat(restored.form().locator("#app option:checked")).hasText("Signal");
            assertThat(restored.form().locator("input[name=devices]").first()).isChecked();
        }
    }

    @Test
    void thePersonPickerFindsColleaguesAndTheRulesRefuseManagers(FrontDoor door) {
        TasklistForm form = door.signIn(ADA).startApplication().fill("assistant", "basil");
        assertThat(form.form().locator("#people option")).hasCount(1);
        assertThat(form.form().locator("#people option").getAttribute("value")).isEqualTo("Basil Birdwhistle (basil.birdwhistle)");
        form.application("Too close", "To see what happens.").fill("assistant", "Clementine Crabtree (clementine.crabtree)")
                .sign("Ada Applegarth").isRefused().sees("has to decide about this application as your line manager")
                .fill("assistant", "nobody.atall").isRefused().sees("The directory has no member of staff with this name")
                .fill("assistant", "").fill("signedName", "Adam Applegarth").isRefused().sees("Type your name as the directory has it");
    }

    @Test
    void theKeyboardIsEnough(FrontDoor door) {
        Visitor keziah = door.signIn(KEZIAH).open("/");
        Page page = keziah.page();
        tabTo(page, page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Messaging group")).first());
        page.keyboard().press("Enter");
        TasklistForm form = new TasklistForm(keziah);
        Keyboard keys = page.keyboard();
        Locator fields = form.form();
        type(page, fields.locator("#groupName"), "Keys only");
        type(page, fields.locator("#purpose"), "To prove that no mouse is needed.");
        tabTo(page, fields.locator("#app"));
        keys.type("What");
        tabTo(page, fields.locator("#membership"));
        keys.press("ArrowDown");
        type(page, fields.locator("#members"), "Boathouse staff");
        for (Locator box : fields.locator("input[type=checkbox]").all()) {
            tabTo(page, box);
            keys.press("Space");
            assertThat(box).isChecked();
        }
        type(page, fields.locator("#signedName"), "Keziah Kingfisher");
        tabTo(page, form.button());
        keys.press("Enter");
        assertThat(fields).hasCount(0);
        keziah.requestSays("Keys only", "Waiting");
    }

    @Test
    void textThatWantsToBeAProgramStaysText(FrontDoor door) {
        String name = "{{7919*7907}} <script>alert(1)</script>";
        String purpose = "{{constructor.constructor('alert(1)')()}} ${7919*7907} [[${7919*7907}]] <img src=x onerror=alert(1)> &amp;";
        Visitor ada = door.signIn(ADA);
        ada.startApplication().application(name, purpose).fill("members", "{{7919*7907}}").sign("Ada Applegarth").completes();
        Visitor clementine = door.signIn(CLEMENTINE);
        clementine.task(name).sees(name).sees(purpose).decide("APPROVE").fill("comment", purpose).sign("Clementine Crabtree");
        assertThat(clementine.page().locator("body")).not().containsText("62615533");
        new TasklistForm(clementine).completes();
        clementine.open("/").sees(name);
        door.signIn(DESMOND).task(name).sees(purpose).decide("APPROVE").sign("Desmond Dovecote").completes();

        byte[] pdf = ada.requestSays(name, "Authorised").sees(name).follow("Open the record").sees(name).download("Download the PDF");
        Judges.assertPdfA3a(pdf);
        assertThat(Judges.textOf(pdf).replaceAll("\\s+", " ")).contains(name, purpose);
        ada.open("/registers/groups").sees(name);
        door.signIn(IMOGEN).open("/records").sees(name);
    }

    private static void type(Page page, Locator field, String text) {
        tabTo(page, field);
        page.keyboard().type(text);
    }

    private static void tabTo(Page page, Locator target) {
        for (int i = 0; i < 200; i++) {
            if ((Boolean) target.evaluate("one => one === document.activeElement")) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("The keyboard does not reach " + target);
    }
}
