package org.countersign.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.countersign.people.Person;
import org.countersign.recorddisposal.Disposals;
import org.countersign.records.Retention;
import org.countersign.records.Retention.Effects;
import org.countersign.records.Retention.Kept;
import org.countersign.records.RetentionRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How long records are kept, as JSON, for records officers. */
@RestController
@RequestMapping("/api/retention")
@Tag(name = "Retention", description = "How long records are kept. For records officers.")
class RetentionForPrograms {

    /**
     * A row of the schedule.
     *
     * @param trigger the event from which the time runs, for example {@code closure}
     * @param period  ISO 8601, for example {@code P6Y}; {@code null} for what is kept for good
     * @param action  what happens afterwards: {@code destroy}, {@code review}, {@code keep}
     */
    record Row(@JsonProperty("class") String retentionClass, String trigger, @Nullable String period, String action, String words, @Nullable String hint) {}

    record Schedule(String version, List<Row> rows) {}

    /**
     * A change; exactly one of {@code class} and {@code on}.
     *
     * @param recordIds      1 to 5,000
     * @param retentionClass the class they are moved to
     * @param on             the day from which their time runs
     * @param shorterToo     that some are kept for a shorter time then is meant
     * @param preview        only say what it would do
     */
    record Wanted(@Nullable List<String> recordIds, @JsonProperty("class") @Nullable String retentionClass, @Nullable LocalDate on, @Nullable String reason,
            @Nullable Boolean shorterToo, @Nullable Boolean preview) {}

    record Confirmation(@Nullable String reason) {}

    /**
     * A record that is due, or would be if the day were known.
     *
     * @param trigger   the event from which its time runs, for example {@code contract-end}
     * @param hindrance why it cannot be disposed of today; absent where nothing stands in the way
     */
    record DueRecord(String recordId, String flow, @JsonProperty("class") String retentionClass, @Nullable String trigger, @Nullable LocalDate triggerOn, @Nullable LocalDate dueOn,
            boolean held, @Nullable String hindrance) {

        static DueRecord of(Kept one, @Nullable String hindrance) {
            return new DueRecord(one.recordId(), one.flow(), one.retentionClass(), one.trigger() == null ? null : one.trigger().id(), one.triggerOn(), one.dueOn(), one.held(),
                    hindrance);
        }
    }

    /** One page; give {@code next} as {@code after} to get the one after it. */
    record Due(List<DueRecord> records, @Nullable String next) {}

    private static final int MOST = 5000;

    private final Retention retention;
    private final Disposals disposals;
    private final RecordAccess access;

    RetentionForPrograms(Retention retention, Disposals disposals, RecordAccess access) {
        this.retention = retention;
        this.disposals = disposals;
        this.access = access;
    }

    @Operation(summary = "The retention schedule in force")
    @ApiResponse(responseCode = "200", description = "Row by row")
    @ApiResponse(responseCode = "403", description = "Not a records officer", content = @Content(mediaType = "application/problem+json"))
    @GetMapping
    Schedule schedule(@Parameter(hidden = true) Person me) {
        RecordAccess.mustBeOfficer(me);
        return new Schedule(retention.version(), retention.rules().stream().map(rule -> new Row(rule.retentionClass(), rule.trigger().id(),
                rule.period() == null ? null : rule.period().toString(), rule.action().id(), rule.words(), rule.hint())).toList());
    }

    @Operation(summary = "Change how long records are kept", description = "Moves them to another class, or enters the day from which their time runs. "
            + "With 'preview' nothing is changed; the answer says what would be. Never for a shorter time unless 'shorterToo' says that this is meant, and never so where a hold is.")
    @ApiResponse(responseCode = "200", description = "What was changed, or would be")
    @ApiResponse(responseCode = "403", description = "Not a records officer", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "404", description = "One of the records is not there", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "422", description = "Refused; the detail says why", content = @Content(mediaType = "application/problem+json"))
    @PostMapping("/changes")
    Effects change(@Parameter(hidden = true) Person me, @RequestBody Wanted wanted) {
        RecordAccess.mustBeOfficer(me);
        List<String> asked = Objects.requireNonNullElse(wanted.recordIds(), List.of());
        if (asked.isEmpty() || asked.size() > MOST || asked.contains(null)) {
            throw new RetentionRefused("Give the numbers of 1 to 5,000 records.");
        }
        List<String> ids = asked.stream().map(id -> access.known(me, id).recordId()).toList();
        boolean preview = Boolean.TRUE.equals(wanted.preview());
        boolean shorterToo = Boolean.TRUE.equals(wanted.shorterToo());
        String reason = Objects.requireNonNullElse(wanted.reason(), "");
        if (wanted.retentionClass() != null && wanted.on() == null) {
            return preview ? retention.previewOfReclassifying(ids, wanted.retentionClass())
                    : retention.reclassify(ids, wanted.retentionClass(), reason, shorterToo, me.personId());
        }
        if (wanted.on() != null && wanted.retentionClass() == null) {
            return preview ? retention.previewOfEntering(ids, wanted.on()) : retention.enter(ids, wanted.on(), reason, shorterToo, me.personId());
        }
        throw new RetentionRefused("Give the class or the day, and not both.");
    }

