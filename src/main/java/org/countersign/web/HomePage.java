package org.countersign.web;

import java.util.Comparator;
import java.util.List;
import org.countersign.engine.Cases;
import org.countersign.engine.Flow;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Told;
import org.countersign.people.Person;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What waits for somebody, what they can start, what they have been told. */
@Controller
class HomePage {

    private static final int NOTICES_SHOWN = 12;

    private final Cases cases;
    private final Notices notices;
    private final List<Flow> flows;
    private final Words words;

    HomePage(Cases cases, Notices notices, ObjectProvider<Flow> flows, Words words) {
        this.cases = cases;
        this.notices = notices;
        this.flows = flows.orderedStream().toList();
        this.words = words;
    }

    @GetMapping("/")
    String home(Person me, Model model) {
        var waiting = cases.waitingFor(me.personId());
        model.addAttribute("greeting", words.greeting(me));
        model.addAttribute("summary", summary(waiting.stream().filter(w -> !w.optional()).count(), waiting.stream().filter(words::isOverdue).count()));
        model.addAttribute("waiting", waiting);
        model.addAttribute("flows", flows.stream().filter(flow -> flow.starters().stream().anyMatch(me::has)).toList());
        model.addAttribute("unread", notices.unread(me.personId()));
        model.addAttribute("notices", notices.of(me.personId(), NOTICES_SHOWN).stream()
                .sorted(Comparator.comparing((Told told) -> told.readAt() != null)).toList());
        return "pages/home";
    }

    @PostMapping("/notices/{id}/read")
    String read(Person me, @PathVariable long id) {
        notices.markRead(me.personId(), id);
        return "redirect:/#notices";
    }

    private static String summary(long waiting, long overdue) {
        if (waiting == 0) {
            return "Nothing waits for you today.";
        }
        String things = waiting == 1 ? "One thing waits for you" : waiting + " things wait for you";
        return overdue == 0 ? things + "." : things + ", " + (overdue == 1 ? "one of them" : overdue + " of them") + " overdue.";
    }
}
