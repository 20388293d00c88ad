package org.countersign.web;

import java.util.List;
import org.countersign.people.Person;
import org.countersign.recorddisposal.Disposals;
import org.countersign.records.Retention;
import org.countersign.records.Retention.Kept;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Records whose time is over, the way to dispose of them, and those whose time waits for a day to be entered. */
@Controller
@RequestMapping("/records/disposal")
class DisposalPages {

    private static final int PAGE = 50;

    private final Retention retention;
    private final RecordView view;
    private final Disposals disposals;

    DisposalPages(Retention retention, RecordView view, Disposals disposals) {
        this.retention = retention;
        this.view = view;
        this.disposals = disposals;
    }

    @GetMapping
    String show(Person me, @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) @Nullable String waitingAfter, Model model) {
        RecordAccess.mustBeOfficer(me);
        KeyPage<Kept> due = KeyPage.of(retention.due(RecordPages.orNull(after), PAGE + 1), PAGE, Kept::recordId);
        KeyPage<Kept> waiting = KeyPage.of(retention.waitingForADay(RecordPages.orNull(waitingAfter), PAGE + 1), PAGE, Kept::recordId);
        model.addAttribute("due", due.shown());
        model.addAttribute("dueNext", due.next());
        model.addAttribute("dueInAll", retention.countDue());
        model.addAttribute("waiting", waiting.shown());
        model.addAttribute("waitingNext", waiting.next());
        model.addAttribute("flows", view.flows());
        return "pages/disposal";
    }

    /** Onto the form with which a disposal starts; that form checks what was ticked. */
    @PostMapping
    String propose(Person me, @RequestParam(name = "id", required = false) @Nullable List<String> recordIds) {
        RecordAccess.mustBeOfficer(me);
        if (recordIds != null) {
            disposals.choose(recordIds.stream().limit(PAGE).toList(), me.personId());
        }
        return "redirect:/camunda/app/tasklist/default/#/?processStart=record-disposal";
    }
}
