package org.countersign.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.countersign.people.Person;
import org.countersign.records.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** The walk through the ledger, for programs. */
@RestController
@RequestMapping("/api/ledger")
@Tag(name = "Ledger", description = "Whether everything that was written down about cases and records is still there and unchanged")
class LedgerForPrograms {

    /**
     * How the ledger stands.
     *
     * @param entries  rows the head names
     * @param firstBad number of the first row that does not fit, if any
     * @param words    the answer in a sentence
     * @param head     hash of the last row, to be compared with the one sent by mail
     */
    record Answer(boolean intact, long entries, @Nullable Long firstBad, String words, String head) {}

    private final Ledger ledger;
    private final LedgerWalks walks;

    LedgerForPrograms(Ledger ledger, LedgerWalks walks) {
        this.ledger = ledger;
        this.walks = walks;
    }

    @Operation(summary = "Verify the ledger", description = "For records officers. Walks the whole chain, its daily anchors, the access log and the file "
            + "outside the database, and names the first row that does not fit. A million rows take some seconds; one walk at a time.")
    @ApiResponse(responseCode = "200", description = "How it stands, also where it does not hold")
    @ApiResponse(responseCode = "403", description = "Not a records officer", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "429", description = "Somebody's walk is under way; see Retry-After", content = @Content(mediaType = "application/problem+json"))
    @RequestMapping(path = "/verify", method = {RequestMethod.GET, RequestMethod.POST})
    Answer verify(@Parameter(hidden = true) Person me) {
        RecordAccess.mustBeOfficer(me);
        Ledger.State state = walks.walk();
        return new Answer(state.intact(), state.entries(), state.firstBad(), state.words(), ledger.head().hash());
    }
}
