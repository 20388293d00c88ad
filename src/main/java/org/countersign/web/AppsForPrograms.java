package org.countersign.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.countersign.appapproval.AppReviews;
import org.countersign.engine.Case;
import org.countersign.people.Person;
import org.countersign.registers.Apps;
import org.countersign.registers.Apps.App;
import org.countersign.registers.Apps.Status;
import org.countersign.registers.Groups;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The register of apps as JSON, for everybody who may read it. */
@RestController
@RequestMapping("/api/apps")
@Tag(name = "Apps", description = "Which messaging apps may be used for work, and on what conditions")
class AppsForPrograms {

    /**
     * An app. Instants are UTC, days the institution's.
     *
     * @param reviewDue whether its day of review has come
     * @param recordId  of the last decision; absent while no record of one is kept here
     */
    record Entry(String appId, String name, String maker, Status status, @Nullable String conditions, @Nullable LocalDate reviewOn, boolean reviewDue,
            @Nullable String recordId, Instant changedAt) {

        static Entry of(App app, LocalDate today) {
            return new Entry(app.appId(), app.name(), app.maker(), app.status(), app.conditions(), app.reviewOn(), AppQuery.isDue(app, today), app.recordId(), app.changedAt());
        }
    }

    /** A line of its history. {@code by} is a person's id, absent where a flow decided. */
    record Change(Instant at, Status status, String reason, @Nullable String conditions, @Nullable String by, @Nullable String recordId) {}

    /**
     * An app with its history, newest first.
     *
     * @param groups      how many groups use it that are not closed
     * @param underReview id of the case that looks at it; absent while none does
     */
    record Whole(Entry app, int groups, @Nullable String underReview, List<Change> history) {}

    /** All that was asked for, ordered by name. */
    record Found(List<Entry> apps) {}

    private final Apps apps;
    private final Groups groups;
    private final AppReviews reviews;
    private final Words words;

    AppsForPrograms(Apps apps, Groups groups, AppReviews reviews, Words words) {
        this.apps = apps;
        this.groups = groups;
        this.reviews = reviews;
        this.words = words;
    }

    @Operation(summary = "Apps", description = "All of the register that matches, ordered by name.")
    @ApiResponse(responseCode = "200", description = "The apps")
    @GetMapping
    Found apps(@Parameter(hidden = true) Person me,
            @Parameter(description = "In the name, the maker or the conditions") @RequestParam(required = false) @Nullable String text,
            @Parameter(description = "APPROVED, REFUSED or WITHDRAWN") @RequestParam(required = false) @Nullable String status,
            @Parameter(description = "'due' for those whose day of review has come") @RequestParam(required = false) @Nullable String review) {
        LocalDate today = words.today();
        return new Found(new AppQuery(text, status, review).in(apps.all(), today).stream().map(app -> Entry.of(app, today)).toList());
    }

    @Operation(summary = "One app", description = "With its history, the number of groups that use it, and the case that reviews it.")
    @ApiResponse(responseCode = "200", description = "The app")
    @ApiResponse(responseCode = "404", description = "Not there", content = @Content(mediaType = "application/problem+json"))
    @GetMapping("/{appId}")
    Whole one(@Parameter(hidden = true) Person me, @PathVariable String appId) {
        App app = apps.byId(appId).orElseThrow(NotThere::new);
        return new Whole(Entry.of(app, words.today()), groups.liveOn(appId).size(), reviews.openFor(app.name()).map(Case::caseId).orElse(null),
                apps.historyOf(appId).stream().map(one -> new Change(one.at(), one.status(), one.reason(), one.conditions(), one.changedBy(), one.recordId())).toList());
    }
}
