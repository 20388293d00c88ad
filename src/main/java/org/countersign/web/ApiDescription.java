package org.countersign.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the description at {@code /api/openapi} says about the interface as a whole. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info().title("Countersign").version("1").description("""
                        Requests, records and verification. Sign in with HTTP Basic (no session, no token) or use the session of the pages \
                        (changes then need its CSRF token). What a person may see here is exactly what the pages show them. Instants are \
                        ISO 8601 in UTC. Lists are paged by key: give 'next' of one answer as 'before' of the next question, for records and holds as 'after'. Errors are \
                        problem details (RFC 9457). "Not there" and "not yours" answer alike, with 404.""")
                        .license(new License().name("AGPL-3.0-only").url("https://www.gnu.org/licenses/agpl-3.0.html")))
                .servers(List.of(new Server().url("/")))
                .components(new Components().addSecuritySchemes("basic", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic")))
                .addSecurityItem(new SecurityRequirement().addList("basic"));
    }
}
