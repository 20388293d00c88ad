package org.countersign.appapproval;

import static org.countersign.appapproval.AppReview.TERMS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countersign.appapproval.AppReview.Decision;
import org.countersign.casefile.CasePanel;
import org.countersign.casefile.CasePapers;
import org.countersign.casefile.CasePapers.Ending;
import org.countersign.casefile.CasePapers.Signing;
import org.countersign.casefile.CasePapers.Taken;
import org.countersign.casefile.Rows;
import org.countersign.casefile.Section;
import org.countersign.casefile.Step;
import org.countersign.engine.Diagram;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.records.RecordDraft;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.registers.Apps.App;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.springframework.stereotype.Component;

/** The review of an app on paper: what the reviewers see, the sheet they sign, and the record. */
@Component
class AppApprovalPapers {

    private static final String KIND = "Approval of an app";

    private final AppReviews reviews;
    private final CasePapers papers;
    private final Groups groups;
    private final Institution.AppApproval pack;

    AppApprovalPapers(AppReviews reviews, CasePapers papers, Groups groups, Institution institution) {
        this.reviews = reviews;
        this.papers = papers;
        this.groups = groups;
        this.pack = institution.appApproval();
    }

    static Signing signing(String task) {
        return task.equals(TERMS)
                ? new Signing("Review of the terms", "Line manager", "This is my review of the app's terms. My typed name is my signature.")
                : new Signing("Review of the security", "IT team", "This is my review of the app's security. My typed name is my signature.");
    }

    CasePanel panel(String caseId, AppReview review) {
        return papers.panel(caseId, known(review), false, true, Set.of());
    }

    void freeze(String caseId, AppReview review) {
        papers.freeze(AppApprovalTasks.FLOW, caseId, review.steps().first().answersId(), KIND, known(review));
    }

    void sign(String caseId, AppReview review, String task) {
        taken(review).stream().filter(taken -> taken.step().task().equals(task)).forEach(taken -> papers.sign(caseId, taken));
    }

    RecordDraft record(String processInstanceId, String caseId, AppReview review, Diagram diagram, List<Trail.Entry> trail) {
        Decision decision = review.decision().orElseThrow();
        String name = reviews.nameIn(review.request());
        List<Section> sections = new ArrayList<>(List.of(Rows.under("What is decided").add("App", name).add("Decision", decision.verdict())
                .add("Conditions", decision.conditions()).add("To be reviewed", decision.reviewOn() == null ? null : papers.day(decision.reviewOn())).section()));
        sections.addAll(known(review));
        review.terms().ifPresent(terms -> sections.addAll(terms.sections()));
        review.security().ifPresent(security -> sections.addAll(security.sections()));
        return papers.record(new Ending(AppApprovalTasks.FLOW, processInstanceId, caseId, "Approval of the app '%s'".formatted(name), KIND,
                decision.verdict().words(), sentence(name, decision), decision.isApproved(), AccessClass.OPEN_TO_THE_DESK, pack.legalBasis(), pack.retention(),
                sections, taken(review), review.steps().all(), trail, review.terms().map(ReviewTerms::copies).orElse(List.of()), diagram, review.people()));
    }

    private static String sentence(String name, Decision decision) {
        return switch (decision.verdict()) {
            case SUITABLE -> "%s may be used for work.".formatted(name);
            case WITH_CONDITIONS -> "%s may be used for work on the conditions below, which stand in the declaration of every group that uses it.".formatted(name);
            case UNSUITABLE -> "%s may not be used for work; the reasons stand with the reviews.".formatted(name);
        };
    }

    private List<Section> known(AppReview review) {
        RequestApp request = review.request();
        Optional<App> app = reviews.onTheRegister(request);
        List<Section> known = new ArrayList<>(List.of(Rows.under("What is asked for").add("App", reviews.nameIn(request))
                .add("Maker", app.map(App::maker).orElse(request.maker())).add("Why", request.about()).add("What for", request.whatFor())
                .add("What has changed or become known", request.whatHappened()).add("Where its terms are", request.termsAddress())
                .add("Asked by", papers.nameOf(review.requesterId())).section()));
        app.ifPresent(one -> known.add(Rows.under("As the register had it").add("Status", one.status()).add("Conditions", one.conditions())
                .add("Last decision", one.recordId()).add("Groups that use it", groupsOn(one)).section()));
        return known;
    }

    private String groupsOn(App app) {
        List<Group> using = groups.liveOn(app.appId());
        return using.isEmpty() ? "None" : using.size() == 1 ? "1 group" : using.size() + " groups";
    }

    private static List<Taken> taken(AppReview review) {
        return review.steps().all().stream().filter(step -> step.answers() instanceof Review).map(AppApprovalPapers::taken).toList();
    }

    private static Taken taken(Step step) {
        Review answer = (Review) step.answers();
        return new Taken(step, signing(step.task()), answer.verdict().words(), answer.reasons());
    }
}
