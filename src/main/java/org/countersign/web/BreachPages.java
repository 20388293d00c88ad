package org.countersign.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countersign.answers.Attachments;
import org.countersign.answers.Attachments.Attachment;
import org.countersign.breachescalation.Breaches;
import org.countersign.breachescalation.Breaches.BreachCase;
import org.countersign.breachescalation.Breaches.Correction;
import org.countersign.breachescalation.Breaches.Mark;
import org.countersign.breachescalation.RegulatorForm;
import org.countersign.engine.NotAllowed;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.people.Person;
import org.countersign.records.Archive;
import org.countersign.web.BreachBoard.Reading;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/** The breach board and its cases, for the Data Protection Officer and college officers; for everybody else nothing is here. */
@Controller
@RequestMapping("/breaches")
class BreachPages {

    /** The list of a reading as screens get it. */
    private record Drawn(String stamp, byte[] html) {}

    private final BreachBoard board;
    private final Breaches breaches;
    private final Attachments attachments;
    private final Quarantine quarantine;
    private final Trail trail;
    private final Archive archive;
    private final Words words;
    private final Institution institution;
    private final ITemplateEngine templates;
    private @Nullable Drawn drawn;

    BreachPages(BreachBoard board, Breaches breaches, Attachments attachments, Quarantine quarantine, Trail trail, Archive archive, Words words, Institution institution,
            ITemplateEngine templates) {
        this.board = board;
        this.breaches = breaches;
        this.attachments = attachments;
        this.quarantine = quarantine;
        this.trail = trail;
        this.archive = archive;
        this.words = words;
        this.institution = institution;
        this.templates = templates;
    }

    @GetMapping
    String open(Person me, Model model) {
        BreachBoard.mustWatch(me);
        show(board.fresh(), model);
        return "pages/breaches";
    }

