package org.countersign.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.countersign.breachescalation.Breaches;
import org.countersign.breachescalation.Breaches.BreachCase;
import org.countersign.notices.CalendarFile;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The deadlines of open cases as a calendar to subscribe to: case number and verb, nothing else of a case. */
@Controller
class BreachCalendar {

    private final CalendarFeeds feeds;
    private final Breaches breaches;
    private final People people;
    private final Pace pace;
    private final String publicUrl;

    BreachCalendar(CalendarFeeds feeds, Breaches breaches, People people, Pace pace, @Value("${countersign.public-url}") String publicUrl) {
        this.feeds = feeds;
        this.breaches = breaches;
        this.people = people;
        this.pace = pace;
        this.publicUrl = publicUrl;
    }

    @GetMapping("/breaches/calendar")
    String show(Person me, Model model) {
        BreachBoard.mustWatch(me);
        model.addAttribute("madeAt", feeds.madeAt(me.personId()).orElse(null));
        return "pages/breach-calendar";
    }

    @PostMapping("/breaches/calendar")
    String make(Person me, RedirectAttributes after) {
        BreachBoard.mustWatch(me);
        after.addFlashAttribute("address", publicUrl + "/calendar/breaches/" + feeds.make(me.personId()) + ".ics");
        return "redirect:/breaches/calendar";
    }

    @PostMapping("/breaches/calendar/revoke")
    String revoke(Person me, RedirectAttributes after) {
        BreachBoard.mustWatch(me);
        feeds.revoke(me.personId());
        after.addFlashAttribute("done", "The address is revoked. Whoever has it reads nothing any more.");
        return "redirect:/breaches/calendar";
    }

    /** Open to whoever knows the address, for as long as its owner has the role. */
    @GetMapping("/calendar/breaches/{secret}.ics")
    ResponseEntity<byte[]> feed(@PathVariable String secret, HttpServletRequest request) {
        pace.count(request.getRemoteAddr());
        Person owner = feeds.personOf(secret).flatMap(people::byId).filter(person -> person.isEmployedOn(people.today())).orElseThrow(NotThere::new);
        BreachBoard.mustWatch(owner);
        return ResponseEntity.ok().contentType(new MediaType("text", "calendar", StandardCharsets.UTF_8)).cacheControl(CacheControl.noStore())
                .body(calendar(breaches.open()).getBytes(StandardCharsets.UTF_8));
    }

    private String calendar(List<BreachCase> open) {
        CalendarFile file = CalendarFile.toSubscribe(publicUrl, "Breach deadlines");
        open.stream().filter(BreachCase::isClockRunning).forEach(one -> file.add(one.deadlineEntry(), one.awareAt(), "/breaches/" + one.caseId()));
        return file.text();
    }
}
