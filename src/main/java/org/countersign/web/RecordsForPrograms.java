package org.countersign.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.countersign.people.Person;
import org.countersign.records.Archive;
import org.countersign.records.Archive.Query;
import org.countersign.records.Archive.Standing;
import org.countersign.records.Archive.Status;
import org.countersign.records.KeptRecord;
import org.countersign.records.RecordDraft.AccessClass;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The archive as JSON, with the access rules of the pages. */
@RestController
@RequestMapping("/api/records")
@Tag(name = "Records", description = "The archive: all of it for records officers, one's own record for the one who asked")
class RecordsForPrograms {

    /**
     * A record.
     *
     * @param title     absent where the record is restricted
     * @param outcome   absent where the record is restricted
     * @param sealedAt  UTC
     * @param standing  absent for those who are no records officers
     */
    record Entry(String recordId, String flow, @Nullable String title, @Nullable String outcome, AccessClass accessClass, String retentionClass,
            Instant sealedAt, String timeAttestedBy, boolean awaitsTimestamp, String sha256, long size, @Nullable Standing standing) {

        static Entry of(KeptRecord record, boolean readable, @Nullable Standing standing) {
            return new Entry(record.recordId(), record.flow(), readable ? record.title() : null, readable ? record.outcome() : null,
                    record.accessClass(), record.retentionClass(), record.sealedAt(), record.timeAttestedBy(), record.awaitsTimestamp(),
                    record.sha256(), record.size(), standing);
        }
    }

    /** One page; give {@code next} as {@code after} to get the one after it. */
    record Page(List<Entry> records, @Nullable String next) {}

    private final Archive archive;
    private final RecordAccess access;

    RecordsForPrograms(Archive archive, RecordAccess access) {
        this.archive = archive;
        this.access = access;
    }

    @Operation(summary = "Records, newest first", description = "For records officers. Paged by key: give the answer's 'next' as 'after'. What is restricted answers "
            + "to its number, flow, class, dates and status alone. Days are those of the institution's zone, instants ISO 8601 in UTC.")
    @ApiResponse(responseCode = "200", description = "One page")
    @ApiResponse(responseCode = "400", description = "A day or a status that is none", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "403", description = "Not a records officer", content = @Content(mediaType = "application/problem+json"))
    @GetMapping
    Page records(@Parameter(hidden = true) Person me,
            @Parameter(description = "Words of the record, or beginnings of three letters and more, in any script; or its number") @RequestParam(required = false) @Nullable String q,
            @Parameter(description = "For example group-approval") @RequestParam(required = false) @Nullable String flow,
            @Parameter(description = "For example Authorised") @RequestParam(required = false) @Nullable String outcome,
            @Parameter(description = "Records that name the person with this id") @RequestParam(required = false) @Nullable String person,
            @Parameter(description = "Sealed on this day or later") @RequestParam(required = false) @Nullable LocalDate from,
            @Parameter(description = "Sealed on this day or before") @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable Status status,
            @Parameter(description = "Retention class") @RequestParam(name = "class", required = false) @Nullable String retentionClass,
            @Parameter(description = "Only records that come after this one") @RequestParam(required = false) @Nullable String after,
            @Parameter(description = "At most this many, up to 200") @RequestParam(defaultValue = "50") int limit) {
        RecordAccess.mustBeOfficer(me);
        int size = KeyPage.size(limit);
        KeyPage<KeptRecord> page = KeyPage.of(archive.search(new Query(q, flow, outcome, person, retentionClass, from, to, status, after, size + 1)), size,
                KeptRecord::recordId);
        Map<String, Standing> standings = archive.standings(page.map(KeptRecord::recordId));
        return new Page(page.map(one -> Entry.of(one, access.isReadable(me, one), standings.get(one.recordId()))), page.next());
    }

    @Operation(summary = "One record", description = "For records officers, and for the person whose request it was.")
    @ApiResponse(responseCode = "200", description = "The record")
    @ApiResponse(responseCode = "404", description = "Not there, or not yours", content = @Content(mediaType = "application/problem+json"))
    @GetMapping("/{recordId}")
    Entry one(@Parameter(hidden = true) Person me, @PathVariable String recordId) {
        KeptRecord record = access.known(me, recordId);
        access.logViewed(me, record);
        return Entry.of(record, access.isReadable(me, record), me.has(RecordAccess.OFFICERS) ? archive.standings(List.of(recordId)).get(recordId) : null);
    }

    @Operation(summary = "The record's PDF", description = "The newest revision, byte for byte as kept. The download is logged.")
    @ApiResponse(responseCode = "200", description = "The PDF", content = @Content(mediaType = "application/pdf", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "404", description = "Not there, or not yours", content = @Content(mediaType = "application/problem+json"))
    @GetMapping("/{recordId}/record.pdf")
    ResponseEntity<byte[]> pdf(@Parameter(hidden = true) Person me, @PathVariable String recordId) {
        return Download.pdf(access.bytes(me, recordId), recordId + ".pdf");
    }

    @Operation(summary = "The record's data", description = "record.json, as it is embedded in the PDF. The download is logged.")
    @ApiResponse(responseCode = "200", description = "The data")
    @ApiResponse(responseCode = "404", description = "Not there, or not yours", content = @Content(mediaType = "application/problem+json"))
    @GetMapping("/{recordId}/record.json")
    ResponseEntity<byte[]> data(@Parameter(hidden = true) Person me, @PathVariable String recordId) {
        return Download.file(access.data(me, recordId), recordId + ".json", MediaType.APPLICATION_JSON);
    }
}
