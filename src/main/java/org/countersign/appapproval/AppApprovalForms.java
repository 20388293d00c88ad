package org.countersign.appapproval;

import static org.countersign.appapproval.AppReview.REQUEST;
import static org.countersign.appapproval.AppReview.SECURITY;
import static org.countersign.appapproval.AppReview.TERMS;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.countersign.answers.Attachments;
import org.countersign.appapproval.RequestApp.About;
import org.countersign.casefile.CasePapers;
import org.countersign.casefile.Checks;
import org.countersign.engine.Cases;
import org.countersign.engine.Form;
import org.countersign.engine.Form.Errors;
import org.countersign.engine.Form.Page;
import org.countersign.engine.Form.Visit;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.people.Person;
import org.countersign.registers.Apps;
import org.countersign.registers.Apps.App;
import org.countersign.registers.Apps.Status;
import org.springframework.stereotype.Component;

/** The three forms: what they show, the rules, and what follows from their answers. */
@Component
class AppApprovalForms {

    private final AppReviews reviews;
    private final AppApprovalPapers papers;
    private final CasePapers casePapers;
    private final Checks checks;
    private final Attachments attachments;
    private final Apps apps;
    private final Cases cases;
    private final Trail trail;
    private final Institution.AppApproval pack;
    private final ObjectMapper json;

    AppApprovalForms(AppReviews reviews, AppApprovalPapers papers, CasePapers casePapers, Checks checks, Attachments attachments, Apps apps, Cases cases,
            Trail trail, Institution institution, ObjectMapper json) {
        this.reviews = reviews;
        this.papers = papers;
        this.casePapers = casePapers;
        this.checks = checks;
        this.attachments = attachments;
        this.apps = apps;
        this.cases = cases;
        this.trail = trail;
        this.pack = institution.appApproval();
        this.json = json;
    }

    List<Form<?>> all() {
        return List.of(
                new Form<>(REQUEST, RequestApp.class, this::requestPage, this::checkRequest, this::requested),
                new Form<>(TERMS, ReviewTerms.class, reviewPage(TERMS), this::checkTerms, (answer, visit) -> {
                    attachments.bind(answer.copies(), visit.requiredCaseId(), visit.person().personId());
                    reviewed(visit, TERMS, "Reviewed the terms: ", answer);
                }),
                new Form<>(SECURITY, ReviewSecurity.class, reviewPage(SECURITY), (answer, visit, errors) -> checkReview(SECURITY, answer, visit, errors), (answer, visit) ->
                        reviewed(visit, SECURITY, "Reviewed the security: ", answer)));
    }

    // --- asking

    private Map<String, Object> requestPage(Visit visit) {
        return Map.of("apps", apps.approved(), "mayReopen", AppReviews.mayReopen(visit.person()), "manager", reviews.manager(visit.person().personId()).map(Person::name).orElse("a college officer"),
                "initial", Map.of());
    }

    private void checkRequest(RequestApp answer, Visit visit, Errors errors) {
        if (answer.about() == null) {
            return;
        }
        if (answer.isNewLook()) {
            checkNewLook(answer, visit, errors);
        } else {
            checks.given(errors, "name", answer.name(), "Enter the name of the app");
            checks.given(errors, "maker", answer.maker(), "Say who makes the app");
            checks.given(errors, "whatFor", answer.whatFor(), "Say what you would use it for");
            Optional.ofNullable(answer.name()).flatMap(apps::byName).filter(app -> app.status() == Status.APPROVED).ifPresent(app -> errors.add("name",
                    app.name() + " is approved already: see the register of apps for its conditions."));
        }
        Optional.of(reviews.nameIn(answer)).filter(name -> answer.isNewLook() ? Checks.isGiven(answer.app()) : Checks.isGiven(answer.name()))
                .flatMap(reviews::openFor).ifPresent(open -> errors.add(answer.isNewLook() ? "app" : "name",
                        "This app is being reviewed already (" + open.caseId() + "). The register of apps will say what is decided."));
    }

