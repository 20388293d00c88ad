package org.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A signed-in person with a program of their own instead of a browser. */
public final class Caller {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).followRedirects(HttpClient.Redirect.NEVER).build();
    private final String address;
    private @Nullable String token;

    private Caller(String address) {
        this.address = address;
    }

    public static Caller signedIn(int port, String userId) {
        Caller caller = new Caller("http://127.0.0.1:" + port);
        String token = found("name=\"_csrf\" value=\"([^\"]+)\"", caller.get("/login").body());
        var answer = caller.send(caller.request("/login").header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=" + userId + "&password=countersign-demo&_csrf=" + encoded(token))));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse("")).doesNotContain("login");
        caller.get("/camunda/app/tasklist/default/");
        return caller;
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** To the engine's own interface, with what its protection against forged requests asks for. */
    public HttpResponse<String> engine(String path, String body) {
        String token = cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .findFirst().orElseThrow(() -> new AssertionError("The webapp gave no token: " + get("/camunda/app/tasklist/default/"))).getValue();
        return send(request("/camunda/api/engine/engine/default" + path).header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", token).POST(BodyPublishers.ofString(body)));
    }

    /** Fills in a form honestly; gives the id of the answers. */
    public String answers(String form, Object answers) {
        var answer = submit(form, json(answers));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return found("\"answersId\":\"([^\"]+)\"", answer.body());
    }

    /** Sends anything to a form of ours. */
    public HttpResponse<String> submit(String form, String body) {
        return post("/forms/" + form, "application/json", body);
    }

    /** With what a page of ours would have sent along. */
    public HttpResponse<String> post(String path, String kind, String body) {
        if (token == null) {
            token = found("name=\"_csrf\" value=\"([^\"]+)\"", get("/").body());
        }
        return send(request(path).header("Content-Type", kind).header("X-CSRF-TOKEN", token).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofMinutes(1));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static String json(Object object) {
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1).replace("&amp;", "&");
    }
}
