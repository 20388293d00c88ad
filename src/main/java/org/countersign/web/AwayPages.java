package org.countersign.web;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.countersign.people.Absence;
import org.countersign.people.Absences;
import org.countersign.people.ImportRefused;
import org.countersign.people.People;
import org.countersign.people.PeopleImport;
import org.countersign.people.Person;
import org.countersign.web.security.OneTimePasswords;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** When somebody is away and who stands in: each for themselves, administrators for anyone; and the directory's import. */
@Controller
class AwayPages {

    private static final int OFFERED = 300;
    private static final int LISTED = 200;

    private final People people;
    private final Absences absences;
    private final PeopleImport directory;
    private final OneTimePasswords oneTimePasswords;
    private final Words words;

    AwayPages(People people, Absences absences, PeopleImport directory, OneTimePasswords oneTimePasswords, Words words) {
        this.people = people;
        this.absences = absences;
        this.directory = directory;
        this.oneTimePasswords = oneTimePasswords;
        this.words = words;
    }

    @GetMapping("/absence")
    String own(Person me, Model model) {
        return show(model, me, "/absence", new LinkedHashMap<>());
    }

    @PostMapping("/absence")
    String enterOwn(Person me, @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String until, Model model,
            RedirectAttributes after) {
        return enter(me, me, "/absence", from, until, model, after);
    }

    @PostMapping("/absence/{id}/end")
    String endOwn(Person me, @PathVariable long id, Model model, RedirectAttributes after) {
        return end(me, me, "/absence", id, model, after);
    }

    @PostMapping("/absence/deputy")
    String deputyOfOwn(Person me, @RequestParam(defaultValue = "") String deputy, Model model, RedirectAttributes after) {
        return deputy(me, me, "/absence", deputy, model, after);
    }

    @GetMapping("/people")
    String list(Person me, @RequestParam(defaultValue = "") String text, Model model) {
        mustAdminister(me);
        return people(model, text);
    }

    @PostMapping("/people/import")
    String importFile(Person me, @RequestParam(required = false) @Nullable MultipartFile file, Model model, RedirectAttributes after)
            throws IOException {
        mustAdminister(me);
        if (file == null || file.isEmpty()) {
            model.addAttribute("importWrong", "Choose the file with the people.");
            return people(model, "");
        }
        String name = file.getOriginalFilename() == null || file.getOriginalFilename().isBlank() ? "people.csv" : file.getOriginalFilename();
        try (var csv = file.getInputStream()) {
            var imported = directory.read(csv, name, me.personId());
            after.addFlashAttribute("done", "Imported %s: %d added, %d changed, %d left, %d unchanged.".formatted(
                    imported.fileName(), imported.added(), imported.changed(), imported.departed(), imported.unchanged()));
            return "redirect:/people";
        } catch (ImportRefused refused) {
            model.addAttribute("importWrong", "Nothing was imported. Correct the file and import it again.");
            model.addAttribute("problems", refused.problems());
            return people(model, "");
        }
    }

    @GetMapping("/people/{personId}")
    String one(Person me, @PathVariable String personId, Model model) {
        mustAdminister(me);
        return show(model, known(personId), "/people/" + personId, new LinkedHashMap<>());
    }

    @PostMapping("/people/{personId}")
    String enterFor(Person me, @PathVariable String personId, @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until, Model model, RedirectAttributes after) {
        mustAdminister(me);
        return enter(me, known(personId), "/people/" + personId, from, until, model, after);
    }

    @PostMapping("/people/{personId}/{id}/end")
    String endFor(Person me, @PathVariable String personId, @PathVariable long id, Model model, RedirectAttributes after) {
        mustAdminister(me);
        return end(me, known(personId), "/people/" + personId, id, model, after);
    }

    @PostMapping("/people/{personId}/deputy")
    String deputyFor(Person me, @PathVariable String personId, @RequestParam(defaultValue = "") String deputy, Model model,
            RedirectAttributes after) {
        mustAdminister(me);
        return deputy(me, known(personId), "/people/" + personId, deputy, model, after);
    }

    private String enter(Person by, Person whose, String at, String from, String until, Model model, RedirectAttributes after) {
        Map<String, String> wrong = new LinkedHashMap<>();
        LocalDate first = day("from", "first", from, wrong);
        LocalDate last = day("until", "last", until, wrong);
        if (first != null && last != null) {
            try {
                absences.add(whose.personId(), first, last, by.personId());
                after.addFlashAttribute("done", "Entered: away from " + words.date(first) + " until " + words.date(last) + ".");
                return "redirect:" + at;
            } catch (IllegalArgumentException no) {
                wrong.put("from", no.getMessage());
            }
        }
        model.addAttribute("from", from);
        model.addAttribute("until", until);
        return show(model, whose, at, wrong);
    }