    /** The list alone, for a screen that is left open; 304 while it stands as that screen has it. It is drawn once for all who ask. */
    @GetMapping("/open")
    ResponseEntity<byte[]> changed(Person me, @RequestHeader(name = "If-None-Match", required = false) @Nullable String seen,
            HttpServletRequest request, HttpServletResponse response) {
        BreachBoard.mustWatch(me);
        Reading reading = board.shared();
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(reading.isThat(seen) ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .eTag(reading.stamp()).header("X-Server-Time", Long.toString(board.now().toEpochMilli()));
        return reading.isThat(seen) ? answer.build()
                : answer.contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8)).body(drawn(reading, request, response));
    }

    private synchronized byte[] drawn(Reading reading, HttpServletRequest request, HttpServletResponse response) {
        Drawn last = drawn;
        if (last == null || !last.stamp().equals(reading.stamp())) {
            var exchange = JakartaServletWebApplication.buildApplication(request.getServletContext()).buildExchange(request, response);
            String list = templates.process("pages/breaches", Set.of("list"), new WebContext(exchange, Locale.UK,
                    Map.of("rows", reading.rows(), "stamp", reading.stamp(), "now", board.now())));
            last = new Drawn(reading.stamp(), list.getBytes(StandardCharsets.UTF_8));
            drawn = last;
        }
        return last.html();
    }

    @GetMapping("/{caseId}")
    String one(Person me, @PathVariable String caseId, Model model) {
        BreachBoard.mustWatch(me);
        return page(known(caseId), model, "", "", Map.of());
    }

    @PostMapping("/{caseId}/awareness")
    String correct(Person me, @PathVariable String caseId, @RequestParam(defaultValue = "") String awareAt,
            @RequestParam(defaultValue = "") String reason, Model model, RedirectAttributes after, HttpServletResponse response) {
        BreachBoard.mustWatch(me);
        BreachCase one = known(caseId);
        Map<String, String> wrong = new LinkedHashMap<>();
        if (awareAt.isBlank()) {
            wrong.put("awareAt", "Enter when the institution became aware.");
        }
        if (reason.isBlank()) {
            wrong.put("reason", "Give the reason; it is kept for ever.");
        } else if (reason.length() > 2000) {
            wrong.put("reason", "Keep the reason under 2,000 characters.");
        }
        if (wrong.isEmpty()) {
            try {
                breaches.correctAwareness(caseId, awareAt.strip(), reason.strip(), me.personId());
                after.addFlashAttribute("done", "The correction is kept. One that makes the deadline later counts once a second person has confirmed it.");
                return "redirect:/breaches/{caseId}";
            } catch (NotAllowed no) {
                wrong.put("awareAt", no.getMessage());
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return page(one, model, awareAt, reason, wrong);
    }

    /** The regulator's own form, filled in, question by question. */
    @GetMapping("/{caseId}/regulator")
    String regulator(Person me, @PathVariable String caseId, Model model) {
        BreachBoard.mustWatch(me);
        model.addAttribute("caseId", caseId);
        RegulatorForm form = breaches.regulatorFormOf(caseId).orElseThrow(NotThere::new);
        model.addAttribute("form", form);
        model.addAttribute("regulator", institution.regulatorOn(form.day()));
        return "pages/breach-regulator";
    }

    /** The same as plain text, for a mail or a telephone call. */
    @GetMapping("/{caseId}/regulator.txt")
    ResponseEntity<byte[]> regulatorText(Person me, @PathVariable String caseId) {
        BreachBoard.mustWatch(me);
        RegulatorForm form = breaches.regulatorFormOf(caseId).orElseThrow(NotThere::new);
        return Download.file(form.text(caseId).getBytes(StandardCharsets.UTF_8), caseId + "-regulator.txt",
                new MediaType("text", "plain", StandardCharsets.UTF_8));
    }

    /** The same as PDF, to have at hand while it is copied over. */
    @GetMapping("/{caseId}/regulator.pdf")
    ResponseEntity<byte[]> regulatorPdf(Person me, @PathVariable String caseId) {
        BreachBoard.mustWatch(me);
        return Download.pdf(breaches.regulatorFormPdfOf(caseId).orElseThrow(NotThere::new), caseId + "-regulator.pdf");
    }

    /** A file of the case, as long as it is not in quarantine. */
    @GetMapping("/{caseId}/files/{attachmentId}")
    ResponseEntity<byte[]> file(Person me, @PathVariable String caseId, @PathVariable String attachmentId) {
        BreachBoard.mustWatch(me);
        Attachment file = inCase(caseId, attachmentId);
        if (!file.isReadable()) {
            throw new NotThere();
        }
        return Download.file(attachments.content(attachmentId), file.name(), MediaType.parseMediaType(file.mediaType()));
    }

    @PostMapping("/{caseId}/files/{attachmentId}/quarantine")
    String quarantine(Person me, @PathVariable String caseId, @PathVariable String attachmentId, @RequestParam(defaultValue = "") String reason,
            RedirectAttributes after) {
        BreachBoard.mustWatch(me);
        quarantine.begin(caseId, inCase(caseId, attachmentId), reason, me, after);
        return "redirect:/breaches/{caseId}";
    }

    @PostMapping("/{caseId}/files/{attachmentId}/destroy")
    String destroy(Person me, @PathVariable String caseId, @PathVariable String attachmentId, RedirectAttributes after) {
        BreachBoard.mustWatch(me);
        quarantine.destroy(caseId, inCase(caseId, attachmentId), me, after);
        return "redirect:/breaches/{caseId}";
    }

    private Attachment inCase(String caseId, String attachmentId) {
        known(caseId);
        return attachments.find(attachmentId).filter(file -> caseId.equals(file.caseId())).orElseThrow(NotThere::new);
    }

    private BreachCase known(String caseId) {
        return breaches.find(caseId).orElseThrow(NotThere::new);
    }

    private void show(Reading reading, Model model) {
        model.addAttribute("rows", reading.rows());
        model.addAttribute("stamp", reading.stamp());
        model.addAttribute("now", board.now());
    }

    private String page(BreachCase one, Model model, String awareAt, String reason, Map<String, String> wrong) {
        Instant now = board.now();
        model.addAttribute("breach", one);
        model.addAttribute("now", now);
        model.addAttribute("deadlineInWords", board.inWords(one.deadline()));
        model.addAttribute("left", one.notifiedAt() != null ? "The regulator was told on " + words.moment(one.notifiedAt())
                : one.closedAt() != null ? "Closed" : BreachBoard.left(one.deadline(), now));
        boolean late = BreachBoard.isLate(one, now);
        model.addAttribute("late", late);
        model.addAttribute("running", one.notifiedAt() == null && one.closedAt() == null);
        model.addAttribute("holders", one.holderIds().stream().map(words::name).toList());
        model.addAttribute("sentLater", breaches.sentLaterOf(one.caseId()));
        model.addAttribute("corrections", breaches.correctionsOf(one.caseId()));
        model.addAttribute("timeline", timeline(one, now));
        model.addAttribute("files", attachments.of(one.caseId()));
        model.addAttribute("recordId", Optional.ofNullable(one.closedAt()).flatMap(closed -> archive.find(one.caseId())).map(record -> record.recordId()).orElse(null));
        model.addAttribute("typedAwareAt", awareAt);
        model.addAttribute("typedReason", reason);
        model.addAttribute("wrong", wrong);
        return "pages/breach";
    }

    private List<Point> timeline(BreachCase one, Instant now) {
        List<Point> points = new ArrayList<>();
        // What was escalated is told by the marks below.
        trail.of(one.caseId()).stream().filter(entry -> !entry.event().equals("escalated")).forEach(entry -> points.add(point("Event",
                entry.at(), entry.words(), entry.personId() == null ? null : words.name(entry.personId()), true)));
        for (Correction correction : breaches.correctionsOf(one.caseId())) {
            points.add(point("Awareness", correction.setAt(), "Aware at " + words.moment(correction.awareAt()) + " (" + correction.standing() + "): "
                    + correction.basis(), words.name(correction.setBy()), true));
        }
        for (Mark mark : breaches.marksOf(one.caseId())) {
            points.add(point("Escalation", mark.at() == null ? mark.due() : mark.at(), mark.words() + (mark.at() == null ? "" : " (" + mark.outcome() + ")"), null,
                    mark.at() != null || !mark.due().isAfter(now)));
        }
        points.add(point("Deadline", one.deadline(), "72 hours after awareness" + (one.provisional() ? ", provisional" : ""), null,
                !one.deadline().isAfter(now)));
        points.sort(Comparator.comparing(Point::at));
        return points;
    }

    private static Point point(String kind, Instant at, String words, @Nullable String who, boolean past) {
        return new Point(past ? kind : kind + " ahead", kind + (past ? ": " : ", to come: "), at, words, who);
    }
}
