package org.countersign.engine;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The addresses under {@code /camunda} the Tasklist needs, method by method; every other one is closed to everybody. */
public final class TasklistRoutes {

    private static final PathPatternRequestMatcher.Builder PATH = PathPatternRequestMatcher.withDefaults();

    private static final String ENGINE = "/camunda/api/engine/engine/default";

    /** Scripts, styles, pictures and the empty page: nothing about anybody. */
    private static final RequestMatcher FACE = any(
            get("/camunda/app/tasklist/default/"),
            get("/camunda/app/tasklist/{file}"),
            get("/camunda/app/tasklist/scripts/{*file}"),
            get("/camunda/app/tasklist/styles/{*file}"),
            get("/camunda/app/tasklist/locales/{*file}"),
            get("/camunda/app/tasklist/countersign/{*file}"),
            get("/camunda/lib/{*file}"),
            get("/camunda/assets/{*file}"),
            get("/camunda/favicon.ico"),
            get("/camunda/api/tasklist/plugin/tasklistPlugins/static/{*file}"));

    /** What the Tasklist asks the engine; who may see what is the engine's own authorization and the shields behind it. */
    private static final RequestMatcher ENGINE_ROUTES = any(
            get("/camunda/api/engine/engine/"),
            get("/camunda/api/admin/auth/user/default"),
            get(ENGINE + "/filter"),
            get(ENGINE + "/filter/count"),
            get(ENGINE + "/filter/{id}"),
            get(ENGINE + "/filter/{id}/count"),
            get(ENGINE + "/filter/{id}/list"),
            post(ENGINE + "/filter/{id}/list"),
            post(ENGINE + "/filter/{id}/count"),
            options(ENGINE + "/filter"),
            options(ENGINE + "/filter/{id}"),
            get(ENGINE + "/task"),
            get(ENGINE + "/task/count"),
            post(ENGINE + "/task"),
            post(ENGINE + "/task/count"),
            get(ENGINE + "/task/{id}"),
            get(ENGINE + "/task/{id}/form"),
            get(ENGINE + "/task/{id}/identity-links"),
            post(ENGINE + "/task/{id}/claim"),
            post(ENGINE + "/task/{id}/unclaim"),
            post(ENGINE + "/task/{id}/complete"),
            post(ENGINE + "/task/{id}/submit-form"),
            get(ENGINE + "/process-definition"),
            get(ENGINE + "/process-definition/count"),
            get(ENGINE + "/process-definition/{id}"),
            get(ENGINE + "/process-definition/{id}/startForm"),
            get(ENGINE + "/process-definition/{id}/xml"),
            get(ENGINE + "/process-definition/key/{key}"),
            get(ENGINE + "/process-definition/key/{key}/startForm"),
            post(ENGINE + "/process-definition/{id}/submit-form"),
            post(ENGINE + "/process-definition/{id}/start"),
            post(ENGINE + "/process-definition/key/{key}/submit-form"),
            post(ENGINE + "/process-definition/key/{key}/start"),
            get(ENGINE + "/user/{id}/profile"));

    private TasklistRoutes() {}

    /** Files and the empty page, the same for everybody. */
    public static boolean isFace(HttpServletRequest request) {
        return FACE.matches(request);
    }

    /** Whether this method on this address is one the Tasklist needs, for a person signed in. */
    public static boolean allows(HttpServletRequest request) {
        return isFace(request) || ENGINE_ROUTES.matches(request);
    }

    private static RequestMatcher any(RequestMatcher... matchers) {
        return new OrRequestMatcher(List.of(matchers));
    }

    private static RequestMatcher get(String path) {
        return any(PATH.matcher(HttpMethod.GET, path), PATH.matcher(HttpMethod.HEAD, path));
    }

    private static RequestMatcher post(String path) {
        return PATH.matcher(HttpMethod.POST, path);
    }

    private static RequestMatcher options(String path) {
        return PATH.matcher(HttpMethod.OPTIONS, path);
    }
}
