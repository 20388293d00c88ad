package org.countersign.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.countersign.notices.Notices.Notice;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.KeptRecord;
import org.countersign.records.Releases;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
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

    private final ReleaseDesk desk;
    private final RecordAccess access;
    private final Releases releases;
    private final People people;

    ReleasePages(ReleaseDesk desk, RecordAccess access, Releases releases, People people) {
        this.desk = desk;
        this.access = access;
        this.releases = releases;
        this.people = people;
    }

    @GetMapping
    String show(Person me, @PathVariable String recordId, Model model) {
        return page(me, desk.restricted(me, recordId), model, Map.of(), "", "", "");
    }

    @PostMapping
    String release(Person me, @PathVariable String recordId, @RequestParam(defaultValue = "") String officer, @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String reason, Model model, RedirectAttributes after, HttpServletResponse response) {
        KeptRecord record = desk.owned(me, recordId);
        Map<String, String> wrong = desk.release(me, record, officer, day(until), reason);
        if (!wrong.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return page(me, record, model, wrong, officer, until, reason);
        }
        after.addFlashAttribute("done", people.byId(officer).map(Person::name).orElse(officer) + " may read it until the end of that day.");
        return "redirect:/records/{recordId}/release";
    }

    @PostMapping("/end")
    String end(Person me, @PathVariable String recordId, @RequestParam(defaultValue = "") String officer, RedirectAttributes after) {
        releases.end(desk.owned(me, recordId).recordId(), officer, me.personId());
        after.addFlashAttribute("done", "The record is closed to them again.");
        return "redirect:/records/{recordId}/release";
    }

    /** The office that owns the record is told who asks and why. */
    @PostMapping("/request")
    String request(Person me, @PathVariable String recordId, @RequestParam(defaultValue = "") String why, Model model, RedirectAttributes after,
            HttpServletResponse response) {
        KeptRecord record = desk.restricted(me, recordId);
        Map<String, String> wrong = ReleaseDesk.wrongToAsk(me, why);
        if (!wrong.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("why", why);
            return page(me, record, model, wrong, "", "", "");
        }
        after.addFlashAttribute("done", desk.ask(me, record, why) ? "The office that owns it has been told." : ReleaseDesk.NOBODY_THERE);
        return "redirect:/records/{recordId}";
    }

    private String page(Person me, KeptRecord record, Model model, Map<String, String> wrong, String officer, String until, String reason) {
        boolean owner = access.mayRelease(me, record);
        model.addAttribute("record", record);
        model.addAttribute("owner", owner);
        model.addAttribute("readable", access.isReadable(me, record));
        model.addAttribute("releases", owner ? releases.of(record.recordId()) : List.of());
        model.addAttribute("officers", people.withRole(RecordAccess.OFFICERS));
        model.addAttribute("wrong", wrong);
        model.addAttribute("typedOfficer", officer);
        model.addAttribute("typedUntil", until);
        model.addAttribute("typedReason", reason);
        model.addAttribute("earliest", people.today());
        model.addAttribute("latest", people.today().plusYears(ReleaseDesk.LONGEST_YEARS));
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
