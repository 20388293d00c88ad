package org.countersign.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The JSON of {@code /requests}: one's own, never another person's. */
@RestController
@Tag(name = "Requests", description = "What the signed-in person has started")
class OwnRequests {

    /**
     * A request.
     *
     * @param outcome   absent while it is open, and where the flow is confidential: the state says all the person may know
     * @param startedAt UTC
     */
    record Request(String caseId, String flow, String title, String state, @Nullable String outcome, Instant startedAt,
            @Nullable Instant endedAt, boolean canBeWithdrawn) {}

    /** One page; give {@code next} as {@code before} to get the one after it. */
    record Page(List<Request> requests, @Nullable String next) {}

    private final Cases cases;

    OwnRequests(Cases cases) {
        this.cases = cases;
    }

    @Operation(summary = "Own requests, newest first", description = "Instants are ISO 8601 in UTC.")
    @GetMapping("/api/requests")
    Page requests(@Parameter(hidden = true) Person me,
            @Parameter(description = "Only requests older than this case id") @RequestParam(required = false) @Nullable String before,
            @Parameter(description = "At most this many, up to 200") @RequestParam(defaultValue = "50") int limit) {
        KeyPage<Case> page = page(cases, me, before, KeyPage.size(limit));
        return new Page(page.map(OwnRequests::request), page.next());
    }

    static KeyPage<Case> page(Cases cases, Person me, @Nullable String before, int size) {
        return KeyPage.of(before == null ? cases.startedBy(me.personId(), size + 1) : cases.startedBy(me.personId(), before, size + 1),
                size, Case::caseId);
    }

    private static Request request(Case one) {
        return new Request(one.caseId(), one.flow(), one.title(), one.state(), one.confidential() ? null : one.outcome(), one.startedAt(), one.endedAt(), one.canBeWithdrawn());
    }
}