    private void checkNewLook(RequestApp answer, Visit visit, Errors errors) {
        if (!AppReviews.mayReopen(visit.person())) {
            errors.add("about", "The IT team and line managers have an approved app looked at again. Tell the IT team what you have noticed.");
        }
        if (answer.about() != About.REVIEW_DUE) {
            checks.given(errors, "whatHappened", answer.whatHappened(), "Say what has changed or become known");
        }
        Optional<App> app = Optional.ofNullable(answer.app()).flatMap(apps::byId);
        if (app.filter(one -> one.status() == Status.APPROVED).isEmpty()) {
            errors.add("app", app.isEmpty() ? "Choose the app" : app.get().name() + " is not approved at present. Ask for it as for a new app.");
        }
    }

    private void requested(RequestApp answer, Visit visit) {
        String caseId = visit.requiredCaseId();
        cases.retitle(caseId, "App '%s'".formatted(reviews.nameIn(answer)), "Submitted");
        trail.add(caseId, "requested", REQUEST, visit.person().personId(), null,
                answer.isNewLook() ? "Asked for a new look at the app" : "Asked for the app");
    }

    // --- reviewing

    private Page reviewPage(String task) {
        return visit -> {
            String caseId = visit.requiredCaseId();
            AppReview review = reviews.of(caseId);
            Optional<AppReview> earlier = reviews.before(review.request());
            Optional<Review> same = earlier.flatMap(one -> task.equals(TERMS) ? one.terms().map(Review.class::cast) : one.security().map(Review.class::cast));
            Map<String, Object> initial = same.map(this::answersOf).orElseGet(LinkedHashMap::new);
            initial.put("reviewOn", checks.today().plusMonths(pack.reviewAfterMonths()).toString());
            Map<String, Object> page = new LinkedHashMap<>();
            page.put("panel", papers.panel(caseId, review));
            page.put("intent", AppApprovalPapers.signing(task).intent());
            page.put("inPlaceOf", casePapers.nameOf(visit.inPlaceOf()));
            page.put("before", same.isEmpty() ? "" : casePapers.moment(earlier.flatMap(AppReview::reviewedAt)));
            page.put("initial", initial);
            return page;
        };
    }

    /** Whoever reviews it again begins with what was found before, and decides anew. */
    private Map<String, Object> answersOf(Review before) {
        Map<String, Object> answers = json.convertValue(before, new TypeReference<LinkedHashMap<String, Object>>() {});
        answers.keySet().removeAll(List.of("verdict", "reasons", "readOn", "copies", "reviewOn"));
        return answers;
    }

    private void checkTerms(ReviewTerms answer, Visit visit, Errors errors) {
        checks.mine(errors, "copies", answer.copies(), visit.person());
        checks.day(errors, "readOn", answer.readOn(), null, checks.today());
        checkReview(TERMS, answer, visit, errors);
    }

    private void checkReview(String task, Review answer, Visit visit, Errors errors) {
        answer.missingNotes().forEach(field -> errors.add(field, "You said no under this heading: say what it means for us"));
        checks.signature(answer, visit, errors);
        if (reviews.of(visit.requiredCaseId()).mayNot(task).contains(visit.person().personId())) {
            errors.add("", "You asked for this app or did the other review, so somebody else has to do this one.");
        }
        if (answer.verdict() == Verdict.WITH_CONDITIONS) {
            checks.given(errors, "conditions", answer.conditions(), "Say on which conditions");
        }
        if (answer.verdict() == Verdict.SUITABLE && Checks.isGiven(answer.conditions())) {
            errors.add("verdict", "You have written conditions: choose 'Yes, on conditions', or take them out");
        }
        if (answer.verdict() != null && answer.verdict() != Verdict.UNSUITABLE) {
            checks.given(errors, "reviewOn", answer.reviewOn(), "Say when it is to be looked at again");
            LocalDate today = checks.today();
            checks.day(errors, "reviewOn", answer.reviewOn(), today.plusDays(1), today.plusYears(10));
        }
    }

    private void reviewed(Visit visit, String task, String words, Review answer) {
        String caseId = visit.requiredCaseId();
        AppReview review = reviews.of(caseId);
        papers.sign(caseId, review, task);
        trail.add(caseId, "reviewed", task, visit.person().personId(), visit.inPlaceOf(), words + answer.verdict().words().toLowerCase(Locale.ROOT));
        if (review.decision().isPresent()) {
            cases.decide(caseId, "This app has been decided on meanwhile.");
        } else {
            cases.say(caseId, task.equals(TERMS) ? AppApprovalTasks.WAITING_FOR_IT : AppApprovalTasks.WAITING_FOR_MANAGER);
        }
    }
}
