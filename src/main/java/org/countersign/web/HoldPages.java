package org.countersign.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.holds.Hold;
import org.countersign.holds.HoldRefused;
import org.countersign.holds.Holds;
import org.countersign.holds.Scope;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.KeptRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Legal holds: what is held, why, who answers for it and looks at it again; placing one shows first what it covers. */
@Controller
@RequestMapping("/records/holds")
class HoldPages {

    private static final int SHOWN = 50;
    private static final int RELEASED_SHOWN = 20;

    /** Months until a hold is looked at again, unless somebody says otherwise. */
    private static final int REVIEW_MONTHS = 6;

    private final Holds holds;
    private final Chosen.Meant meant;
    private final People people;
    private final RecordView view;

    HoldPages(Holds holds, Chosen.Meant meant, People people, RecordView view) {
        this.holds = holds;
        this.meant = meant;
        this.people = people;
        this.view = view;
    }

    @GetMapping
    String list(Person me, Model model) {
        RecordAccess.mustBeOfficer(me);
        model.addAttribute("open", holds.open());
        model.addAttribute("released", holds.released(RELEASED_SHOWN));
        model.addAttribute("holdPages", this);
        return "pages/holds";
    }

    @GetMapping("/{holdId}")
    String one(Person me, @PathVariable String holdId, @RequestParam(required = false) @Nullable String after, Model model) {
        return page(known(me, holdId), after, model, Map.of(), "", "");
    }

