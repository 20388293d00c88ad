package org.countersign.journeys;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Lets people in at the front door, each with a browser of their own; without a browser on this machine there are no journeys. */
final class Browsers implements ExecutionCondition, ParameterResolver, AfterEachCallback {

    static final String NO_BROWSER = "no Chromium or Chrome on this machine";

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(Browsers.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return executable().isPresent() ? ConditionEvaluationResult.enabled("a browser is there") : ConditionEvaluationResult.disabled(NO_BROWSER);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FrontDoor.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        String port = SpringExtension.getApplicationContext(context).getEnvironment().getRequiredProperty("local.server.port");
        var door = new FrontDoor(running(context).browser, "http://127.0.0.1:" + port, new ArrayList<>());
        context.getStore(HERE).put("door", door);
        return door;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        FrontDoor door = context.getStore(HERE).get("door", FrontDoor.class);
        if (door != null) {
            String failed = context.getExecutionException().isPresent()
                    ? context.getRequiredTestClass().getSimpleName() + "-" + context.getRequiredTestMethod().getName() : null;
            door.close(failed);
        }
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot().getStore(HERE).getOrComputeIfAbsent(Running.class, unused -> new Running(), Running.class);
    }

    private static Optional<Path> executable() {
        List<String> names = List.of("chromium", "chromium-browser", "google-chrome", "chrome", "chromium.exe", "chrome.exe");
        Stream<Path> named = Stream.ofNullable(System.getenv("CHROME")).map(Path::of);
        Stream<Path> onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).filter(folder -> !folder.isBlank())
                .map(Path::of).flatMap(folder -> names.stream().map(folder::resolve));
        Stream<Path> elsewhere = Stream.of(Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));
        return Stream.of(named, onPath, elsewhere).flatMap(all -> all).filter(Files::isExecutable).findFirst();
    }

    /** Where a test's people come in. */
    record FrontDoor(Browser browser, String address, List<Visitor> visitors) {

        /** Somebody who has not signed in, at a desk. */
        Visitor visitor() {
            return visitor(1440, 1000);
        }

        Visitor visitor(int width, int height) {
            var visitor = new Visitor(browser.newContext(new Browser.NewContextOptions().setBaseURL(address).setViewportSize(width, height)
                    .setLocale("en-GB").setTimezoneId("Europe/London")));
            visitors.add(visitor);
            return visitor;
        }

        Visitor signIn(String userId) {
            return visitor().signIn(userId);
        }

        void close(@Nullable String failed) {
            int number = 0;
            List<String> complaints = new ArrayList<>();
            for (Visitor visitor : visitors) {
                if (failed != null) {
                    visitor.page().screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/failed", failed + "-" + ++number + ".png")));
                }
                complaints.addAll(visitor.complaints());
                visitor.close();
            }
            if (failed == null && !complaints.isEmpty()) {
                throw new AssertionError("The browsers complained: " + complaints);
            }
        }
    }

    /** One browser for all journeys of a run. */
    private static final class Running implements ExtensionContext.Store.CloseableResource {

        private final Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        private final Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(executable().orElseThrow())
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")));

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }
}
