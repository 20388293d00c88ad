package org.countersign.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.countersign.people.Person;
import org.countersign.records.KeptRecord;
import org.countersign.records.Releases;
import org.countersign.records.Releases.Release;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Releases of restricted records as JSON: a records officer asks, the office that owns the record opens it. */
@RestController
@RequestMapping("/api/records/{recordId}/releases")
@Tag(name = "Releases", description = "Restricted records that their office opens to a records officer until a day")
class ReleasesForPrograms {

    /** @param why what it is needed for, up to 500 characters; names nobody */
    record Request(@Nullable String why) {}

    /**
     * @param personId of a records officer
     * @param until    the last day, where the institution is; today or later, and within a year
     * @param reason   up to 2,000 characters
     */
    record Wanted(@Nullable String personId, @Nullable LocalDate until, @Nullable String reason) {}

    private final ReleaseDesk desk;
    private final Releases releases;

    ReleasesForPrograms(ReleaseDesk desk, Releases releases) {
        this.desk = desk;
        this.releases = releases;
    }

    @Operation(summary = "To whom a record is open", description = "For the office that owns it.")
    @ApiResponse(responseCode = "200", description = "Releases in force, the longest first")
    @ApiResponse(responseCode = "404", description = "Not there, not restricted, or not your office's", content = @Content(mediaType = "application/problem+json"))
    @GetMapping
    List<Release> all(@Parameter(hidden = true) Person me, @PathVariable String recordId) {
        return releases.of(desk.owned(me, recordId).recordId());
    }

    @Operation(summary = "Ask the office", description = "For records officers. The office that owns the record is told who asks and why.")
    @ApiResponse(responseCode = "202", description = "The office has been told")
    @ApiResponse(responseCode = "403", description = "Not a records officer", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "404", description = "Not there, not restricted, or not yours to know of", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "422", description = "Refused; the detail says why", content = @Content(mediaType = "application/problem+json"))
    @PostMapping("/request")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void ask(@Parameter(hidden = true) Person me, @PathVariable String recordId, @RequestBody Request request) {
        KeptRecord record = desk.restricted(me, recordId);
        String why = request.why() == null ? "" : request.why();
        refuse(ReleaseDesk.wrongToAsk(me, why));
        if (!desk.ask(me, record, why)) {
            throw new Refused(ReleaseDesk.NOBODY_THERE);
        }
    }

    @Operation(summary = "Open a record", description = "For the office that owns it. A later release to the same person takes the place of the earlier one.")
    @ApiResponse(responseCode = "201", description = "It is open to them, and they are told")
    @ApiResponse(responseCode = "404", description = "Not there, not restricted, or not your office's", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "422", description = "Refused; the detail says why", content = @Content(mediaType = "application/problem+json"))
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    List<Release> open(@Parameter(hidden = true) Person me, @PathVariable String recordId, @RequestBody Wanted wanted) {
        KeptRecord record = desk.owned(me, recordId);
        refuse(desk.release(me, record, wanted.personId() == null ? "" : wanted.personId(), wanted.until(), wanted.reason() == null ? "" : wanted.reason()));
        return releases.of(recordId);
    }

    @Operation(summary = "Close it again", description = "For the office that owns it. Closing what is not open is well too.")
    @ApiResponse(responseCode = "204", description = "It is closed to them")
    @ApiResponse(responseCode = "404", description = "Not there, not restricted, or not your office's", content = @Content(mediaType = "application/problem+json"))
    @DeleteMapping("/{personId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@Parameter(hidden = true) Person me, @PathVariable String recordId, @PathVariable String personId) {
        releases.end(desk.owned(me, recordId).recordId(), personId, me.personId());
    }

    private static void refuse(Map<String, String> wrong) {
        if (!wrong.isEmpty()) {
            throw new Refused(String.join(" ", wrong.values()));
        }
    }
}