    @Operation(summary = "What a changed schedule would shorten", description = "Records that the schedule in force keeps for a shorter time than the one they were asked of. They stay as they are "
            + "until a records officer confirms it; what it keeps for longer was followed when the application started.")
    @ApiResponse(responseCode = "200", description = "What would be changed")
    @ApiResponse(responseCode = "403", description = "Not a records officer", content = @Content(mediaType = "application/problem+json"))
    @GetMapping("/schedule-change")
    Effects scheduleChange(@Parameter(hidden = true) Person me) {
        RecordAccess.mustBeOfficer(me);
        return retention.previewOfRecomputing();
    }

    @Operation(summary = "Confirm a changed schedule", description = "Asks the schedule in force for each of them, those that are then kept for a shorter time too; what is held is left alone.")
    @ApiResponse(responseCode = "200", description = "What was changed")
    @ApiResponse(responseCode = "403", description = "Not a records officer", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "422", description = "No reason was given", content = @Content(mediaType = "application/problem+json"))
    @PostMapping("/schedule-change")
    Effects confirmScheduleChange(@Parameter(hidden = true) Person me, @RequestBody Confirmation confirmation) {
        RecordAccess.mustBeOfficer(me);
        return retention.recompute(true, Objects.requireNonNullElse(confirmation.reason(), ""), me.personId());
    }

    @Operation(summary = "What is due for disposal", description = "The longest due first, to each officer what is theirs; 'hindrance' says why a record cannot be disposed of today. What becomes of records "
            + "is proposed and confirmed by two people in the application, who sign it.")
    @ApiResponse(responseCode = "200", description = "One page; give 'next' as 'after'")
    @ApiResponse(responseCode = "403", description = "Not a records officer", content = @Content(mediaType = "application/problem+json"))
    @GetMapping("/due")
    Due due(@Parameter(hidden = true) Person me, @Parameter(description = "Only records that come after this one") @RequestParam(required = false) @Nullable String after,
            @Parameter(description = "At most this many, up to 200") @RequestParam(defaultValue = "50") int limit) {
        RecordAccess.mustBeOfficer(me);
        int size = KeyPage.size(limit);
        KeyPage<Kept> page = KeyPage.of(retention.due(after, size + 1), size, Kept::recordId);
        Map<String, String> hindrances = disposals.hindrances(page.map(Kept::recordId), me);
        return new Due(page.map(one -> DueRecord.of(one, hindrances.get(one.recordId()))), page.next());
    }

    @Operation(summary = "What waits for a day", description = "Records whose time runs from the end of a contract, of a registration or of the academic year, which nobody has entered yet. By number.")
    @ApiResponse(responseCode = "200", description = "One page; give 'next' as 'after'")
    @ApiResponse(responseCode = "403", description = "Not a records officer", content = @Content(mediaType = "application/problem+json"))
    @GetMapping("/waiting")
    Due waiting(@Parameter(hidden = true) Person me, @Parameter(description = "Only records that come after this one") @RequestParam(required = false) @Nullable String after,
            @Parameter(description = "At most this many, up to 200") @RequestParam(defaultValue = "50") int limit) {
        RecordAccess.mustBeOfficer(me);
        int size = KeyPage.size(limit);
        KeyPage<Kept> page = KeyPage.of(retention.waitingForADay(after, size + 1), size, Kept::recordId);
        return new Due(page.map(one -> DueRecord.of(one, null)), page.next());
    }
}
