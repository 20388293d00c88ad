package org.countersign.web.security;

import org.countersign.Demonstration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.web.security.Browser.DEMO_PASSWORD;
import static org.countersign.web.security.Browser.basic;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.countersign.engine.Accounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@Demonstration
class SignInTests {

    private static final AtomicInteger HOURS = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @BeforeEach
    void letFailuresOfOtherTestsBeForgotten() {
        ClockUtil.offset(Duration.ofHours(HOURS.incrementAndGet()).toMillis());
    }

    @AfterEach
    void resetTheClock() {
        ClockUtil.reset();
    }

    @Test
    void opensTheTasklistWithoutASecondSignIn() {
        Browser browser = new Browser(port).signIn("clementine.crabtree");
        HttpResponse<String> tasklist = browser.get("/camunda/app/tasklist/default/");
        assertThat(tasklist.statusCode()).isEqualTo(200);
        assertThat(browser.get("/camunda/api/admin/auth/user/default").body()).contains("\"userId\":\"clementine.crabtree\"");
    }

    @Test
    void leadsBackToThePageSomebodyWanted() {
        Browser browser = new Browser(port);
        HttpResponse<String> sent = browser.get("/camunda/app/tasklist/default/", "Accept", "text/html");
        assertThat(sent.statusCode()).isEqualTo(302);
        assertThat(sent.headers().firstValue("Location").orElseThrow()).endsWith("/login");
        HttpResponse<String> in = browser.tryToSignIn("ada.applegarth", DEMO_PASSWORD);
        assertThat(in.headers().firstValue("Location").orElseThrow()).contains("/camunda/app/tasklist/default/");
    }

    @Test
    void answersAWrongPasswordAndAnUnknownAccountAlike() {
        HttpResponse<String> wrong = new Browser(port).tryToSignIn("basil.birdwhistle", "not this one");
        HttpResponse<String> unknown = new Browser(port).tryToSignIn("nobody.atall", "not this one");
        assertThat(wrong.statusCode()).isEqualTo(401).isEqualTo(unknown.statusCode());
        assertThat(withoutToken(wrong.body()).replace("value=\"basil.birdwhistle\"", "X")).isEqualTo(withoutToken(unknown.body()).replace("value=\"nobody.atall\"", "X"));
        assertThat(wrong.body()).contains("do not belong together");
    }

