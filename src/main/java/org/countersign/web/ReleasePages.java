package org.countersign.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.engine.Cases;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.KeptRecord;
import org.countersign.records.Ledger;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.Releases;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A restricted record's office opens it to a records officer until a day; a records officer asks for that. */
@Controller
@RequestMapping("/records/{recordId}/release")
class ReleasePages {

    private static final int LONGEST_YEARS = 1;
    private static final int LONGEST_REASON = 2000;
    private static final int LONGEST_REQUEST = 500;

    private final RecordAccess access;
    private final Releases releases;
    private final Cases cases;
    private final People people;
    private final Notices notices;
    private final Ledger ledger;
    private final TransactionTemplate transaction;

    ReleasePages(RecordAccess access, Releases releases, Cases cases, People people, Notices notices, Ledger ledger, PlatformTransactionManager transactions) {
        this.access = access;
        this.releases = releases;
        this.cases = cases;
        this.people = people;
        this.notices = notices;
        this.ledger = ledger;
        this.transaction = new TransactionTemplate(transactions);
    }

    @GetMapping
    String show(Person me, @PathVariable String recordId, Model model) {
        return page(me, restricted(me, recordId), model, Map.of(), "", "", "");
    }

    @PostMapping
    String release(Person me, @PathVariable String recordId, @RequestParam(defaultValue = "") String officer, @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String reason, Model model, RedirectAttributes after, HttpServletResponse response) {
        KeptRecord record = restricted(me, recordId);
        if (!access.mayRelease(me, record)) {
            throw new NotThere();
        }
        Map<String, String> wrong = new LinkedHashMap<>();
        Person to = people.byId(officer).filter(one -> one.has(RecordAccess.OFFICERS)).orElse(null);
        LocalDate day = day(until);
        if (to == null) {
            wrong.put("officer", "Choose a records officer from the list.");
        }
        if (day == null || day.isBefore(people.today()) || day.isAfter(people.today().plusYears(LONGEST_YEARS))) {
            wrong.put("until", "Give the last day, today or later and within a year.");
        }
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            wrong.put("reason", reason.isBlank() ? "Give the reason." : "Keep the reason under 2,000 characters.");
        }
        if (!wrong.isEmpty() || to == null || day == null) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return page(me, record, model, wrong, officer, until, reason);
        }
        transaction.executeWithoutResult(together -> {
            releases.release(record, to.personId(), day, reason.strip(), me.personId());
            notices.tell(to.personId(), new Notice("released:" + recordId + ":" + people.today() + ":" + day, "records/released", "Record " + recordId + " is open to you",
                    "You may read it until " + day + ". What you open is logged.", "/records/" + recordId, null));
        });
        after.addFlashAttribute("done", to.name() + " may read it until the end of that day.");
        return "redirect:/records/{recordId}/release";
    }

    @PostMapping("/end")
    String end(Person me, @PathVariable String recordId, @RequestParam(defaultValue = "") String officer, RedirectAttributes after) {
        if (!access.mayRelease(me, restricted(me, recordId))) {
            throw new NotThere();
        }
        releases.end(recordId, officer, me.personId());
        after.addFlashAttribute("done", "The record is closed to them again.");
        return "redirect:/records/{recordId}/release";
    }

    /** The office that owns the record is told who asks and why. */
    @PostMapping("/request")
    String request(Person me, @PathVariable String recordId, @RequestParam(defaultValue = "") String why, Model model, RedirectAttributes after,
            HttpServletResponse response) {
        KeptRecord record = restricted(me, recordId);
        RecordAccess.mustBeOfficer(me);
        if (why.isBlank() || why.length() > LONGEST_REQUEST) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("why", why);
            return page(me, record, model, Map.of("why", why.isBlank() ? "Say what you need it for." : "Keep it under 500 characters."), "", "", "");
        }
        Set<String> office = officeOf(recordId, me);
        if (office.isEmpty()) {
            after.addFlashAttribute("done", "Nobody is in the office that owns it just now: ask an administrator who looks after it.");
        } else {
            transaction.executeWithoutResult(together -> {
                notices.tell(office, new Notice("release-requested:" + recordId + ":" + me.personId() + ":" + people.today(), "records/release-requested",
                        "Request to read record " + recordId, me.name() + ", records officer, asks to read it: " + why.strip()
                                + " You can open it to them until a day of your choice, or leave it closed.", "/records/" + recordId + "/release", null));
                ledger.add("releaseRequested", recordId, Map.of("by", me.personId()));
            });
            after.addFlashAttribute("done", "The office that owns it has been told.");
        }
        return "redirect:/records/{recordId}";
    }

    private Set<String> officeOf(String recordId, Person asking) {
        Set<String> office = new LinkedHashSet<>();
        Person.ROLES.stream().filter(role -> !role.equals("staff") && !role.equals(RecordAccess.OFFICERS)).map(people::withRole).flatMap(List::stream).distinct()
                .filter(one -> !one.personId().equals(asking.personId()) && cases.mayRead(one, recordId)).map(Person::personId).forEach(office::add);
        return office;
    }

    private KeptRecord restricted(Person me, String recordId) {
        KeptRecord record = access.known(me, recordId);
        // Of what was disposed of nothing is left to open.
        if (record.accessClass() != AccessClass.RESTRICTED || record.title().isEmpty() || !me.has(RecordAccess.OFFICERS) && !access.mayRelease(me, record)) {
            throw new NotThere();
        }
        return record;
    }

    private String page(Person me, KeptRecord record, Model model, Map<String, String> wrong, String officer, String until, String reason) {
        model.addAttribute("record", record);
        model.addAttribute("owner", access.mayRelease(me, record));
        model.addAttribute("readable", access.isReadable(me, record));
        model.addAttribute("releases", access.mayRelease(me, record) ? releases.of(record.recordId()) : List.of());
        model.addAttribute("officers", people.withRole(RecordAccess.OFFICERS));
        model.addAttribute("wrong", wrong);
        model.addAttribute("typedOfficer", officer);
        model.addAttribute("typedUntil", until);
        model.addAttribute("typedReason", reason);
        model.addAttribute("earliest", people.today());
        model.addAttribute("latest", people.today().plusYears(LONGEST_YEARS));
        return "pages/record-release";
    }

    /** A day as forms send it; {@code null} when it is none. */
    static @Nullable LocalDate day(@Nullable String typed) {
        try {
            return typed == null || typed.isBlank() ? null : LocalDate.parse(typed.strip());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
