package org.countersign.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.countersign.engine.Flow;
import org.countersign.people.Person;
import org.countersign.people.People;
import org.countersign.records.Archive;
import org.countersign.records.Archive.Query;
import org.countersign.records.KeptRecord;
import org.countersign.records.Verification;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The archive for records officers, and a person's own record for the one who asked. Every view and download is logged. */
@Controller
@RequestMapping("/records")
class RecordPages {

    private static final int PAGE = 25;

    private final Archive archive;
    private final Verification verification;
    private final RecordAccess access;
    private final People people;
    private final Map<String, String> flows;

    RecordPages(Archive archive, Verification verification, RecordAccess access, People people, ObjectProvider<Flow> flows) {
        this.archive = archive;
        this.verification = verification;
        this.access = access;
        this.people = people;
        this.flows = flows.orderedStream().collect(Collectors.toMap(Flow::name, Flow::title));
    }

    @GetMapping
    String list(Person me, @RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable String flow,
            @RequestParam(required = false) @Nullable String outcome, @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String after, Model model) {
        RecordAccess.mustBeOfficer(me);
        String who = orNull(person);
        Optional<Person> named = who == null ? Optional.empty() : personNamed(who);
        model.addAttribute("unknownPerson", who != null && named.isEmpty());
        KeyPage<KeptRecord> page = KeyPage.of(who != null && named.isEmpty() ? List.of()
                : archive.search(new Query(orNull(q), orNull(flow), orNull(outcome), named.map(Person::personId).orElse(null), null, null, null, null,
                        orNull(after), PAGE + 1)), PAGE, KeptRecord::recordId);
        model.addAttribute("records", page.shown());
        model.addAttribute("older", page.next());
        model.addAttribute("filtered", orNull(q) != null || orNull(flow) != null || orNull(outcome) != null || who != null);
        model.addAttribute("paged", orNull(after) != null);
        model.addAttribute("flows", flows);
        model.addAttribute("q", q);
        model.addAttribute("flow", flow);
        model.addAttribute("outcome", outcome);
        model.addAttribute("person", person);
        return "pages/records";
    }

    @GetMapping("/{recordId}")
    String one(Person me, @PathVariable String recordId, Model model) {
        KeptRecord record = access.known(me, recordId);
        access.logViewed(me, record);
        boolean readable = access.isReadable(me, record);
        model.addAttribute("record", record);
        model.addAttribute("readable", readable);
        model.addAttribute("officer", me.has(RecordAccess.OFFICERS));
        model.addAttribute("own", access.isOwn(me, record));
        model.addAttribute("flowTitle", flows.getOrDefault(record.flow(), record.flow()));
        if (readable) {
            model.addAttribute("report", archive.pdf(recordId).map(verification::verify).orElse(null));
        }
        return "pages/record";
    }

    @GetMapping("/{recordId}/record.pdf")
    ResponseEntity<byte[]> pdf(Person me, @PathVariable String recordId) {
        return Download.pdf(access.bytes(me, recordId), recordId + ".pdf");
    }

    private Optional<Person> personNamed(String text) {
        Optional<Person> exact = people.byUserId(text).or(() -> people.byId(text));
        if (exact.isPresent()) {
            return exact;
        }
        List<Person> named = people.all().stream().filter(person -> person.name().equalsIgnoreCase(text)).toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
