package org.countersign.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.countersign.casefile.CaseFile;
import org.countersign.casefile.CaseFile.View;
import org.countersign.engine.Case;
import org.countersign.engine.ReadableCases.Query;
import org.countersign.engine.ReadableCases;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The case file as JSON, for whoever may read the case. */
@RestController
@RequestMapping("/api/cases")
@Tag(name = "Cases", description = "A case with those that belong to it, to each reader what they may read")
class CasesForPrograms {

    /** A case. Instants are UTC. */
    record Entry(String caseId, String flow, String state, @Nullable String outcome, Instant startedAt, @Nullable Instant endedAt) {

        static Entry of(Case one) {
            return new Entry(one.caseId(), one.flow(), one.state(), one.outcome(), one.startedAt(), one.endedAt());
        }
    }

    /** Something that happened. {@code by} is a person's id, absent where the application did it. */
    record Event(String caseId, Instant at, String event, String words, @Nullable String by) {}

    /** An attached file: content at {@code /cases/{caseId}/files/{id}}. */
    record File(String id, String name, String mediaType, long size, String sha256, boolean readable) {}

    /** A letter: PDF at {@code /cases/{caseId}/letters/{id}}. */
    record Letter(String id, int number, String title, String addressee, Instant writtenAt, String sha256) {}

    /** A case with what belongs to it. */
    record Whole(Entry one, List<Entry> related, List<Event> timeline, List<File> files, List<Letter> letters) {}

    /** One page; give {@code next} as {@code before} to get the one after it. */
    record Page(List<Entry> cases, @Nullable String next) {}

    private final CaseFile file;
    private final ReadableCases readable;

    CasesForPrograms(CaseFile file, ReadableCases readable) {
        this.file = file;
        this.readable = readable;
    }

    @Operation(summary = "Confidential cases you may read, newest first", description = "Instants are ISO 8601 in UTC.")
    @GetMapping
    Page list(@Parameter(hidden = true) Person me,
            @Parameter(description = "Only of this flow, for example post-removal") @RequestParam(required = false) @Nullable String flow,
            @Parameter(description = "true: only open ones; false: only ended ones") @RequestParam(required = false) @Nullable Boolean open,
            @Parameter(description = "Only cases begun before this one") @RequestParam(required = false) @Nullable String before,
            @Parameter(description = "At most this many, up to 200") @RequestParam(defaultValue = "50") int limit) {
        int size = KeyPage.size(limit);
        KeyPage<Case> page = KeyPage.of(readable.of(me, new Query(flow, open, before, size + 1)), size, Case::caseId);
        return new Page(page.map(Entry::of), page.next());
    }

    @Operation(summary = "A case file", description = "The case, the cases that belong to it as far as you may read them, and what happened in all of them, in order.")
    @ApiResponse(responseCode = "200", description = "The case file")
    @ApiResponse(responseCode = "404", description = "Not there, or not yours", content = @Content(mediaType = "application/problem+json"))
    @GetMapping("/{caseId}")
    Whole one(@Parameter(hidden = true) Person me, @PathVariable String caseId) {
        View view = file.of(me, caseId).orElseThrow(NotThere::new);
        return new Whole(Entry.of(view.one()), view.related().stream().map(Entry::of).toList(),
                view.timeline().stream().map(one -> new Event(one.caseId(), one.at(), one.event(), one.words(), one.personId())).toList(),
                view.files().stream().map(one -> new File(one.attachmentId(), one.name(), one.mediaType(), one.size(), one.sha256(), one.isReadable())).toList(),
                view.letters().stream().map(one -> new Letter(one.letterId(), one.number(), one.title(), one.addressee(), one.writtenAt(), one.sha256())).toList());
    }
}
