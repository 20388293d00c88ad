package org.countersign.web;

import java.util.List;
import java.util.Map;
import org.countersign.people.Person;
import org.countersign.recorddisposal.Disposals;
import org.countersign.records.KeptRecord;
import org.countersign.records.Retention;
import org.countersign.records.Retention.Kept;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Records whose time is over, the way to dispose of them, and those whose time waits for a day to be entered. */
@Controller
@RequestMapping("/records/disposal")
class DisposalPages {

    private static final int PAGE = 50;

    /** As many as one proposal takes. */
    private static final int MOST = 500;

    private final Retention retention;
    private final Disposals disposals;
    private final Chosen.Meant meant;
    private final RecordView view;

    DisposalPages(Retention retention, Disposals disposals, Chosen.Meant meant, RecordView view) {
        this.retention = retention;
        this.disposals = disposals;
        this.meant = meant;
        this.view = view;
    }

    @GetMapping
    String show(Person me, @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) @Nullable String waitingAfter, Model model) {
        mustDispose(me);
        if (me.has(RecordAccess.OFFICERS)) {
            KeyPage<Kept> due = KeyPage.of(retention.due(RecordPages.orNull(after), PAGE + 1), PAGE, Kept::recordId);
            KeyPage<Kept> waiting = KeyPage.of(retention.waitingForADay(RecordPages.orNull(waitingAfter), PAGE + 1), PAGE, Kept::recordId);
            model.addAttribute("due", due.shown());
            model.addAttribute("dueNext", due.next());
            model.addAttribute("dueInAll", retention.countDue());
            model.addAttribute("waiting", waiting.shown());
            model.addAttribute("waitingNext", waiting.next());
        }
        model.addAttribute("sealedOff", disposals.dueSealedOff(me, MOST));
        model.addAttribute("flows", view.flows());
        return "pages/disposal";
    }

    /** Which of these can be disposed of today, and what stands in the way of the others. */
    @GetMapping("/chosen")
    String chosen(Person me, @RequestParam(required = false) @Nullable String which, @RequestParam(required = false) @Nullable List<String> id,
            @ModelAttribute("asked") Asked asked, Model model) {
        Chosen chosen = chosen(me, which, id, asked);
        List<KeptRecord> records = List.of();
        try {
            records = meant.records(me, chosen, MOST + 1);
        } catch (IllegalArgumentException no) {
            model.addAttribute("refused", no.getMessage());
        }
        Map<String, String> hindrances = disposals.hindrances(records.stream().map(KeptRecord::recordId).toList(), me);
        model.addAttribute("chosen", chosen);
        model.addAttribute("can", records.stream().filter(one -> !hindrances.containsKey(one.recordId())).limit(MOST).toList());
        model.addAttribute("cannot", hindrances.values());
        model.addAttribute("tooMany", records.size() > MOST);
        model.addAttribute("view", view);
        return "pages/disposal-chosen";
    }

    /** Puts those that can be disposed of onto the form with which a disposal begins. */
    @PostMapping("/chosen")
    String begin(Person me, @RequestParam(required = false) @Nullable String which, @RequestParam(required = false) @Nullable List<String> id,
            @ModelAttribute("asked") Asked asked, RedirectAttributes after) {
        List<String> records = meant.records(me, chosen(me, which, id, asked), MOST).stream().map(KeptRecord::recordId).toList();
        Map<String, String> hindrances = disposals.hindrances(records, me);
        List<String> can = records.stream().filter(one -> !hindrances.containsKey(one)).toList();
        if (can.isEmpty()) {
            after.addFlashAttribute("done", "None of these can be disposed of today.");
            return "redirect:/records/disposal";
        }
        disposals.choose(can, me.personId());
        return "redirect:/camunda/app/tasklist/default/#/?processStart=record-disposal";
    }

    /** Only records officers choose by a search. */
    private static Chosen chosen(Person me, @Nullable String which, @Nullable List<String> id, Asked asked) {
        mustDispose(me);
        Chosen chosen = Chosen.of(which, id, asked);
        if (chosen.isQuestion()) {
            RecordAccess.mustBeOfficer(me);
        }
        return chosen;
    }

    private static void mustDispose(Person me) {
        if (!Disposals.mayDispose(me)) {
            RecordAccess.mustBeOfficer(me);
        }
    }
}
