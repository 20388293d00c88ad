package org.countersign.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.countersign.breachescalation.Breaches;
import org.countersign.breachescalation.Breaches.BreachCase;
import org.countersign.breachescalation.Breaches.Kind;
import org.countersign.breachescalation.Breaches.Query;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The register of UK GDPR art. 33(5): every case, near misses and decisions not to notify included. */
@Controller
@RequestMapping("/breaches")
class BreachRegister {

    static final Map<Kind, String> KINDS = kinds();

    private static final int PAGE = 50;
    private static final String[] COLUMNS = {"case", "kind", "state", "reported_at", "aware_at", "provisional", "deadline", "late", "notified_at", "reference",
            "hours_to_notify", "people", "risk", "regulator", "people_affected", "cause", "outcome", "joined_to", "group", "what_was_reported", "closed_at"};

    private final Breaches breaches;
    private final BreachBoard board;

    BreachRegister(Breaches breaches, BreachBoard board) {
        this.breaches = breaches;
        this.board = board;
    }

    @GetMapping("/register")
    String show(Person me, @RequestParam(required = false) @Nullable String text, @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String outcome, @RequestParam(required = false) @Nullable String year,
            @RequestParam(required = false) @Nullable String before, Model model) {
        BreachBoard.mustWatch(me);
        Query query = query(text, kind, outcome, year, before, PAGE + 1);
        KeyPage<BreachCase> page = KeyPage.of(breaches.register(query), PAGE, BreachCase::caseId);
        model.addAttribute("cases", page.shown());
        model.addAttribute("older", page.next());
        model.addAttribute("query", query);
        model.addAttribute("kinds", KINDS);
        model.addAttribute("endings", Breaches.OUTCOMES);
        model.addAttribute("now", board.now());
        model.addAttribute("filtered", query.text() != null || query.kind() != null || query.outcome() != null || query.reportedInYear() != null);
        BreachFigures figures = new BreachFigures(breaches.tallies(query(text, kind, outcome, year, null, Integer.MAX_VALUE)));
        model.addAttribute("count", figures.cases());
        model.addAttribute("outcomes", BreachFigures.OUTCOMES);
        model.addAttribute("months", figures.months());
        model.addAttribute("monthLines", figures.byMonth());
        model.addAttribute("causes", figures.causes());
        model.addAttribute("causeLines", figures.byCause());
        model.addAttribute("hours", figures.hours());
        model.addAttribute("hourLines", figures.byHours());
        model.addAttribute("limitAt", BreachFigures.limitAt());
        return "pages/breach-register";
    }

    /** Written line by line as it is read: a hundred thousand lines take no more memory than one. */
    @GetMapping("/register.csv")
    void csv(Person me, @RequestParam(required = false) @Nullable String text, @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String outcome, @RequestParam(required = false) @Nullable String year,
            HttpServletResponse response) throws IOException {
        BreachBoard.mustWatch(me);
        Query query = query(text, kind, outcome, year, null, Integer.MAX_VALUE);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"breaches.csv\"");
        response.setHeader("Cache-Control", "no-store");
        Instant now = board.now();
        try (Writer out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), 1 << 15);
                CSVPrinter lines = new CSVPrinter(out, CSVFormat.RFC4180.builder().setHeader(COLUMNS).get())) {
            breaches.eachOfTheRegister(query, one -> write(lines, one, now));
        }
    }

    private static void write(CSVPrinter lines, BreachCase one, Instant now) {
        try {
            lines.printRecord(one.caseId(), KINDS.get(one.kind()), safe(one.state()), one.reportedAt(), one.awareAt(), one.provisional(), one.deadline(),
                    BreachBoard.isLate(one, now), one.notifiedAt(), safe(one.reference()), hoursToNotify(one), one.people(), level(one),
                    safe(one.regulatorDecision()), safe(one.peopleDecision()), safe(one.cause()), safe(one.outcome()), one.joinedTo(), safe(one.groupName()),
                    safe(one.summary()), one.closedAt());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String level(BreachCase one) {
        return one.level() == null ? null : one.level().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static @Nullable String hoursToNotify(BreachCase one) {
        return one.notifiedAt() == null ? null : String.format(Locale.ROOT, "%.1f", Duration.between(one.awareAt(), one.notifiedAt()).toMinutes() / 60.0);
    }

    /** Typed text that a spreadsheet would take for a formula is told to be text. */
    static @Nullable String safe(@Nullable String typed) {
        return typed != null && !typed.isEmpty() && "=+-@\t\r".indexOf(typed.charAt(0)) >= 0 ? "'" + typed : typed;
    }

    /** What cannot be understood is no filter, rather than an error. */
    private static Query query(@Nullable String text, @Nullable String kind, @Nullable String outcome, @Nullable String year, @Nullable String before, int limit) {
        Kind known = KINDS.keySet().stream().filter(one -> one.name().equals(kind)).findFirst().orElse(null);
        Integer reportedIn = year != null && year.strip().matches("[0-9]{4}") ? Integer.valueOf(year.strip()) : null;
        String ended = Breaches.OUTCOMES.stream().filter(one -> one.equals(outcome)).findFirst().orElse(null);
        return new Query(RecordPages.orNull(text), known, ended, reportedIn, RecordPages.orNull(before), limit);
    }

    private static Map<Kind, String> kinds() {
        Map<Kind, String> kinds = new LinkedHashMap<>();
        kinds.put(Kind.BREACH, "Breach");
        kinds.put(Kind.NEAR_MISS, "Near miss");
        kinds.put(Kind.NOT_A_BREACH, "Not a breach");
        kinds.put(Kind.JOINED, "Joined to another case");
        kinds.put(Kind.NOT_TRIAGED, "Not triaged yet");
        return kinds;
    }
}
