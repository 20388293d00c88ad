package org.countersign.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.web.SubjectAccess.Mention;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Everything that mentions one person, to look at, to print and as CSV. */
@Controller
@RequestMapping("/records/people")
class SubjectAccessPages {

    private final SubjectAccess mentions;
    private final People people;

    SubjectAccessPages(SubjectAccess mentions, People people) {
        this.mentions = mentions;
        this.people = people;
    }

    @GetMapping
    String show(Person me, @RequestParam(required = false) @Nullable String person, Model model) {
        SubjectAccess.mustAnswerRequests(me);
        String who = RecordPages.orNull(person);
        Optional<Person> subject = who == null ? Optional.empty() : RecordPages.personNamed(people, who);
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
