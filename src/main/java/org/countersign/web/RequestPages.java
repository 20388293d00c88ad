package org.countersign.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.countersign.engine.Cases.Waiting;
import org.countersign.engine.NotAllowed;
import org.countersign.engine.Trail;
import org.countersign.people.Person;
import org.countersign.records.Archive;
import org.countersign.records.RecordKeeper;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A person's own requests. Another person's request answers exactly like one that does not exist. */
@Controller
@RequestMapping("/requests")
class RequestPages {

    /** Who has an open task of a case. */
    record Open(String who, Instant since, @Nullable Instant due) {}

    /** A case in the list. */
    record Line(String caseId, String title, String state, @Nullable String outcome, Instant startedAt, @Nullable Instant endedAt,
            List<Open> open) {}

    /** A line of the trail. */
    record Step(String words, @Nullable String who, Instant at) {}

    private static final int PAGE = 25;
    private static final int LONGEST_REASON = 2_000;

    private final Cases cases;
    private final Trail trail;
    private final Archive archive;
    private final RecordKeeper keeper;
    private final Words words;

    RequestPages(Cases cases, Trail trail, Archive archive, RecordKeeper keeper, Words words) {
        this.cases = cases;
        this.trail = trail;
        this.archive = archive;
        this.keeper = keeper;
        this.words = words;
    }

    @GetMapping
    String list(Person me, @RequestParam(required = false) @Nullable String before, Model model) {
        KeyPage<Case> page = OwnRequests.page(cases, me, before, PAGE);
        model.addAttribute("requests", page.map(this::line));
        model.addAttribute("older", page.next());
        return "pages/requests";
    }

    @GetMapping("/{caseId}")
    String one(Person me, @PathVariable String caseId, Model model) {
        Case request = mine(me, caseId);
        model.addAttribute("request", request);
        model.addAttribute("open", openOf(request));
        boolean open = !request.confidential();
        model.addAttribute("trail", open ? trail.of(caseId).stream().map(this::step).toList() : List.of());
        model.addAttribute("recordId", open && archive.find(caseId).isPresent() ? caseId : null);
        model.addAttribute("sheet", open && !keeper.sheetsOf(caseId).isEmpty());
        model.addAttribute("diagram", open);
        model.addAttribute("answer", cases.answerTo(caseId).orElse(null));
        if (open) {
            Cases.Way way = cases.wayOf(caseId);
            DiagramNames names = DiagramNames.of(cases.diagramOf(caseId));
            List<DiagramNames.Step> steps = names.steps(way.taken(), way.current());
            model.addAttribute("taken", way.taken());
            model.addAttribute("current", way.current());
            model.addAttribute("steps", steps);
            model.addAttribute("wayInWords", "Passed: " + String.join(", ", new LinkedHashSet<>(
                    steps.stream().filter(step -> !step.current()).map(DiagramNames.Step::name).toList())) + ".");
        }
        return "pages/request";
    }

    @GetMapping(path = "/{caseId}/diagram.bpmn", produces = MediaType.APPLICATION_XML_VALUE)
    ResponseEntity<String> diagram(Person me, @PathVariable String caseId) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_XML).body(cases.diagramOf(mineAndOpen(me, caseId).caseId()));
    }

    @GetMapping("/{caseId}/sheet.pdf")
    ResponseEntity<byte[]> sheet(Person me, @PathVariable String caseId) {
        mineAndOpen(me, caseId);
        return Download.pdf(keeper.sheetPdf(caseId).orElseThrow(NotThere::new), caseId + "-submitted.pdf");
    }

    @GetMapping("/{caseId}/withdraw")
    String askToWithdraw(Person me, @PathVariable String caseId, Model model, RedirectAttributes after) {
        Case request = mine(me, caseId);
        if (!request.canBeWithdrawn()) {
            after.addFlashAttribute("done", "This request is decided already and can no longer be withdrawn.");
            return "redirect:/requests/{caseId}";
        }
        model.addAttribute("request", request);
        model.addAttribute("reason", "");
        return "pages/withdraw";
    }

    @PostMapping("/{caseId}/withdraw")
    String withdraw(Person me, @PathVariable String caseId, @RequestParam(defaultValue = "") String reason, Model model,
            RedirectAttributes after) {
        Case request = mine(me, caseId);
        Optional<String> wrong = complaint(reason);
        if (wrong.isEmpty()) {
            try {
                cases.withdraw(caseId, me.personId(), reason.strip());
                after.addFlashAttribute("done", "Your request is withdrawn. A record of it is kept.");
                return "redirect:/requests/{caseId}";
            } catch (NotAllowed no) {
                wrong = Optional.of(no.getMessage());
            }
        }
        model.addAttribute("request", request);
        model.addAttribute("reason", reason);
        model.addAttribute("wrong", wrong.get());
        return "pages/withdraw";
    }

    private static Optional<String> complaint(String reason) {
        if (reason.isBlank()) {
            return Optional.of("Say in a sentence why you withdraw the request.");
        }
        return reason.length() > LONGEST_REASON
                ? Optional.of("The reason is " + reason.length() + " characters long; shorten it to " + LONGEST_REASON + ".") : Optional.empty();
    }

    private Case mine(Person me, String caseId) {
        return cases.visibleTo(me.personId(), caseId).orElseThrow(NotThere::new);
    }

    /** Of a confidential flow the starter sees the state in words and nothing else. */
    private Case mineAndOpen(Person me, String caseId) {
        return cases.visibleTo(me.personId(), caseId).filter(request -> !request.confidential()).orElseThrow(NotThere::new);
    }

    private Line line(Case request) {
        return new Line(request.caseId(), request.title(), request.state(), request.outcome(), request.startedAt(), request.endedAt(),
                openOf(request));
    }

    private List<Open> openOf(Case request) {
        if (request.outcome() != null || request.confidential()) {
            return List.of();
        }
        List<Open> open = new ArrayList<>();
        for (Waiting task : cases.openTasksOf(request.caseId())) {
            open.add(new Open(words.holders(task), task.since(), task.due()));
        }
        return open;
    }

    private Step step(Trail.Entry entry) {
        String who = entry.personId() == null ? null : words.name(entry.personId())
                + (entry.inPlaceOfId() == null ? "" : ", in place of " + words.name(entry.inPlaceOfId()));
        return new Step(entry.words(), who, entry.at());
    }
}
