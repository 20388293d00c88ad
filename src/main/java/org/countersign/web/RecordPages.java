package org.countersign.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.Archive;
import org.countersign.records.Archive.Status;
import org.countersign.records.KeptRecord;
import org.countersign.records.Verification;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
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
    private final RecordView view;
    private final People people;

    RecordPages(Archive archive, Verification verification, RecordAccess access, RecordView view, People people) {
        this.archive = archive;
        this.verification = verification;
        this.access = access;
        this.view = view;
        this.people = people;
    }

    @GetMapping
    String list(Person me, @ModelAttribute("asked") Asked asked, @RequestParam(required = false) @Nullable String show, Model model) {
        RecordAccess.mustBeOfficer(me);
        Map<String, String> wrong = asked.wrong();
        Optional<Person> named = asked.person() == null ? Optional.empty() : personNamed(people, asked.person());
        if (asked.person() != null && named.isEmpty()) {
            wrong.put("person", "Nobody in the directory is called that, or several are. Give the user id.");
        }
        KeyPage<KeptRecord> page = KeyPage.of(wrong.isEmpty() ? archive.search(asked.query(named.map(Person::personId).orElse(null), PAGE + 1)) : List.of(),
                PAGE, KeptRecord::recordId);
        model.addAttribute("wrong", wrong);
        model.addAttribute("records", page.shown());
        model.addAttribute("standings", archive.standings(page.map(KeptRecord::recordId)));
        model.addAttribute("older", page.next());
        model.addAttribute("flows", view.flows());
        model.addAttribute("statuses", Status.values());
        model.addAttribute("classes", archive.retentionClasses());
        KeptRecord shown = show == null ? null : access.known(me, show);
        if (shown != null) {
            access.logViewed(me, shown);
            view.show(me, shown, model);
        }
        model.addAttribute("shown", shown == null ? null : shown.recordId());
        return "pages/records";
    }

    @GetMapping("/{recordId}")
    String one(Person me, @PathVariable String recordId, Model model) {
        KeptRecord record = access.known(me, recordId);
        access.logViewed(me, record);
        view.show(me, record, model);
        model.addAttribute("own", access.isOwn(me, record));
        if (access.isReadable(me, record)) {
            model.addAttribute("report", archive.pdf(recordId).map(verification::verify).orElse(null));
        }
        return "pages/record";
    }

    @GetMapping("/{recordId}/record.pdf")
    ResponseEntity<byte[]> pdf(Person me, @PathVariable String recordId) {
        return Download.pdf(access.bytes(me, recordId), recordId + ".pdf");
    }

    @GetMapping("/{recordId}/record.json")
    ResponseEntity<byte[]> data(Person me, @PathVariable String recordId) {
        return Download.file(access.data(me, recordId), recordId + ".json", MediaType.APPLICATION_JSON);
    }

    /** Who is meant by a user id, a person id, or a name that only one has; also somebody who has left. */
    static Optional<Person> personNamed(People people, String text) {
        Optional<Person> exact = people.chosen(text).or(() -> people.byId(text));
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
