package org.countersign.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody at a browser. Their browser's complaints about our pages fail the test in the end. */
final class Visitor {

    static final String ADA = "ada.applegarth";
    static final String BASIL = "basil.birdwhistle";
    static final String CLEMENTINE = "clementine.crabtree";
    static final String DESMOND = "desmond.dovecote";
    static final String EUPHEMIA = "euphemia.elderflower";
    static final String FERGUS = "fergus.foxglove";
    static final String GRETA = "greta.gooseberry";
    static final String HORATIO = "horatio.hazelnut";
    static final String IMOGEN = "imogen.inkwell";
    static final String JASPER = "jasper.juniper";
    static final String KEZIAH = "keziah.kingfisher";
    static final String MABEL = "mabel.marmalade";
    static final String NOEL = "noel.nightjar";
    static final String LYSANDER = "lysander.larkspur";
    static final String OTTOLINE = "ottoline.ocelot";
    static final String PERCIVAL = "percival.plumtree";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PHONE = 390;

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    }

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Visitor(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.setDefaultTimeout(PATIENCE.toMillis());
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onPageError(error -> complaints.add("script: " + error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        context.onResponse(response -> {
            if (response.status() >= 500) {
                complaints.add(response.status() + " " + response.url());
            }
        });
    }

    Page page() {
        return page;
    }

    List<String> complaints() {
        return complaints;
    }

    Visitor signIn(String userId) {
        page.navigate("/login");
        page.getByLabel("User name").fill(userId);
        page.getByLabel("Password").fill("countersign-demo");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true)).click();
        assertThat(page.getByText("Signed in as")).isVisible();
        return this;
    }

    Visitor open(String address) {
        page.navigate(address);
        return this;
    }

    Visitor follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).first().click();
        page.waitForLoadState();
        return this;
    }

    Visitor press(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).first().click();
        page.waitForLoadState();
        return this;
    }

    Visitor sees(String text) {
        assertThat(page.getByText(text).first()).isVisible();
        return this;
    }

    Visitor doesNotSee(String text) {
        assertThat(page.getByText(text)).hasCount(0);
        return this;
    }

    Visitor fill(String label, String text) {
        page.getByLabel(label).first().fill(text);
        return this;
    }

    Visitor choose(String label, String option) {
        page.getByLabel(label).first().selectOption(new SelectOption().setLabel(option));
        return this;
    }

    /** The application's form, from the tile on the home page. */
    TasklistForm startApplication() {
        return start("Messaging group");
    }

    TasklistForm start(String flow) {
        open("/").follow(flow);
        return new TasklistForm(this);
    }

    /** The form of a task that waits on the home page, as soon as it does. */
    TasklistForm task(String title) {
        Locator waiting = waiting(title);
        open("/").waitsFor(waiting);
        waiting.click();
        return new TasklistForm(this);
    }

    /** What waits for them on the home page they have open, and no old notice of it. */
    Locator waiting(String title) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Waiting for you"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(title));
    }

    /** Opens a request of theirs once it says so. */
    Visitor requestSays(String groupName, String state) {
        open("/requests").waitsFor(page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(groupName))
                .filter(new Locator.FilterOptions().setHasText(state)));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(groupName)).first().click();
        page.waitForLoadState();
        return this;
    }

    /** Reloads the page until that is there: what the application does by itself takes a moment. */
    Visitor waitsFor(Locator something) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!something.first().isVisible() && Instant.now().isBefore(end)) {
            page.waitForTimeout(300);
            page.reload();
        }
        assertThat(something.first()).isVisible();
        return this;
    }

    byte[] download(String link) {
        Download file = page.waitForDownload(() -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).first().click());
        try {
            return Files.readAllBytes(file.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What records are sealed under, as the page for checking them offers it. */
    X509Certificate authority() throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(open("/verify").download("certificate")));
    }

    /** The page at desk and phone width: kept as a picture, free of what axe knows to be a barrier, not wider than the phone. */
    Visitor looksRight(String name) {
        picture(name, 1440);
        assertNoBarriers(new AxeBuilder(page), name);
        picture(name, PHONE);
        assertNoBarriers(new AxeBuilder(page), name + " on a phone");
        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).as("width of %s on a phone", name).isLessThanOrEqualTo(PHONE);
        page.setViewportSize(1440, 1000);
        return this;
    }

    void picture(String name, int width) {
        page.setViewportSize(width, width > PHONE ? 1000 : 844);
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + "-" + width + ".png")).setFullPage(true));
    }

    static void assertNoBarriers(AxeBuilder axe, String where) {
        assertThat(barriers(axe)).as("barriers on %s", where).isEmpty();
    }

    /** Nothing of ours comes in frames from elsewhere: axe may look at the page itself, and needs no second one to put its findings together. */
    static List<String> barriers(AxeBuilder axe) {
        return axe.setLegacyMode(true).analyze().getViolations().stream().map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().limit(3).map(node -> node.getTarget() + " " + node.getHtml()).toList()).toList();
    }

    void close() {
        context.close();
    }
}
