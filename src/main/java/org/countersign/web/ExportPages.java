package org.countersign.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Records as a bag, by records officers and by whoever may read one. What leaves and what stays comes first. */
@Controller
@RequestMapping("/records")
class ExportPages {

    static final String NOTHING_FOUND = "No record that is your office's was sealed on these days.";

    private final RecordBags bags;
    private final RecordAccess access;
    private final Chosen.Meant meant;

    ExportPages(RecordBags bags, RecordAccess access, Chosen.Meant meant) {
        this.bags = bags;
        this.access = access;
        this.meant = meant;
    }

    @GetMapping("/export")
    String show(Person me, @RequestParam(required = false) @Nullable String which, @RequestParam(required = false) @Nullable List<String> id,
            @ModelAttribute("asked") Asked asked, Model model, RedirectAttributes after) {
        RecordAccess.mustBeOfficer(me);
        Chosen chosen = Chosen.of(which, id, asked);
        try {
            long[] counted = new long[2];
            meant.all(me, chosen).forEach(record -> counted[access.isReadable(me, record) ? 0 : 1]++);
            model.addAttribute("leaving", counted[0]);
            model.addAttribute("staying", counted[1]);
        } catch (IllegalArgumentException unclear) {
            after.addFlashAttribute("done", unclear.getMessage());
            return "redirect:" + asked.list();
        }
        model.addAttribute("chosen", chosen);
        return "pages/record-export";
    }

    @PostMapping("/export")
    void export(Person me, @RequestParam(required = false) @Nullable String which, @RequestParam(required = false) @Nullable List<String> id,
            @ModelAttribute("asked") Asked asked, HttpServletResponse response) throws IOException {
        RecordAccess.mustBeOfficer(me);
        Chosen chosen = Chosen.of(which, id, asked);
        bags.readable(me, () -> meant.all(me, chosen), response);
    }

    /** What an office owns, for its own keeping: no bag of the desk has it. */
    @PostMapping("/export/office")
    @Nullable String office(Person me, @RequestParam(required = false) @Nullable LocalDate from, @RequestParam(required = false) @Nullable LocalDate to,
            HttpServletResponse response, RedirectAttributes after) throws IOException {
        List<String> records = bags.ofTheOffice(me, from, to);
        if (records.isEmpty()) {
            after.addFlashAttribute("done", NOTHING_FOUND);
            return "redirect:/cases";
        }
        bags.office(me, records, response);
        return null;
    }

    @GetMapping("/{recordId}/bag.zip")
    void one(Person me, @PathVariable String recordId, HttpServletRequest request, HttpServletResponse response) throws IOException {
        bags.these(me, List.of(recordId), request, response);
    }
}
