package org.countersign.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.countersign.holds.Hold;
import org.countersign.holds.HoldRefused;
import org.countersign.holds.Holds;
import org.countersign.holds.Scope;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Legal holds as JSON, for records officers. */
@RestController
@RequestMapping("/api/holds")
@Tag(name = "Holds", description = "Legal holds: what they cover is not disposed of. For records officers.")
class HoldsForPrograms {

    /**
     * A hold.
     *
     * @param records    how many it covers
     * @param groupIds   the messaging groups it covers
     * @param later      whether it takes in what is kept later
     */
    record Entry(String holdId, String reason, String ownerId, LocalDate reviewOn, int records, List<String> groupIds, boolean later, @Nullable String becauseOf,
            Instant placedAt, @Nullable String placedById, @Nullable Instant releasedAt, @Nullable String releasedById, @Nullable String releaseReason) {}

    /** A hold with the numbers of the records it covers, page by page; give {@code next} as {@code after}. */
    record Whole(Entry hold, List<String> recordIds, @Nullable String next) {}

    /**
     * What is asked for; exactly one of {@code recordIds}, {@code query} and {@code groupIds}.
     *
     * @param ownerId  person id of who answers for it
     * @param reviewOn the day on which it is looked at again, today or later
     */
    record Wanted(@Nullable List<String> recordIds, @Nullable RecordQuestion query, @Nullable List<String> groupIds, @Nullable String reason, @Nullable String ownerId,
            @Nullable LocalDate reviewOn) {}

    record Release(@Nullable String reason) {}

    /** @param reviewOn the day of the next review, today or later */
    record Review(@Nullable LocalDate reviewOn) {}

    private final Holds holds;
    private final RecordAccess access;

    HoldsForPrograms(Holds holds, RecordAccess access) {
        this.holds = holds;
        this.access = access;
    }

    @Operation(summary = "Holds in force", description = "The oldest first.")
    @ApiResponse(responseCode = "200", description = "All of them")
    @ApiResponse(responseCode = "403", description = "Not a records officer", content = @Content(mediaType = "application/problem+json"))
    @GetMapping
    List<Entry> open(@Parameter(hidden = true) Person me) {
        RecordAccess.mustBeOfficer(me);
        return holds.open().stream().map(this::entry).toList();
    }

    @Operation(summary = "One hold", description = "In force or released, with the records it covers.")
    @ApiResponse(responseCode = "200", description = "The hold")
    @ApiResponse(responseCode = "404", description = "Not there", content = @Content(mediaType = "application/problem+json"))
    @GetMapping("/{holdId}")
    Whole one(@Parameter(hidden = true) Person me, @PathVariable String holdId, @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        RecordAccess.mustBeOfficer(me);
        Hold hold = holds.byId(holdId).orElseThrow(NotThere::new);
        int size = KeyPage.size(limit);
        KeyPage<String> page = KeyPage.of(holds.recordsOf(holdId, after, size + 1), size, one -> one);
        return new Whole(entry(hold), page.shown(), page.next());
    }

    @Operation(summary = "What a hold would cover", description = "Places nothing; owner, day and reason may be absent.")
    @ApiResponse(responseCode = "200", description = "How many records and groups, how many of them another hold covers, and whether it takes in what is kept later")
    @ApiResponse(responseCode = "404", description = "One of the records is not there", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "422", description = "Refused; the detail says why", content = @Content(mediaType = "application/problem+json"))
    @PostMapping("/preview")
    Holds.Preview preview(@Parameter(hidden = true) Person me, @RequestBody Wanted wanted) {
        RecordAccess.mustBeOfficer(me);
        return holds.preview(scope(me, wanted));
    }

    @Operation(summary = "Place a hold")
    @ApiResponse(responseCode = "201", description = "It is in force")
    @ApiResponse(responseCode = "404", description = "One of the records is not there", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "422", description = "Refused; the detail says why", content = @Content(mediaType = "application/problem+json"))
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Entry place(@Parameter(hidden = true) Person me, @RequestBody Wanted wanted) {
        RecordAccess.mustBeOfficer(me);
        Scope scope = scope(me, wanted);
        if (wanted.reviewOn() == null || wanted.ownerId() == null) {
            throw new HoldRefused("Give the owner and the day of the review.");
        }
        return entry(holds.place(scope, wanted.reason() == null ? "" : wanted.reason(), wanted.ownerId(), wanted.reviewOn(), null, me.personId()));
    }

    private Scope scope(Person me, Wanted wanted) {
        if (Stream.of(wanted.recordIds() == null, wanted.query() == null, wanted.groupIds() == null).filter(absent -> !absent).count() != 1) {
            throw new HoldRefused("Give exactly one of recordIds, query and groupIds.");
        }
        if (Stream.of(wanted.recordIds(), wanted.groupIds()).anyMatch(ids -> ids != null && ids.contains(null))) {
            throw new HoldRefused("Give the number of each record, or the id of each group.");
        }
        if (wanted.recordIds() != null) {
            return new Scope.Records(wanted.recordIds().stream().map(id -> access.known(me, id).recordId()).toList());
        }
        return wanted.query() != null ? new Scope.Matching(wanted.query().query(1000)) : new Scope.Groups(Objects.requireNonNullElse(wanted.groupIds(), List.of()));
    }

    @Operation(summary = "Release a hold", description = "What it covered is held no longer, unless another hold covers it too.")
    @ApiResponse(responseCode = "200", description = "It is released")
    @ApiResponse(responseCode = "404", description = "Not there", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "422", description = "Refused; the detail says why", content = @Content(mediaType = "application/problem+json"))
    @PostMapping("/{holdId}/release")
    Entry release(@Parameter(hidden = true) Person me, @PathVariable String holdId, @RequestBody Release release) {
        RecordAccess.mustBeOfficer(me);
        holds.byId(holdId).orElseThrow(NotThere::new);
        return entry(holds.release(holdId, release.reason() == null ? "" : release.reason(), me.personId()));
    }

    @Operation(summary = "A hold is still needed", description = "It is looked at again on that day.")
    @ApiResponse(responseCode = "200", description = "It stays")
    @ApiResponse(responseCode = "404", description = "Not there", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "422", description = "Refused; the detail says why", content = @Content(mediaType = "application/problem+json"))
    @PostMapping("/{holdId}/review")
    Entry review(@Parameter(hidden = true) Person me, @PathVariable String holdId, @RequestBody Review review) {
        RecordAccess.mustBeOfficer(me);
        holds.byId(holdId).orElseThrow(NotThere::new);
        if (review.reviewOn() == null) {
            throw new HoldRefused("Give the day of the next review.");
        }
        return entry(holds.reviewed(holdId, review.reviewOn(), me.personId()));
    }

    private Entry entry(Hold hold) {
        return new Entry(hold.holdId(), hold.reason(), hold.ownerId(), hold.reviewOn(), holds.countOf(hold.holdId()),
                hold.scope() instanceof Scope.Groups groups ? groups.groupIds() : List.of(), hold.scope() instanceof Scope.Matching, hold.becauseOf(), hold.placedAt(),
                hold.placedById(), hold.releasedAt(), hold.releasedById(), hold.releaseReason());
    }
}
