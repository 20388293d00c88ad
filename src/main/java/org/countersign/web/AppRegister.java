package org.countersign.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.countersign.appapproval.AppReviews;
import org.countersign.engine.Forms;
import org.countersign.people.Person;
import org.countersign.registers.Apps;
import org.countersign.registers.Apps.App;
import org.countersign.registers.Groups;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is done with the register of apps besides reading it: taken along as CSV, and an app looked at again. */
@Controller
@RequestMapping("/registers")
class AppRegister {

    private static final String[] COLUMNS = {"app", "maker", "status", "conditions", "review_on", "review_due", "groups", "record", "changed_at"};
    private static final String FLOW = "app-approval";

    private final Apps apps;
    private final Groups groups;
    private final Forms forms;
    private final Words words;

    AppRegister(Apps apps, Groups groups, Forms forms, Words words) {
        this.apps = apps;
        this.groups = groups;
        this.forms = forms;
        this.words = words;
    }

    @GetMapping("/apps.csv")
    void csv(Person me, AppQuery query, HttpServletResponse response) throws IOException {
        response.setContentType("text/csv");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("Content-Disposition", "attachment; filename=\"apps.csv\"");
        response.setHeader("Cache-Control", "no-store");
        LocalDate today = words.today();
        try (CSVPrinter lines = new CSVPrinter(response.getWriter(), CSVFormat.RFC4180.builder().setHeader(COLUMNS).get())) {
            for (App app : query.in(apps.all(), today)) {
                lines.printRecord(BreachRegister.safe(app.name()), BreachRegister.safe(app.maker()), app.status().name().toLowerCase(Locale.ROOT), BreachRegister.safe(app.conditions()),
                        app.reviewOn(), AppQuery.isDue(app, today), groups.liveOn(app.appId()).size(), app.recordId(), app.changedAt());
            }
        }
    }

    /** Opens the form for it, filled in with what is known already. */
    @PostMapping("/apps/{appId}/review")
    String review(Person me, @PathVariable String appId, @RequestParam(defaultValue = "") String about) {
        if (!AppReviews.mayReopen(me)) {
            throw new NotForYou("The IT team and line managers have an approved app looked at again. Tell the IT team what you have noticed.");
        }
        App app = apps.byId(appId).orElseThrow(NotThere::new);
        forms.open(FLOW, "request-app", null, me).ifPresent(form -> forms.prefill(form, Map.of("about", List.of(about), "app", List.of(app.appId()))));
        return "redirect:/camunda/app/tasklist/default/#/?processStart=" + FLOW;
    }
}
