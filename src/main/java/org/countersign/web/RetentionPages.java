package org.countersign.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.countersign.people.Person;
import org.countersign.records.KeptRecord;
import org.countersign.records.Retention;
import org.countersign.records.Retention.Effects;
import org.countersign.records.RetentionRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How long records are kept, changed by records officers: another class, the day their time runs from, a new schedule. Effects come first. */
@Controller
@RequestMapping("/records")
class RetentionPages {

    private static final int MOST = 5000;

    private final Retention retention;
    private final Chosen.Meant meant;

    RetentionPages(Retention retention, Chosen.Meant meant) {
        this.retention = retention;
        this.meant = meant;
    }

    /** What moving records to another class does. */
    @GetMapping("/class")
    String ofClass(Person me, @RequestParam(required = false) @Nullable String which, @RequestParam(required = false) @Nullable List<String> id,
            @ModelAttribute("asked") Asked asked, @RequestParam(defaultValue = "") String newClass, Model model) {
        RecordAccess.mustBeOfficer(me);
        return page(me, "class", Chosen.of(which, id, asked), newClass, "", "", new LinkedHashMap<>(), model);
    }

    @PostMapping("/class")
    String reclassify(Person me, @RequestParam(required = false) @Nullable String which, @RequestParam(required = false) @Nullable List<String> id,
            @ModelAttribute("asked") Asked asked, @RequestParam(defaultValue = "") String newClass, @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "false") boolean shorterToo, Model model, RedirectAttributes after, HttpServletResponse response) {
        RecordAccess.mustBeOfficer(me);
        Chosen chosen = Chosen.of(which, id, asked);
        return change(me, "class", chosen, newClass, "", reason, () -> retention.reclassify(ids(me, chosen), newClass, reason, shorterToo, me.personId()), model, after, response);
    }

    /** What entering the day does from which records' time runs: the end of a contract, a registration, an academic year. */
    @GetMapping("/day")
    String ofDay(Person me, @RequestParam(required = false) @Nullable List<String> id, @ModelAttribute("asked") Asked asked, @RequestParam(defaultValue = "") String on, Model model) {
        RecordAccess.mustBeOfficer(me);
        return page(me, "day", Chosen.of("chosen", id, asked), "", on, "", new LinkedHashMap<>(), model);
    }

    @PostMapping("/day")
    String enter(Person me, @RequestParam(required = false) @Nullable List<String> id, @ModelAttribute("asked") Asked asked, @RequestParam(defaultValue = "") String on,
            @RequestParam(defaultValue = "") String reason, @RequestParam(defaultValue = "false") boolean shorterToo, Model model, RedirectAttributes after,
            HttpServletResponse response) {
        RecordAccess.mustBeOfficer(me);
        Chosen chosen = Chosen.of("chosen", id, asked);
        LocalDate day = ReleasePages.day(on);
        return change(me, "day", chosen, "", on, reason, () -> {
            if (day == null) {
                throw new RetentionRefused("Give the day, for example 2026-07-31.");
            }
            return retention.enter(ids(me, chosen), day, reason, shorterToo, me.personId());
        }, model, after, response);
    }

    /** The schedule in force, and what it would change of records that were asked of an earlier one. */
    @GetMapping("/schedule")
    String schedule(Person me, Model model) {
        RecordAccess.mustBeOfficer(me);
        return schedule(model, Map.of(), "");
    }

    @PostMapping("/schedule")
    String recompute(Person me, @RequestParam(defaultValue = "") String reason, Model model, RedirectAttributes after, HttpServletResponse response) {
        RecordAccess.mustBeOfficer(me);
        try {
            Effects done = retention.recompute(true, reason, me.personId());
            after.addFlashAttribute("done", done.records() == 1 ? "One record was asked anew." : done.records() + " records were asked anew.");
            return "redirect:/records/schedule";
        } catch (RetentionRefused no) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return schedule(model, Map.of("reason", no.getMessage()), reason);
        }
    }

    private String schedule(Model model, Map<String, String> wrong, String reason) {
        model.addAttribute("rules", retention.rules());
        model.addAttribute("version", retention.version());
        model.addAttribute("effects", retention.previewOfRecomputing());
        model.addAttribute("wrong", wrong);
        model.addAttribute("typedReason", reason);
        return "pages/retention-schedule";
    }

    private String change(Person me, String what, Chosen chosen, String newClass, String on, String reason, Supplier<Effects> change, Model model, RedirectAttributes after,
            HttpServletResponse response) {
        try {
            Effects done = change.get();
            after.addFlashAttribute("done", (done.records() == 1 ? "One record was changed" : done.records() + " records were changed") + "; each change stands in the ledger.");
            return what.equals("class") ? "redirect:/records" : "redirect:/records/disposal";
        } catch (RetentionRefused | IllegalArgumentException no) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            Map<String, String> wrong = new LinkedHashMap<>();
            wrong.put(no.getMessage().contains("has to be confirmed") ? "shorterToo" : what.equals("day") && ReleasePages.day(on) == null ? "on" : "reason", no.getMessage());
            return page(me, what, chosen, newClass, on, reason, wrong, model);
        }
    }

    private List<String> ids(Person me, Chosen chosen) {
        List<String> ids = meant.records(me, chosen, MOST + 1).stream().map(KeptRecord::recordId).toList();
        if (ids.size() > MOST) {
            throw new RetentionRefused("These are more than 5,000 records: narrow the search, and do it in parts.");
        }
        return ids;
    }

    private String page(Person me, String what, Chosen chosen, String newClass, String on, String reason, Map<String, String> wrong, Model model) {
        Effects effects = null;
        LocalDate day = ReleasePages.day(on);
        List<String> ids = List.of();
        try {
            ids = ids(me, chosen);
            if (ids.isEmpty()) {
                wrong.putIfAbsent(what.equals("class") ? "newClass" : "on", "Choose records first.");
            } else if (what.equals("class") && !newClass.isBlank()) {
                effects = retention.previewOfReclassifying(ids, newClass);
            } else if (what.equals("day") && day != null) {
                effects = retention.previewOfEntering(ids, day);
            } else if (what.equals("day") && !on.isBlank()) {
                wrong.putIfAbsent("on", "Give the day, for example 2026-07-31.");
            }
        } catch (RetentionRefused | IllegalArgumentException no) {
            wrong.putIfAbsent(what.equals("class") ? "newClass" : "on", no.getMessage());
        }
        model.addAttribute("what", what);
        model.addAttribute("chosen", chosen);
        model.addAttribute("count", ids.size());
        model.addAttribute("rules", retention.rules());
        model.addAttribute("effects", effects);
        model.addAttribute("wrong", wrong);
        model.addAttribute("newClass", newClass);
        model.addAttribute("on", on);
        model.addAttribute("typedReason", reason);
        return "pages/retention-change";
    }
}
