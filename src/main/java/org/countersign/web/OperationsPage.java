package org.countersign.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.countersign.engine.Operations;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Failed steps and health for administrators, without any content of a case. */
@Controller
@RequestMapping("/operations")
class OperationsPage {

    /** How one thing the application stands on is doing. */
    record Line(String what, boolean good, @Nullable String words) {}

    private static final int SHOWN = 100;
    private static final Map<String, String> NAMES = Map.of(
            "database", "Database", "diskSpace", "Disk", "mail", "Mail server", "notices", "Notices by e-mail",
            "jobExecutor", "Work in the background", "processEngine", "Process engine");
    private static final List<String> NOT_SHOWN = List.of("ping", "ssl", "livenessState", "readinessState");

    private final Operations operations;
    private final ObjectProvider<HealthEndpoint> health;

    OperationsPage(Operations operations, ObjectProvider<HealthEndpoint> health) {
        this.operations = operations;
        this.health = health;
    }

    @GetMapping
    String show(Person me, Model model) {
        mustAdminister(me);
        model.addAttribute("failed", operations.failedJobs(SHOWN));
        model.addAttribute("failedInAll", operations.countFailedJobs());
        model.addAttribute("health", lines());
        return "pages/operations";
    }

    @PostMapping("/jobs/{jobId}/retry")
    String retry(Person me, @PathVariable String jobId, RedirectAttributes after) {
        mustAdminister(me);
        after.addFlashAttribute("done", operations.retry(jobId) ? "It is being tried again. Load this page again in a moment to see whether it worked."
                : "That step is no longer waiting: it has been done or taken up meanwhile.");
        return "redirect:/operations";
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        HealthEndpoint endpoint = health.getIfAvailable();
        if (endpoint != null && endpoint.health() instanceof CompositeHealth whole) {
            whole.getComponents().forEach((name, component) -> {
                if (name.equals("records") && component instanceof Health records) {
                    lines.addAll(records(records));
                } else if (!NOT_SHOWN.contains(name)) {
                    lines.add(new Line(NAMES.getOrDefault(name, inWords(name)), Status.UP.equals(component.getStatus()), words(component)));
                }
            });
        }
        long stuck = operations.countStuckJobs();
        lines.add(new Line("Steps of cases", stuck == 0, stuck == 0 ? "None is stuck." : stuck == 1 ? "One is stuck." : stuck + " are stuck."));
        return lines;
    }

    private static List<Line> records(Health records) {
        Map<String, Object> details = records.getDetails();
        boolean awaited = details.get("awaitingTimestamp") instanceof Number number && number.longValue() > 0;
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("Signing keys", !Status.DOWN.equals(records.getStatus()), String.valueOf(details.getOrDefault("keystore", "Nothing could be found out."))));
        lines.add(new Line("Records' bytes", Boolean.TRUE.equals(details.get("fixitySound")), String.valueOf(details.getOrDefault("fixity", "Nothing could be found out."))));
        lines.add(new Line("Ledger", Boolean.TRUE.equals(details.get("ledgerIntact")), String.valueOf(details.getOrDefault("ledger", "Nothing could be found out."))));
        lines.add(new Line("Time stamps", !awaited, awaited ? "Records that await a time stamp: " + details.get("awaitingTimestamp") + "." : "No record awaits one."));
        return lines;
    }

    /** Only a detail written for people, named {@code words}, is shown; others may hold addresses and paths. */
    private static @Nullable String words(HealthComponent component) {
        return component instanceof Health health && health.getDetails().get("words") instanceof String words ? words : null;
    }

    private static String inWords(String name) {
        String spaced = name.replaceAll("([a-z])([A-Z])", "$1 $2").replace('-', ' ').toLowerCase(Locale.ROOT);
        return spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
    }

    private static void mustAdminister(Person me) {
        SignedIn.mustHave(me, "administrators", "administrators");
    }
}
