package org.countersign.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.countersign.holds.Hold;
import org.countersign.holds.HoldRefused;
import org.countersign.holds.Holds;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.registers.Groups.Group;
import org.countersign.web.SubjectAccess.Mention;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Everything that mentions one person, to look at, to print and as CSV. */
@Controller
@RequestMapping("/records/people")
class SubjectAccessPages {

    private final SubjectAccess mentions;
    private static final String WHY = "A request for access to personal data (UK GDPR article 15).";

    /** The month the law gives for the answer, and the two by which it may be extended (UK GDPR art. 12(3)). */
    private static final int REVIEW_MONTHS = 3;

    private final Holds holds;
    private final People people;

    SubjectAccessPages(SubjectAccess mentions, Holds holds, People people) {
        this.mentions = mentions;
        this.holds = holds;
        this.people = people;
    }

    @GetMapping
    String show(Person me, @RequestParam(required = false) @Nullable String person, Model model) {
        SubjectAccess.mustAnswerRequests(me);
        String who = RecordPages.orNull(person);
        return page(me, person, who == null ? Optional.empty() : RecordPages.personNamed(people, who), model, Map.of(), WHY, "");
    }

    /** Puts a hold on the groups that the page has shown. */
    @PostMapping("/hold")
    String hold(Person me, @RequestParam(defaultValue = "") String person, @RequestParam(required = false) @Nullable List<String> group,
            @RequestParam(defaultValue = "") String reason, @RequestParam(defaultValue = "") String reviewOn, Model model, RedirectAttributes after, HttpServletResponse response) {
        SubjectAccess.mustAnswerRequests(me);
        Person subject = people.byId(person).orElseThrow(NotThere::new);
        try {
            Hold placed = mentions.hold(me, subject, group == null ? List.of() : group, reason, ReleasePages.day(reviewOn));
            after.addFlashAttribute("done", "The hold " + placed.holdId() + " is placed. Whoever runs these groups is told to keep everything, and not why.");
            return "redirect:/records/people?person=" + subject.userId();
        } catch (HoldRefused no) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return page(me, subject.userId(), Optional.of(subject), model, Map.of("reason", no.getMessage()), reason, reviewOn);
        }
    }

    private String page(Person me, @Nullable String person, Optional<Person> subject, Model model, Map<String, String> wrong, String reason, String reviewOn) {
        String who = RecordPages.orNull(person);
        List<Group> groups = subject.map(mentions::groupsOf).orElse(List.of());
        model.addAttribute("groups", groups);
        model.addAttribute("held", groups.stream().map(Group::groupId).filter(holds::isGroupHeld).toList());
        model.addAttribute("wrong", wrong);
        model.addAttribute("typedReason", reason);
        model.addAttribute("typedReviewOn", reviewOn.isBlank() ? people.today().plusMonths(REVIEW_MONTHS).toString() : reviewOn);
        model.addAttribute("person", person);
        model.addAttribute("unknown", who != null && subject.isEmpty());
        model.addAttribute("subject", subject.orElse(null));
        model.addAttribute("mentions", subject.map(one -> mentions.of(me, one)).orElse(List.of()));
        model.addAttribute("seesAll", SubjectAccess.seesAll(me));
        model.addAttribute("sealedOff", SubjectAccess.SEALED_OFF);
        return "pages/record-people";
    }

    @GetMapping("/mentions.csv")
    void csv(Person me, @RequestParam(defaultValue = "") String person, HttpServletResponse response) throws IOException {
        SubjectAccess.mustAnswerRequests(me);
        Person subject = RecordPages.personNamed(people, person.strip()).orElseThrow(NotThere::new);
        List<Mention> all = mentions.of(me, subject);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"mentions-" + subject.personId() + ".csv\"");
        response.setHeader("Cache-Control", "no-store");
        try (Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
                CSVPrinter lines = new CSVPrinter(out, CSVFormat.RFC4180.builder().setHeader("number", "kind", "what", "how", "record", "state", "since", "heed").get())) {
            for (Mention one : all) {
                lines.printRecord(one.id(), one.kind(), BreachRegister.safe(one.what()), one.how(), one.record(), one.state(), one.since(), String.join(" ", one.heed()));
            }
            lines.printRecord("", "", "", "", "", "", "", SubjectAccess.SEALED_OFF);
        }
    }
}
