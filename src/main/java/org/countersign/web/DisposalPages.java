package org.countersign.web;

import org.countersign.people.Person;
import org.countersign.records.Retention;
import org.countersign.records.Retention.Kept;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Records whose time is over, the way to dispose of them, and those whose time waits for a day to be entered. */
@Controller
@RequestMapping("/records/disposal")
class DisposalPages {

    private static final int PAGE = 50;

    private final Retention retention;
    private final RecordView view;

    DisposalPages(Retention retention, RecordView view) {
        this.retention = retention;
        this.view = view;
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
}
