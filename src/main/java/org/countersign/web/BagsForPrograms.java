package org.countersign.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Records as bags, for programs. */
@RestController
@RequestMapping("/api/records")
@Tag(name = "Records", description = "The archive: all of it for records officers, one's own record for the one who asked")
class BagsForPrograms {

    /**
     * Which records; the one or the other.
     *
     * @param recordIds these, all of which the caller must be allowed to read
     * @param query     those found; an empty question finds all
     */
    record Export(@Nullable List<String> recordIds, @Nullable RecordQuestion query) {}

    /** The days of sealing, the first and the last, where the institution is; each may be absent. */
    record Days(@Nullable LocalDate from, @Nullable LocalDate to) {}

    private static final int MOST_NAMED = 10_000;

    private final RecordBags bags;

    BagsForPrograms(RecordBags bags) {
        this.bags = bags;
    }

    @Operation(summary = "One record as a bag", description = "A zip file: BagIt 1.0 (RFC 8493) with every revision of the PDF, its data, attachments, "
            + "events (PREMIS 3.0), description (Dublin Core) and the ledger's lines. The export stands in the ledger.")
    @ApiResponse(responseCode = "200", description = "The bag", content = @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "404", description = "Not there, or not yours", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "409", description = "The archive's copy is damaged", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "429", description = "Others are being exported just now; see Retry-After", content = @Content(mediaType = "application/problem+json"))
    @GetMapping("/{recordId}/bag.zip")
    void one(@Parameter(hidden = true) Person me, @PathVariable String recordId, HttpServletRequest request, HttpServletResponse response) throws IOException {
        bags.these(me, List.of(recordId), request, response);
    }

    @Operation(summary = "Many records as one bag", description = "Give 'recordIds' (up to 10,000), or 'query' with the parameters of the list of records. "
            + "Of what a query finds, only records whose content you may read are in the bag; it says how many others there are.")
    @ApiResponse(responseCode = "200", description = "The bag", content = @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "400", description = "Neither or both were given", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "403", description = "A query by somebody who is no records officer", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "404", description = "One of those named is not there, or not yours", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "429", description = "Others are being exported just now; see Retry-After", content = @Content(mediaType = "application/problem+json"))
    @PostMapping("/export")
    void many(@Parameter(hidden = true) Person me, @RequestBody Export export, HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> named = export.recordIds();
        RecordQuestion asked = export.query();
        if ((named == null) == (asked == null) || named != null && (named.isEmpty() || named.size() > MOST_NAMED)) {
            request.setAttribute(Trouble.WORDS, "Say which records: 'recordIds' with 1 to 10,000 of them, or 'query'.");
            response.sendError(HttpStatus.BAD_REQUEST.value());
        } else if (named != null) {
            bags.these(me, named, request, response);
        } else if (asked != null) {
            bags.found(me, asked.query(Integer.MAX_VALUE), response);
        }
    }

    @Operation(summary = "The records of your office as one bag", description = "The restricted records that you may read, for the Data Protection Officer, communications, HR and the "
            + "other offices that own some; what is sealed off for its officer alone. That a record is held is in the bag, and not why.")
    @ApiResponse(responseCode = "200", description = "The bag", content = @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "422", description = "No such record was sealed on these days", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "429", description = "Others are being exported just now; see Retry-After", content = @Content(mediaType = "application/problem+json"))
    @PostMapping("/export/office")
    void office(@Parameter(hidden = true) Person me, @RequestBody Days days, HttpServletResponse response) throws IOException {
        List<String> records = bags.ofTheOffice(me, days.from(), days.to());
        if (records.isEmpty()) {
            throw new Refused(ExportPages.NOTHING_FOUND);
        }
        bags.office(me, records, response);
    }
}
