package org.countersign.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.countersign.appapproval.AppReviews;
import org.countersign.people.Person;
import org.countersign.registers.Apps;
import org.countersign.registers.Apps.App;
import org.countersign.registers.Apps.Status;
import org.countersign.registers.Groups;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The registers: every member of staff reads them, the IT team keeps the one of apps. */
@Controller
@RequestMapping("/registers")
class RegisterPages {

    /** What was typed about an app, as typed, so that nothing is lost when something is wrong with it. What was not sent is empty. */
    record Typed(String name, String maker, String status, String reason, String conditions, String reviewOn) {

        Typed {
            name = Objects.requireNonNullElse(name, "");
            maker = Objects.requireNonNullElse(maker, "");
            status = Objects.requireNonNullElse(status, "");
            reason = Objects.requireNonNullElse(reason, "");
            conditions = Objects.requireNonNullElse(conditions, "");
            reviewOn = Objects.requireNonNullElse(reviewOn, "");
        }

        static Typed nothing() {
            return new Typed("", "", "", "", "", "");
        }

        static Typed of(App app) {
            return new Typed(app.name(), app.maker(), app.status().name(), "", app.conditions() == null ? "" : app.conditions(),
                    app.reviewOn() == null ? "" : app.reviewOn().toString());
        }

        @Nullable String conditionsOrNone() {
            return conditions.isBlank() ? null : conditions.strip();
        }

        @Nullable LocalDate review() {
            return reviewOn.isBlank() ? null : LocalDate.parse(reviewOn.strip());
        }

        Map<String, String> mistakes(@Nullable App before, LocalDate today) {
            Map<String, String> wrong = new LinkedHashMap<>();
            if (before == null) {
                text(wrong, "name", name, 100, "Say what the app is called.");
                text(wrong, "maker", maker, 200, "Say who makes the app.");
            }
            if (statusIfKnown().isEmpty()) {
                wrong.put("status", "Choose whether the app is approved, refused or withdrawn.");
            }
            if (conditions.length() > 2_000) {
                wrong.put("conditions", "Shorten the conditions to 2,000 characters; they are " + conditions.length() + ".");
            }
            if (!reviewOn.isBlank()) {
                try {
                    LocalDate day = LocalDate.parse(reviewOn.strip());
                    boolean stays = before != null && day.equals(before.reviewOn());
                    if (!stays && (!day.isAfter(today) || day.isAfter(today.plusYears(10)))) {
                        wrong.put("reviewOn", "Choose a day after today and within ten years.");
                    }
                } catch (DateTimeParseException e) {
                    wrong.put("reviewOn", "Give the date as year-month-day, for example " + today.plusYears(1) + ".");
                }
            }
            text(wrong, "reason", reason, 2_000, "Give the reason; it is kept in the app's history.");
            return wrong;
        }

        Optional<Status> statusIfKnown() {
            return List.of(Status.values()).stream().filter(known -> known.name().equals(status)).findFirst();
        }

        private static void text(Map<String, String> wrong, String field, String value, int longest, String missing) {
            if (value.isBlank()) {
                wrong.put(field, missing);
            } else if (value.length() > longest) {
                wrong.put(field, "Shorten this to " + longest + " characters; it is " + value.length() + ".");
            }
        }
    }

    private static final String KEPT_BY = "it-team";

    private final Apps apps;
    private final Groups groups;
    private final AppReviews reviews;
    private final Words words;

    RegisterPages(Apps apps, Groups groups, AppReviews reviews, Words words) {
        this.apps = apps;
        this.groups = groups;
        this.reviews = reviews;
        this.words = words;
    }

    @GetMapping("/apps")
    String apps(Person me, AppQuery query, Model model) {
        model.addAttribute("query", query);
        model.addAttribute("filtered", !query.isEmpty());
        model.addAttribute("statuses", Status.values());
        model.addAttribute("today", words.today());
        model.addAttribute("apps", query.in(apps.all(), words.today()).stream()
                .sorted(Comparator.comparing(App::status).thenComparing(app -> app.name().toLowerCase(Locale.ROOT))).toList());
        model.addAttribute("keeps", me.has(KEPT_BY));
        return "pages/apps";
    }

    @GetMapping("/apps/new")
    String newApp(Person me, Model model) {
        mustKeep(me);
        return form(model, null, Typed.nothing(), Map.of());
    }

    @PostMapping("/apps")
    String enter(Person me, Typed typed, Model model, RedirectAttributes after) {
        mustKeep(me);
        Map<String, String> wrong = typed.mistakes(null, words.today());
        if (wrong.isEmpty()) {
            try {
                App app = apps.enter(typed.name().strip(), typed.maker().strip(), typed.statusIfKnown().orElseThrow(), typed.reason().strip(),
                        typed.conditionsOrNone(), typed.review(), me.personId());
                after.addFlashAttribute("done", app.name() + " is entered in the register.");
                return "redirect:/registers/apps";
            } catch (IllegalArgumentException no) {
                wrong.put("name", no.getMessage());
            }
        }
        return form(model, null, typed, wrong);
    }

    @GetMapping("/apps/{appId}")
    String app(Person me, @PathVariable String appId, Model model) {
        App app = apps.byId(appId).orElseThrow(NotThere::new);
        model.addAttribute("app", app);
        model.addAttribute("history", apps.historyOf(appId));
        model.addAttribute("keeps", me.has(KEPT_BY));
        model.addAttribute("today", words.today());
        model.addAttribute("groups", groups.liveOn(appId));
        model.addAttribute("underReview", reviews.openFor(app.name()).orElse(null));
        model.addAttribute("mayReopen", app.status() == Status.APPROVED && AppReviews.mayReopen(me));
        return "pages/app";
    }

    @GetMapping("/apps/{appId}/change")
    String changeForm(Person me, @PathVariable String appId, Model model) {
        mustKeep(me);
        App app = apps.byId(appId).orElseThrow(NotThere::new);
        return form(model, app, Typed.of(app), Map.of());
    }

    @PostMapping("/apps/{appId}/change")
    String change(Person me, @PathVariable String appId, Typed typed, Model model, RedirectAttributes after) {
        mustKeep(me);
        App app = apps.byId(appId).orElseThrow(NotThere::new);
        Map<String, String> wrong = typed.mistakes(app, words.today());
        if (wrong.isEmpty()) {
            try {
                apps.change(appId, typed.statusIfKnown().orElseThrow(), typed.reason().strip(), typed.conditionsOrNone(), typed.review(), me.personId());
                after.addFlashAttribute("done", "The change is kept.");
                return "redirect:/registers/apps/{appId}";
            } catch (IllegalArgumentException no) {
                wrong.put("status", no.getMessage());
            }
        }
        return form(model, app, typed, wrong);
    }

    private static void mustKeep(Person me) {
        SignedIn.mustHave(me, KEPT_BY, "the IT team, which keeps the register of apps");
    }

    private static String form(Model model, @Nullable App app, Typed typed, Map<String, String> wrong) {
        model.addAttribute("app", app);
        model.addAttribute("typed", typed);
        model.addAttribute("wrong", wrong);
        model.addAttribute("statuses", Status.values());
        return "pages/app-form";
    }
}