    private String end(Person by, Person whose, String at, long id, Model model, RedirectAttributes after) {
        if (absences.of(whose.personId()).stream().noneMatch(absence -> absence.id() == id)) {
            throw new NotThere();
        }
        try {
            absences.end(id, by.personId());
            after.addFlashAttribute("done", "The absence is ended. New tasks come directly again.");
            return "redirect:" + at;
        } catch (IllegalArgumentException no) {
            return show(model, whose, at, new LinkedHashMap<>(Map.of("from", no.getMessage())));
        }
    }

    private String deputy(Person by, Person whose, String at, String typed, Model model, RedirectAttributes after) {
        Map<String, String> wrong = new LinkedHashMap<>();
        String deputyId = null;
        if (!typed.isBlank()) {
            List<Person> meant = meant(typed.strip());
            if (meant.size() == 1) {
                deputyId = meant.get(0).personId();
            } else if (meant.isEmpty()) {
                wrong.put("deputy", "Nobody currently employed is found by that. Give a user id or a full name.");
            } else {
                wrong.put("deputy", "Several people are found; give the user id: " + meant.stream().limit(5)
                        .map(person -> person.name() + " is " + person.userId()).collect(Collectors.joining(", ")) + ".");
            }
        }
        if (wrong.isEmpty()) {
            try {
                absences.setDeputy(whose.personId(), deputyId, by.personId());
                after.addFlashAttribute("done", deputyId == null ? "There is no deputy now." : words.name(deputyId) + " is the deputy now.");
                return "redirect:" + at;
            } catch (IllegalArgumentException no) {
                wrong.put("deputy", no.getMessage());
            }
        }
        model.addAttribute("deputyTyped", typed);
        return show(model, whose, at, wrong);
    }

    private List<Person> meant(String typed) {
        Optional<Person> chosen = people.chosen(typed);
        if (chosen.isPresent()) {
            return List.of(chosen.get());
        }
        List<Person> found = people.staffMatching(typed, 20);
        List<Person> exact = found.stream().filter(person -> person.userId().equalsIgnoreCase(typed) || person.name().equalsIgnoreCase(typed)).toList();
        return exact.isEmpty() ? found : exact;
    }

    private static String label(Person person) {
        return person.name() + " (" + person.userId() + ")";
    }

    private static @Nullable LocalDate day(String field, String which, String typed, Map<String, String> wrong) {
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            wrong.put(field, typed.isBlank() ? "Give the " + which + " day away." : "Give the " + which + " day as year-month-day, for example 2026-12-24.");
            return null;
        }
    }

    private String show(Model model, Person whose, String at, Map<String, String> wrong) {
        LocalDate today = words.today();
        List<Absence> all = absences.of(whose.personId());
        model.addAttribute("whose", whose);
        boolean own = at.equals("/absence");
        model.addAttribute("own", own);
        model.addAttribute("issued", own ? List.of() : oneTimePasswords.issuedTo(whose.personId()));
        model.addAttribute("at", at);
        model.addAttribute("wrong", wrong);
        model.addAttribute("away", people.isAbsent(whose.personId(), today));
        model.addAttribute("coming", all.stream().filter(absence -> !absence.cancelled() && !absence.until().isBefore(today)).toList());
        model.addAttribute("deputy", people.deputyOf(whose.personId()).orElse(null));
        model.addAttribute("manager", people.lineManagerOf(whose.personId()).orElse(null));
        List<Person> staff = people.staffMatching("", OFFERED + 1);
        model.addAttribute("offered", staff.size() > OFFERED ? List.of()
                : staff.stream().filter(person -> !person.personId().equals(whose.personId())).map(AwayPages::label).toList());
        return "pages/away";
    }

    private String people(Model model, String text) {
        String looked = text.strip().toLowerCase(Locale.ROOT);
        List<Person> found = people.all().stream()
                .filter(person -> looked.isEmpty() || (person.name() + " " + person.userId() + " " + person.position() + " " + person.department())
                        .toLowerCase(Locale.ROOT).contains(looked))
                .toList();
        model.addAttribute("text", text);
        model.addAttribute("total", found.size());
        model.addAttribute("people", found.stream().limit(LISTED).toList());
        model.addAttribute("today", words.today());
        model.addAttribute("imports", directory.history(5));
        return "pages/people";
    }

    private Person known(String personId) {
        return people.byId(personId).orElseThrow(NotThere::new);
    }

    private static void mustAdminister(Person me) {
        SignedIn.mustHave(me, "administrators", "administrators");
    }
}
