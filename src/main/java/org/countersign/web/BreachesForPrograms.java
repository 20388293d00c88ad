package org.countersign.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.countersign.breachescalation.Breaches;
import org.countersign.breachescalation.Breaches.BreachCase;
import org.countersign.breachescalation.Breaches.Kind;
import org.countersign.breachescalation.Breaches.Query;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The breach cases as JSON, for whom the board is open. */
@RestController
@RequestMapping("/api/breaches")
@Tag(name = "Breaches", description = "Cases of personal data breaches, for the Data Protection Officer and college officers")
class BreachesForPrograms {

    /**
     * A case. Instants are UTC.
     *
     * @param awareAt     from when the 72 hours run: the report while provisional
     * @param deadline    awareAt plus 72 elapsed hours
     * @param late        the deadline passed before the regulator was told
     */
    record Entry(String caseId, Kind kind, Instant reportedAt, Instant awareAt, boolean provisional, Instant deadline, String state, boolean late,
            String stage, String nextStep, @Nullable Instant notifiedAt, @Nullable String reference, @Nullable String outcome,
            @Nullable String joinedTo, @Nullable Instant closedAt) {

        static Entry of(BreachCase one, Instant now) {
            return new Entry(one.caseId(), one.kind(), one.reportedAt(), one.awareAt(), one.provisional(), one.deadline(), one.state(),
                    BreachBoard.isLate(one, now), one.stage(), one.nextStep(), one.notifiedAt(), one.reference(), one.outcome(), one.joinedTo(), one.closedAt());
        }
    }

    /** A value set for the awareness. */
    record Correction(Instant at, Instant awareAt, String basis, String standing, @Nullable Instant decidedAt) {}

    /** A mark of the escalation: when it is due, what became of it, and when. */
    record Escalation(String mark, Instant due, String outcome, @Nullable Instant at) {}

    /** A case with every value ever set for the awareness and every mark. */
    record Whole(String caseId, Kind kind, Instant reportedAt, Instant awareAt, boolean provisional, Instant deadline, String state, boolean late,
            String stage, String nextStep, @Nullable Instant notifiedAt, @Nullable String reference, @Nullable String outcome,
            @Nullable String joinedTo, @Nullable Instant closedAt, List<Correction> corrections, List<Escalation> escalations) {}

    /** One page; give {@code next} as {@code before} to get the one after it. */
    record Page(List<Entry> breaches, @Nullable String next) {}

    private final Breaches breaches;
    private final BreachBoard board;

    BreachesForPrograms(Breaches breaches, BreachBoard board) {
        this.breaches = breaches;
        this.board = board;
    }

    @Operation(summary = "Cases", description = "All of the register, newest first and paged by key; or the open cases, the one due first first. Instants are ISO 8601 in UTC.")
    @ApiResponse(responseCode = "200", description = "One page")
    @ApiResponse(responseCode = "404", description = "Not for you", content = @Content(mediaType = "application/problem+json"))
    @GetMapping
    Page breaches(@Parameter(hidden = true) Person me,
            @Parameter(description = "Only open cases, all of them") @RequestParam(defaultValue = "false") boolean open,
            @Parameter(description = "Words of the case") @RequestParam(required = false) @Nullable String text,
            @Parameter(description = "What it was found to be") @RequestParam(required = false) @Nullable Kind kind,
            @Parameter(description = "Only cases older than this id") @RequestParam(required = false) @Nullable String before,
            @Parameter(description = "At most this many, up to 200") @RequestParam(defaultValue = "50") int limit) {
        BreachBoard.mustWatch(me);
        Instant now = board.now();
        if (open) {
            return new Page(breaches.open().stream().map(one -> Entry.of(one, now)).toList(), null);
        }
        int size = KeyPage.size(limit);
        KeyPage<BreachCase> page = KeyPage.of(breaches.register(new Query(RecordPages.orNull(text), kind, null, null, RecordPages.orNull(before), size + 1)),
                size, BreachCase::caseId);
        return new Page(page.map(one -> Entry.of(one, now)), page.next());
    }

    @Operation(summary = "One case", description = "With each correction of the awareness and each escalation.")
    @ApiResponse(responseCode = "200", description = "The case")
    @ApiResponse(responseCode = "404", description = "Not there, or not for you", content = @Content(mediaType = "application/problem+json"))
    @GetMapping("/{caseId}")
    Whole one(@Parameter(hidden = true) Person me, @PathVariable String caseId) {
        BreachBoard.mustWatch(me);
        Entry e = breaches.find(caseId).map(found -> Entry.of(found, board.now())).orElseThrow(NotThere::new);
        return new Whole(e.caseId(), e.kind(), e.reportedAt(), e.awareAt(), e.provisional(), e.deadline(), e.state(), e.late(), e.stage(), e.nextStep(),
                e.notifiedAt(), e.reference(), e.outcome(), e.joinedTo(), e.closedAt(),
                breaches.correctionsOf(caseId).stream().map(c -> new Correction(c.setAt(), c.awareAt(), c.basis(), c.standing(), c.decidedAt())).toList(),
                breaches.marksOf(caseId).stream().map(m -> new Escalation(m.mark(), m.due(), m.outcome(), m.at())).toList());
    }
}
