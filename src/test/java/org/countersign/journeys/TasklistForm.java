package org.countersign.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** One of our forms in the Tasklist, in the window for starting or in a task. */
final class TasklistForm {

    private final Visitor visitor;
    private final Page page;
    private final Locator form;

    TasklistForm(Visitor visitor) {
        this.visitor = visitor;
        this.page = visitor.page();
        this.form = page.locator("form.cs-form");
        assertThat(form).isVisible();
        // The script that serves the form ties fields to hints, where there are some, first of all.
        page.waitForFunction("() => window.countersignForm");
        if (form.locator(".cs-field [id$=-hint]").count() > 0) {
            assertThat(form.locator("[aria-describedby]").first()).isAttached();
        }
    }

    Locator form() {
        return form;
    }

    TasklistForm fill(String field, String text) {
        form.locator("#" + field).fill(text);
        return this;
    }

    TasklistForm choose(String field, String label) {
        form.locator("#" + field).selectOption(new SelectOption().setLabel(label));
        return this;
    }

    TasklistForm tickAll() {
        for (Locator box : form.locator("input[type=checkbox]").all()) {
            box.check();
        }
        return this;
    }

    /** Nothing but this one of the choices. */
    TasklistForm pickOnly(String field, String value) {
        for (Locator box : form.locator("input[name=" + field + "]").all()) {
            box.uncheck();
        }
        return pick(field, value);
    }

    TasklistForm sign(String name) {
        form.locator("#intent").check();
        return fill("signedName", name);
    }

    /** Uploads a file, and waits until it is there. */
    TasklistForm attach(String field, String name, String text) {
        form.locator("#" + field).setInputFiles(new FilePayload(name, "text/plain", text.getBytes(StandardCharsets.UTF_8)));
        assertThat(form.locator("[data-files=" + field + "] li", new Locator.LocatorOptions().setHasText(name))).isVisible();
        return this;
    }

    /** Takes a task that several people may do. */
    TasklistForm claim() {
        page.locator("button.claim").click();
        assertThat(page.locator(".disabled-form")).hasCount(0);
        return this;
    }

    /** The same where it depends on the day of the week whether others have joined: a late task is handed over after working days. */
    TasklistForm claimIfShared() {
        return page.locator("button.claim").isVisible() ? claim() : this;
    }

    TasklistForm decide(String decision) {
        return pick("decision", decision);
    }

    /** One of the choices, or a further one where several may be ticked. */
    TasklistForm pick(String field, String value) {
        form.locator("input[name=" + field + "][value='" + value + "']").check();
        return this;
    }

    /** A whole application but for the assistant. */
    TasklistForm application(String groupName, String purpose) {
        return application(groupName, purpose, "WhatsApp");
    }

    TasklistForm application(String groupName, String purpose, String app) {
        return fill("groupName", groupName).fill("purpose", purpose).choose("app", app).choose("membership", "Team")
                .fill("members", "Boathouse staff").tickAll();
    }

    /** Every point of a checklist is answered as one hopes for. */
    TasklistForm everyPointYes() {
        form.locator(".cs-point input[value=YES]").all().forEach(Locator::check);
        return this;
    }

    TasklistForm sees(String text) {
        assertThat(form).containsText(text);
        return this;
    }

    /** Presses Start or Complete; the engine takes it. */
    Visitor completes() {
        Response taken = page.waitForResponse(response -> response.url().contains("/submit-form"), () -> button().click());
        assertThat(taken.status()).as(() -> taken.url() + " " + taken.text()).isLessThan(300);
        assertThat(form).hasCount(0);
        return visitor;
    }

    /** Presses Start or Complete; the form says what is wrong and stays. */
    TasklistForm isRefused() {
        button().click();
        assertThat(form.locator(".cs-errors")).isVisible();
        return this;
    }

    Locator button() {
        return page.locator(".modal-footer button:has-text('Start'):visible, button:has-text('Complete'):visible").first();
    }

    /** The whole form as a picture at desk and phone width: no barriers in what is ours, nothing wider than its place. */
    TasklistForm looksRight(String name) {
        for (int width : new int[] {1440, 390}) {
            page.setViewportSize(width, width > 390 ? 1000 : 844);
            int height = (int) form.evaluate("form => Math.ceil(form.getBoundingClientRect().height)") + 700;
            page.setViewportSize(width, height);
            assertThat((List<?>) form.evaluate("""
                    form => [...form.querySelectorAll('*')].filter(one => one.getClientRects().length && getComputedStyle(one).overflowX === 'visible'
                        && one.getBoundingClientRect().right > form.getBoundingClientRect().right + 1).map(one => one.outerHTML.slice(0, 120))"""))
                    .as("wider than the form on %s at %s", name, width).isEmpty();
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + "-" + width + ".png")));
            Visitor.assertNoBarriers(new AxeBuilder(page).include(".cs-form"), name + " at " + width);
        }
        page.setViewportSize(1440, 1000);
        return this;
    }
}
