package org.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/** Somebody of the demonstration who has signed in, and asks over HTTP as a browser does. */
final class Browser {

    private final HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String server;

    Browser(ApplicationContext application, String userId) throws IOException, InterruptedException {
        server = "http://127.0.0.1:" + ((ServletWebServerApplicationContext) application).getWebServer().getPort();
        Matcher token = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(get("/login").body());
        assertThat(token.find()).isTrue();
        String form = Map.of("username", userId, "password", "countersign-demo", "_csrf", token.group(1)).entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create(server + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form)).build(), BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Location")).hasValueSatisfying(place -> assertThat(place).doesNotContain("login"));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, BodyHandlers.ofString());
    }

    /** @param headers names and values, in turns */
    <T> HttpResponse<T> get(String path, BodyHandler<T> body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path)).header("Accept", "application/hal+json, text/html;q=0.5");
        return client.send((headers.length == 0 ? request : request.headers(headers)).GET().build(), body);
    }
}
