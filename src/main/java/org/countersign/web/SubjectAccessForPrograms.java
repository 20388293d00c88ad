package org.countersign.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import org.countersign.holds.Hold;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.registers.Groups.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The answer to a request for access as JSON, for records officers and the Data Protection Officer. */
@RestController
@RequestMapping("/api/records/people/{personId}")
@Tag(name = "Subject access", description = "What mentions a person, for the answer to their request (UK GDPR art. 15). For records officers and the Data Protection Officer")
class SubjectAccessForPrograms {

    /** A messaging group somebody runs or is a member of now. */
    record GroupEntry(String groupId, String name) {}

    /**
     * @param groupIds groups this person is in; all of them where it is absent
     * @param reason   names nobody
     * @param reviewOn the day on which it is looked at again, today or later
     */
    record Wanted(@Nullable List<String> groupIds, @Nullable String reason, @Nullable LocalDate reviewOn) {}

    record Placed(String holdId, List<String> groupIds) {}

    private final SubjectAccess mentions;
    private final People people;

    SubjectAccessForPrograms(SubjectAccess mentions, People people) {
        this.mentions = mentions;
        this.people = people;
    }

    @Operation(summary = "What mentions a person", description = "With the reasons why a part may have to stay out, in 'heed'. Records officers get what is open to the desk, "
            + "the Data Protection Officer also that restricted records are there; what is sealed off is in nobody's list. The look is logged.")
    @ApiResponse(responseCode = "200", description = "All of it, newest first")
    @ApiResponse(responseCode = "403", description = "Neither records officer nor Data Protection Officer", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "404", description = "No such person", content = @Content(mediaType = "application/problem+json"))
    @GetMapping
    List<SubjectAccess.Mention> mentions(@Parameter(hidden = true) Person me, @PathVariable String personId) {
        return mentions.of(me, subject(me, personId));
    }

    @Operation(summary = "The messaging groups a person is in", description = "Those they run or are a member of now.")
    @ApiResponse(responseCode = "200", description = "All of them, by name")
    @ApiResponse(responseCode = "403", description = "Neither records officer nor Data Protection Officer", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "404", description = "No such person", content = @Content(mediaType = "application/problem+json"))
    @GetMapping("/groups")
    List<GroupEntry> groups(@Parameter(hidden = true) Person me, @PathVariable String personId) {
        return mentions.groupsOf(subject(me, personId)).stream().map(one -> new GroupEntry(one.groupId(), one.name())).toList();
    }

    @Operation(summary = "Hold the groups a person is in", description = "Nothing in them is deleted until the hold is released. Their administrators are told to keep everything, and not why.")
    @ApiResponse(responseCode = "201", description = "It is in force")
    @ApiResponse(responseCode = "403", description = "Neither records officer nor Data Protection Officer", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "404", description = "No such person, or a group they are not in", content = @Content(mediaType = "application/problem+json"))
    @ApiResponse(responseCode = "422", description = "Refused; the detail says why", content = @Content(mediaType = "application/problem+json"))
    @PostMapping("/hold")
    @ResponseStatus(HttpStatus.CREATED)
    Placed hold(@Parameter(hidden = true) Person me, @PathVariable String personId, @RequestBody Wanted wanted) {
        Person subject = subject(me, personId);
        List<String> groupIds = wanted.groupIds() != null ? wanted.groupIds() : mentions.groupsOf(subject).stream().map(Group::groupId).toList();
        Hold placed = mentions.hold(me, subject, groupIds, wanted.reason() == null ? "" : wanted.reason(), wanted.reviewOn());
        return new Placed(placed.holdId(), groupIds);
    }

    private Person subject(Person me, String personId) {
        SubjectAccess.mustAnswerRequests(me);
        return people.byId(personId).orElseThrow(NotThere::new);
    }
}
