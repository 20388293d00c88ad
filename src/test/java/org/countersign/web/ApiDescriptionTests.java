package org.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.countersign.Demonstration;
import org.countersign.engine.Caller;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What programs are told of the interface is all there is, and no more than there is. */
@Demonstration
class ApiDescriptionTests {

    @LocalServerPort int port;
    @Autowired ObjectMapper json;
    @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping controllers;

    @Test
    void namesEveryAddressOfTheInterfaceWithWhatItDoesAndAnswers() throws Exception {
        JsonNode described = json.readTree(Caller.signedIn(port, "imogen.inkwell").get("/api/openapi").body()).path("paths");
        TreeSet<String> there = new TreeSet<>();
        controllers.getHandlerMethods().forEach((mapping, handler) -> mapping.getPatternValues().stream().filter(path -> path.startsWith("/api/") && !path.startsWith("/api/openapi"))
                .forEach(path -> mapping.getMethodsCondition().getMethods().stream().map(RequestMethod::name).forEach(method -> there.add(path + " " + method))));
        TreeSet<String> told = new TreeSet<>();
        described.fields().forEachRemaining(path -> path.getValue().fields().forEachRemaining(method -> {
            String address = path.getKey() + " " + method.getKey().toUpperCase(Locale.ROOT);
            told.add(address);
            assertThat(method.getValue().path("summary").asText()).as(address).isNotBlank();
            assertThat(method.getValue().path("tags")).as(address).isNotEmpty();
            assertThat(method.getValue().path("responses")).as(address).isNotEmpty();
            method.getValue().path("responses").forEach(answer -> assertThat(answer.path("description").asText()).as(address).isNotBlank());
        }));
        assertThat(told).isEqualTo(there);
        assertThat(told).containsAll(List.of("/api/records GET", "/api/records/{recordId}/bag.zip GET", "/api/records/export POST", "/api/holds GET", "/api/holds POST",
                "/api/ledger/verify GET"));
        TreeSet<String> parameters = new TreeSet<>();
        described.path("/api/records").path("get").path("parameters").forEach(one -> parameters.add(one.path("name").asText()));
        assertThat(parameters).contains("q", "flow", "outcome", "from", "to", "status", "class", "after", "limit");
    }
}
