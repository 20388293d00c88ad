package org.countersign.web.security;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.countersign.people.People;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells programs and our own scripts who is signed in. */
@RestController
@Tag(name = "Who is signed in")
class Me {

    /** @param roles ids of the groups the person belongs to today, in alphabetical order */
    record Who(String userId, String name, List<String> roles) {}

    private final People people;

    Me(People people) {
        this.people = people;
    }

    @Operation(summary = "Who is signed in")
    @ApiResponse(responseCode = "200", description = "The person with their roles")
    @GetMapping("/api/me")
    Who me(@Parameter(hidden = true) Authentication person) {
        return people.byUserId(person.getName())
                .map(known -> new Who(known.userId(), known.name(), known.roles().stream().sorted().toList()))
                .orElseGet(() -> new Who(person.getName(), person.getName(), List.of("administrators")));
    }
}