    @PostMapping("/{holdId}/release")
    String release(Person me, @PathVariable String holdId, @RequestParam(defaultValue = "") String reason, Model model, RedirectAttributes after,
            HttpServletResponse response) {
        Hold hold = known(me, holdId);
        try {
            holds.release(holdId, reason, me.personId());
        } catch (HoldRefused no) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return page(known(me, hold.holdId()), null, model, Map.of("reason", no.getMessage()), reason, "");
        }
        after.addFlashAttribute("done", "The hold is released. What it covered is held no longer, unless another hold covers it too.");
        return "redirect:/records/holds/{holdId}";
    }

    @PostMapping("/{holdId}/review")
    String review(Person me, @PathVariable String holdId, @RequestParam(defaultValue = "") String reviewOn, Model model, RedirectAttributes after,
            HttpServletResponse response) {
        Hold hold = known(me, holdId);
        LocalDate day = ReleasePages.day(reviewOn);
        try {
            if (day == null) {
                throw new HoldRefused("Give the day of the next review.");
            }
            holds.reviewed(holdId, day, me.personId());
        } catch (HoldRefused no) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return page(hold, null, model, Map.of("reviewOn", no.getMessage()), "", reviewOn);
        }
        after.addFlashAttribute("done", "The hold stays, and is looked at again on that day.");
        return "redirect:/records/holds/{holdId}";
    }

    /** What the hold would cover, and the form that places it. */
    @GetMapping("/new")
    String draft(Person me, @RequestParam(required = false) @Nullable String which, @RequestParam(required = false) @Nullable List<String> id,
            @RequestParam(required = false) @Nullable List<String> group, @ModelAttribute("asked") Asked asked, Model model) {
        RecordAccess.mustBeOfficer(me);
        return draft(me, Chosen.of(which, id, asked), group == null ? List.of() : group, model, new LinkedHashMap<>(), "", "", "");
    }

    @PostMapping
    String place(Person me, @RequestParam(required = false) @Nullable String which, @RequestParam(required = false) @Nullable List<String> id,
            @RequestParam(required = false) @Nullable List<String> group, @ModelAttribute("asked") Asked asked, @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String owner, @RequestParam(defaultValue = "") String reviewOn, Model model, RedirectAttributes after,
            HttpServletResponse response) {
        RecordAccess.mustBeOfficer(me);
        Chosen chosen = Chosen.of(which, id, asked);
        List<String> groups = group == null ? List.of() : group;
        Map<String, String> wrong = new LinkedHashMap<>();
        if (reason.isBlank()) {
            wrong.put("reason", "Say why it is held: the claim, the inquiry, the request.");
        }
        Optional<Person> answers = RecordPages.personNamed(people, owner.strip());
        if (answers.isEmpty()) {
            wrong.put("owner", "Name one person of the directory who answers for the hold; give the user id if several have that name.");
        }
        LocalDate day = ReleasePages.day(reviewOn);
        if (day == null) {
            wrong.put("reviewOn", "Give the day on which it is looked at again.");
        }
        if (wrong.isEmpty() && day != null) {
            try {
                Hold placed = holds.place(scope(me, chosen, groups), reason, answers.orElseThrow().personId(), day, null, me.personId());
                after.addFlashAttribute("done", "The hold is placed. Nothing it covers is disposed of until it is released.");
                return "redirect:/records/holds/" + placed.holdId();
            } catch (HoldRefused | IllegalArgumentException no) {
                wrong.put("reason", no.getMessage());
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return draft(me, chosen, groups, model, wrong, reason, owner, reviewOn);
    }

    private Scope scope(Person me, Chosen chosen, List<String> groups) {
        List<String> numbers = groups.stream().flatMap(typed -> Stream.of(typed.split("[\\s,;]+"))).filter(one -> !one.isBlank())
                .map(one -> one.toUpperCase(Locale.ROOT)).toList();
        if (!numbers.isEmpty()) {
            return new Scope.Groups(numbers);
        }
        if (chosen.isQuestion()) {
            return new Scope.Matching(meant.query(chosen.question()));
        }
        return new Scope.Records(meant.records(me, chosen, Integer.MAX_VALUE).stream().map(KeptRecord::recordId).toList());
    }

    private String draft(Person me, Chosen chosen, List<String> groups, Model model, Map<String, String> wrong, String reason, String owner, String reviewOn) {
        boolean given = !chosen.isNothing() || groups.stream().anyMatch(one -> !one.isBlank());
        Holds.Preview effects = null;
        if (given) {
            try {
                effects = holds.preview(scope(me, chosen, groups));
                model.addAttribute("records", groups.stream().allMatch(String::isBlank) ? meant.records(me, chosen, SHOWN) : List.of());
            } catch (HoldRefused | IllegalArgumentException no) {
                wrong.putIfAbsent("id", no.getMessage());
            } catch (NotThere notThere) {
                wrong.putIfAbsent("id", "One of these records is not there. Check the numbers.");
            }
        }
        model.addAttribute("chosen", chosen);
        model.addAttribute("groups", groups);
        model.addAttribute("effects", effects);
        model.addAttribute("wrong", wrong);
        model.addAttribute("view", view);
        model.addAttribute("typedReason", reason);
        model.addAttribute("typedOwner", owner.isBlank() ? me.name() + " (" + me.userId() + ")" : owner);
        model.addAttribute("typedReviewOn", reviewOn.isBlank() ? people.today().plusMonths(REVIEW_MONTHS).toString() : reviewOn);
        return "pages/hold-new";
    }

    private String page(Hold hold, @Nullable String after, Model model, Map<String, String> wrong, String reason, String reviewOn) {
        List<String> covered = holds.recordsOf(hold.holdId(), after, SHOWN + 1);
        KeyPage<String> page = KeyPage.of(covered, SHOWN, one -> one);
        model.addAttribute("hold", hold);
        model.addAttribute("holdPages", this);
        model.addAttribute("covered", page.shown());
        model.addAttribute("next", page.next());
        model.addAttribute("count", holds.countOf(hold.holdId()));
        model.addAttribute("wrong", wrong);
        model.addAttribute("typedReason", reason);
        model.addAttribute("typedReviewOn", reviewOn.isBlank() ? hold.reviewOn().toString() : reviewOn);
        return "pages/hold";
    }

    /** Records officers know every hold; who answers for one knows that one. */
    private Hold known(Person me, String holdId) {
        Optional<Hold> hold = holds.byId(holdId);
        if (hold.filter(one -> one.ownerId().equals(me.personId())).isEmpty()) {
            RecordAccess.mustBeOfficer(me);
        }
        return hold.orElseThrow(NotThere::new);
    }

    public int countOf(Hold hold) {
        return holds.countOf(hold.holdId());
    }

    public boolean isToBeReviewed(Hold hold) {
        return hold.isOpen() && !hold.reviewOn().isAfter(people.today());
    }

    public boolean isOnGroups(Hold hold) {
        return hold.scope() instanceof Scope.Groups;
    }

    /** What it was asked to cover, in words. */
    public String scopeOf(Hold hold) {
        if (hold.scope() instanceof Scope.Groups groups) {
            return (groups.groupIds().size() == 1 ? "Messaging group " : "Messaging groups ") + String.join(", ", groups.groupIds());
        }
        return hold.scope() instanceof Scope.Matching matching ? "All records with " + view.words(matching.query()) + ", those kept later too" : "Records chosen one by one";
    }
}
