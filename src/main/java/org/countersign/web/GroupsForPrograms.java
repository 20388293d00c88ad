package org.countersign.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.countersign.grouplife.GroupLives;
import org.countersign.grouplife.GroupPeople;
import org.countersign.holds.Holds;
import org.countersign.people.Person;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.countersign.registers.Groups.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The register of groups as JSON, for everybody who reads its page; a group with its duties, for those concerned. */
@RestController
@RequestMapping("/api/groups")
@Tag(name = "Groups", description = "The register of messaging groups, and the life of each")
class GroupsForPrograms {

    /** A group of the register. People are given by their ids. Instants are UTC. */
    record Entry(String groupId, String name, String appId, String app, Status status, String administratorId, @Nullable String assistantId, Instant enteredAt, String recordId) {

        static Entry of(Group one) {
            return new Entry(one.groupId(), one.name(), one.appId(), one.appName(), one.status(), one.administratorId(), one.assistantId(), one.enteredAt(), one.recordId());
        }
    }

    /** One page; give {@code next} as {@code after} to get the one after it. */
    record Page(List<Entry> groups, @Nullable String next) {}

    /** A year of its life; the case is also the id of its record. */
    record Year(String caseId, int number, Instant beganAt, @Nullable LocalDate activatedOn, @Nullable Instant endedAt) {}

    /** Something that was, is or will have to be done. {@code on} is a local day, of an attestation the one up to which everything is deleted. */
    record Duty(org.countersign.grouplife.Duty.Kind kind, LocalDate on, org.countersign.grouplife.Duty.State state, Instant askAt, @Nullable Instant dueAt,
            @Nullable Instant endedAt, @Nullable String endedBy) {}

    /** A group with its life. {@code members} is how many there are; who they are is not told. */
    record Whole(Entry group, String purpose, String membership, int members, boolean held, List<Year> years, List<Duty> duties) {}

    private final Groups groups;
    private final GroupLives lives;
    private final GroupPeople who;
    private final Holds holds;

    GroupsForPrograms(Groups groups, GroupLives lives, GroupPeople who, Holds holds) {
        this.groups = groups;
        this.lives = lives;
        this.who = who;
        this.holds = holds;
    }

    @Operation(summary = "The register of groups", description = "Ordered by name and paged by key.")
    @ApiResponse(responseCode = "200", description = "One page")
    @GetMapping
    Page groups(@Parameter(hidden = true) Person me,
            @Parameter(description = "Words of the name") @RequestParam(required = false) @Nullable String text,
            @Parameter(description = "Only of that status") @RequestParam(required = false) @Nullable Status status,
            @Parameter(description = "Only those in that app, by its id") @RequestParam(required = false) @Nullable String app,
            @Parameter(description = "Only groups after this id in the list") @RequestParam(required = false) @Nullable String after,
            @Parameter(description = "At most this many, up to 200") @RequestParam(defaultValue = "50") int limit) {
        int size = KeyPage.size(limit);
        String words = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        List<Group> found = groups.all().stream().filter(one -> status == null || one.status() == status).filter(one -> app == null || one.appId().equals(app))
                .filter(one -> one.name().toLowerCase(Locale.ROOT).contains(words)).toList();
        int from = after == null ? 0 : found.stream().map(Group::groupId).toList().indexOf(after) + 1;
        KeyPage<Group> page = KeyPage.of(found.subList(from, Math.min(found.size(), from + size + 1)), size, Group::groupId);
        return new Page(page.map(Entry::of), page.next());
    }

    @Operation(summary = "One group", description = "With its years, its duties, and whether a hold suspends deletion.")
    @ApiResponse(responseCode = "200", description = "The group")
    @ApiResponse(responseCode = "404", description = "Not there, or not for you", content = @Content(mediaType = "application/problem+json"))
    @GetMapping("/{groupId}")
    Whole one(@Parameter(hidden = true) Person me, @PathVariable String groupId) {
        Group group = groups.byId(groupId).filter(one -> who.readers(one).admit(me)).orElseThrow(NotThere::new);
        return new Whole(Entry.of(group), group.purpose(), group.membership(), lives.members(groupId).size(), holds.isGroupHeld(groupId),
                lives.yearsOf(groupId).stream().map(one -> new Year(one.caseId(), one.number(), one.beganAt(), one.activatedOn(), one.endedAt())).toList(),
                lives.dutiesOf(groupId).stream().map(one -> new Duty(one.kind(), one.on(), one.state(), one.askAt(), one.dueAt(), one.endedAt(), one.endedBy())).toList());
    }
}