    @Test
    void refusesTheRightPasswordUntilTheDelayIsOverAndNeverLocks() {
        Browser browser = new Browser(port);
        Instant begun = timeStandsStill();
        IntStream.range(0, 15).forEach(i -> {
            browser.tryToSignIn("greta.gooseberry", "guess " + i);
            ClockUtil.setCurrentTime(Date.from(begun.plusSeconds(61L * (i + 1))));
        });
        browser.tryToSignIn("greta.gooseberry", "one more");
        HttpResponse<String> tooSoon = browser.tryToSignIn("greta.gooseberry", DEMO_PASSWORD);
        assertThat(tooSoon.statusCode()).isEqualTo(429);
        assertThat(tooSoon.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(50L, 60L);
        assertThat(tooSoon.body()).contains("Too many attempts").contains("nothing is locked");
        ClockUtil.setCurrentTime(Date.from(begun.plusSeconds(61L * 17)));
        assertThat(browser.tryToSignIn("greta.gooseberry", DEMO_PASSWORD).statusCode()).isEqualTo(302);
    }

    @Test
    void delaysProgramsWithTheSameMeasure() {
        timeStandsStill();
        Browser program = new Browser(port);
        IntStream.range(0, 3).forEach(i -> assertThat(
                program.get("/api/me", "Authorization", basic("jasper.juniper", "guess " + i)).statusCode()).isEqualTo(401));
        HttpResponse<String> refused = program.get("/api/me", "Authorization", basic("jasper.juniper", DEMO_PASSWORD));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(new Browser(port).tryToSignIn("jasper.juniper", DEMO_PASSWORD).statusCode()).isEqualTo(429);
    }

    @Test
    void letsABurstOfGuessesMeetTheDelayTheFirstOfThemCaused() {
        timeStandsStill();
        List<Integer> answers = IntStream.range(0, 12).parallel().mapToObj(i ->
                new Browser(port).get("/api/me", "Authorization", basic("fergus.foxglove", "guess " + i)).statusCode()).toList();
        assertThat(answers).filteredOn(status -> status == 401).hasSizeLessThanOrEqualTo(3);
        assertThat(answers).contains(429);
    }

    /** A session for everybody who asks for a page would let anybody fill the memory. */
    @Test
    void keepsNothingOfStrangers() {
        assertThat(List.of("/login", "/", "/requests?long=" + "x".repeat(2_000), "/camunda/app/tasklist/default/", "/verify", "/nothing-here", "/api/me", "/error"))
                .allSatisfy(path -> {
                    Browser stranger = new Browser(port);
                    stranger.get(path, "Accept", "text/html");
                    stranger.tryToSignIn("ada.applegarth", "not this one");
                    assertThat(stranger.cookie("JSESSIONID")).as(path).isEmpty();
                });
    }

    @Test
    void givesASessionAtSignInAndTakesNoneThatIsBrought() {
        Browser browser = new Browser(port);
        browser.setCookie("JSESSIONID", "0123456789ABCDEF0123456789ABCDEF");
        String first = session(browser.tryToSignIn("ada.applegarth", DEMO_PASSWORD));
        assertThat(first).isNotEqualTo("0123456789ABCDEF0123456789ABCDEF");
        Browser again = new Browser(port);
        again.setCookie("JSESSIONID", first);
        assertThat(again.get("/api/me").statusCode()).isEqualTo(200);
        String second = session(again.form("/login", Map.of("username", "ada.applegarth", "password", DEMO_PASSWORD, "_csrf", again.token("/password"))));
        assertThat(second).isNotEqualTo(first);
        assertThatIsOver(first);
    }

    private static String session(HttpResponse<String> signedIn) {
        return signedIn.headers().allValues("Set-Cookie").stream().filter(cookie -> cookie.startsWith("JSESSIONID=")).findFirst().orElseThrow()
                .replaceAll("JSESSIONID=|;.*", "");
    }

    @Test
    void givesTheSessionCookieItsFlags() {
        Browser browser = new Browser(port);
        HttpResponse<String> in = browser.tryToSignIn("ada.applegarth", DEMO_PASSWORD);
        String cookie = in.headers().allValues("Set-Cookie").stream().filter(c -> c.startsWith("JSESSIONID=")).findFirst().orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax");
    }

    @Test
    void leadsNobodyAwayWhateverTheCookieSays() {
        for (String page : List.of("//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example", "/\r\nX: y", "")) {
            Browser browser = new Browser(port);
            browser.setCookie("WANTED", Base64.getUrlEncoder().withoutPadding().encodeToString(page.getBytes(StandardCharsets.UTF_8)));
            HttpResponse<String> in = browser.tryToSignIn("ada.applegarth", DEMO_PASSWORD);
            assertThat(URI.create(in.headers().firstValue("Location").orElseThrow()).getPath()).as(page).isEqualTo("/");
        }
    }

    /** A program signs in again and again; while guesses are refused, the right one is refused like the others. */
    @Test
    void tellsNobodyThatAGuessWasRightWhileItRefuses() {
        Browser program = new Browser(port);
        ClockUtil.setCurrentTime(Date.from(Instant.now().plus(Duration.ofHours(HOURS.get()))));
        assertThat(program.get("/api/me", "Authorization", basic("noel.nightjar", DEMO_PASSWORD)).statusCode()).isEqualTo(200);
        IntStream.range(0, 3).forEach(i -> assertThat(
                program.get("/api/me", "Authorization", basic("noel.nightjar", "guess " + i)).statusCode()).isEqualTo(401));
        assertThat(program.get("/api/me", "Authorization", basic("noel.nightjar", DEMO_PASSWORD)).statusCode()).isEqualTo(429);
    }

    @Test
    void signsSomebodyElseInWithNothingOfTheFirstLeft() {
        Browser browser = new Browser(port).signIn("ada.applegarth").openTasklist();
        browser.form("/logout", Map.of("_csrf", browser.token("/password")));
        browser.signIn("basil.birdwhistle").openTasklist();
        assertThat(browser.get("/camunda/api/admin/auth/user/default").body()).contains("basil.birdwhistle").doesNotContain("ada.applegarth");
    }

    @Test
    void endsBothSessionsAtOurSignOut() {
        Browser browser = new Browser(port).signIn("ada.applegarth").openTasklist();
        String session = browser.cookie("JSESSIONID");
        assertThat(browser.form("/logout", Map.of("_csrf", browser.token("/password"))).statusCode()).isEqualTo(302);
        assertThatIsOver(session);
    }

    @Test
    void endsBothSessionsAtTheTasklistsSignOut() {
        Browser browser = new Browser(port).signIn("ada.applegarth").openTasklist();
        String session = browser.cookie("JSESSIONID");
        assertThat(browser.change("POST", "/camunda/api/admin/auth/user/default/logout", "{}").statusCode()).isEqualTo(200);
        assertThatIsOver(session);
    }

    @Test
    void refusesToSignOutOrInOnBehalfOfAnotherSite() {
        Browser browser = new Browser(port).signIn("ada.applegarth").openTasklist();
        assertThat(browser.form("/logout", Map.of()).statusCode()).isEqualTo(403);
        assertThat(browser.get("/api/me").statusCode()).isEqualTo(200);
        HttpResponse<String> forged = new Browser(port).form("/login", Map.of("username", "ada.applegarth", "password", DEMO_PASSWORD));
        assertThat(forged.headers().firstValue("Location").orElseThrow()).contains("/login?again");
    }

    @Test
    void refusesASessionsChangeWithoutItsToken() {
        Browser browser = new Browser(port).signIn("ada.applegarth");
        HttpResponse<String> answer = browser.send("POST", "/api/verify", BodyPublishers.ofString("x"), "Content-Type", "text/plain");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(browser.send("POST", "/forms/group-approval/apply-for-group", BodyPublishers.ofString("{}"),
                "Content-Type", "application/json").statusCode()).isEqualTo(403);
    }

    @Test
    void letsAProgramInWithoutASessionOrAToken() {
        HttpResponse<String> answer = new Browser(port).get("/api/me", "Authorization", basic("ada.applegarth", DEMO_PASSWORD));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        HttpResponse<String> verify = new Browser(port).send("POST", "/api/verify", BodyPublishers.noBody());
        assertThat(verify.statusCode()).as("open to everybody, though there is no file in it").isBetween(400, 422).isNotIn(401, 403);
    }

    @Test
    void acceptsBasicNowhereButAtTheInterfaceForPrograms() {
        assertThat(new Browser(port).get("/requests", "Authorization", basic("ada.applegarth", DEMO_PASSWORD)).statusCode()).isEqualTo(302);
        assertThat(new Browser(port).get("/camunda/api/engine/engine/default/task?maxResults=5",
                "Authorization", basic("ada.applegarth", DEMO_PASSWORD)).statusCode()).isEqualTo(401);
    }

    @Test
    void keepsOwnPagesStrict() {
        HttpResponse<String> page = new Browser(port).get("/login");
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy).contains("default-src 'none'").contains("script-src 'self'").contains("style-src 'self'")
                .doesNotContain("unsafe").doesNotContain("*");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("X-Frame-Options")).contains("SAMEORIGIN");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(page.body()).doesNotContain("<style").doesNotContain(" style=").doesNotContainPattern("<script(?![^>]*src=)").doesNotContainPattern(" on[a-z]+=");
    }

    @Test
    void opensToEverybodyWhatIsForEverybodyAndNothingElse() {
        Browser visitor = new Browser(port);
        assertThat(List.of("/login", "/verify", "/assets/sign-in.css", "/actuator/health")).allSatisfy(path ->
                assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(200));
        assertThat(visitor.get("/actuator/health").body()).doesNotContain("components");
        assertThat(List.of("/", "/requests", "/records", "/registers/apps", "/people", "/operations", "/password", "/actuator", "/actuator/env"))
                .allSatisfy(path -> assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(302));
        assertThat(List.of("/api/me", "/api/requests", "/api/records")).allSatisfy(path ->
                assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(401));
    }

    @Test
    void keepsAdministratorsPagesToAdministrators() {
        Browser staff = new Browser(port).signIn("ada.applegarth");
        assertThat(List.of("/people", "/people/P0001", "/operations", "/actuator/env")).allSatisfy(path ->
                assertThat(staff.get(path).statusCode()).as(path).isEqualTo(403));
        assertThat(new Browser(port).signIn("lysander.larkspur").get("/people").statusCode()).isEqualTo(200);
    }

    @Test
    void makesAPersonWithAOneTimePasswordChooseAnOwnOneFirst() {
        String oneTime = accounts.issueOneTimePassword("mabel.marmalade");
        Browser browser = new Browser(port);
        assertThat(browser.tryToSignIn("mabel.marmalade", DEMO_PASSWORD).statusCode()).isEqualTo(401);
        assertThat(browser.tryToSignIn("mabel.marmalade", oneTime).statusCode()).isEqualTo(302);
        assertThat(browser.get("/requests").headers().firstValue("Location").orElseThrow()).endsWith("/password");
        assertThat(browser.get("/api/me").statusCode()).isEqualTo(403);
        assertThat(browser.get("/camunda/api/engine/engine/default/task?maxResults=1").statusCode()).isEqualTo(403);
        assertThat(choose(browser, oneTime, "short").body()).contains("at least 12 characters");
        assertThat(choose(browser, oneTime, "mabel.marmalade-1").body()).contains("without your user name");
        assertThat(choose(browser, oneTime, oneTime).body()).contains("choose another one");
        String own = "porridge at the lodge";
        assertThat(choose(browser, "not " + oneTime, own).body()).contains("not the password you have now");
        assertThat(choose(browser, oneTime, own).headers().firstValue("Location").orElseThrow()).contains("/login?chosen");
        assertThat(new Browser(port).tryToSignIn("mabel.marmalade", oneTime).statusCode()).isEqualTo(401);
        Browser again = new Browser(port);
        assertThat(again.tryToSignIn("mabel.marmalade", own).statusCode()).isEqualTo(302);
        assertThat(again.get("/api/me").statusCode()).isEqualTo(200);
        accounts.issueOneTimePassword("mabel.marmalade");
        ClockUtil.offset(Duration.ofSeconds(30).plusHours(HOURS.get()).toMillis());
        assertThat(again.get("/api/me").statusCode()).as("the session of the old password").isEqualTo(401);
        restorePassword("mabel.marmalade");
    }

    @Test
    void forgetsAOneTimePasswordAfterAWeek() {
        String oneTime = accounts.issueOneTimePassword("noel.nightjar");
        ClockUtil.offset(Duration.ofDays(8).toMillis());
        assertThat(new Browser(port).tryToSignIn("noel.nightjar", oneTime).statusCode()).isEqualTo(401);
        restorePassword("noel.nightjar");
    }

    /** However long the machine takes, no delay passes by itself. */
    private static Instant timeStandsStill() {
        Date now = ClockUtil.getCurrentTime();
        ClockUtil.setCurrentTime(now);
        return now.toInstant();
    }

    private HttpResponse<String> choose(Browser browser, String current, String password) {
        return browser.form("/password", Map.of("current", current, "password", password, "again", password, "_csrf", browser.token("/password")));
    }

    private void assertThatIsOver(String session) {
        Browser thief = new Browser(port);
        thief.setCookie("JSESSIONID", session);
        assertThat(thief.get("/api/me").statusCode()).isEqualTo(401);
        assertThat(thief.get("/camunda/api/engine/engine/default/task?maxResults=1").statusCode()).isEqualTo(401);
    }

    private static String withoutToken(String page) {
        return page.replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "");
    }

    /** As of the real time: a password set in the future ends every session of those who sign in meanwhile. */
    private void restorePassword(String userId) {
        ClockUtil.reset();
        accounts.setPassword(userId, DEMO_PASSWORD);
    }
}
