package org.countersign.concernintake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.answers.Attachments;
import org.countersign.casefile.CasePapers;
import org.countersign.casefile.Checks;
import org.countersign.casefile.ScreenForDisclosure;
import org.countersign.concernintake.RaiseConcern.Concerned;
import org.countersign.concernintake.RouteConcern.Route;
import org.countersign.engine.CaseStarts;
import org.countersign.engine.Form;
import org.countersign.engine.Form.Errors;
import org.countersign.engine.Form.Visit;
import org.countersign.engine.Trail;
import org.countersign.people.People;
import org.springframework.stereotype.Component;

/** The forms: what they show, the rules, and what follows from their answers. */
@Component
class ConcernIntakeForms {

    private final ConcernFiles files;
    private final ConcernReceivers receivers;
    private final ConcernPapers papers;
    private final CasePapers casePapers;
    private final Checks checks;
    private final Attachments attachments;
    private final People people;
    private final Trail trail;
    private final CaseStarts starts;

    ConcernIntakeForms(ConcernFiles files, ConcernReceivers receivers, ConcernPapers papers, CasePapers casePapers, Checks checks, Attachments attachments,
            People people, Trail trail, CaseStarts starts) {
        this.files = files;
        this.receivers = receivers;
        this.papers = papers;
        this.casePapers = casePapers;
        this.checks = checks;
        this.attachments = attachments;
        this.people = people;
        this.trail = trail;
        this.starts = starts;
    }

    List<Form<?>> all() {
        return List.of(
                new Form<>(ConcernFiles.RAISE, RaiseConcern.class, visit -> raisePage(), this::checkRaised, this::raised),
                new Form<>(ConcernFiles.SCREEN, ScreenForDisclosure.class, visit -> page(visit, false), this::checkScreened, this::screened),
                new Form<>(ConcernFiles.ROUTE, RouteConcern.class, visit -> page(visit, true), this::checkRouted, this::routed));
    }

    private static Map<String, Object> raisePage() {
        return Map.of("abouts", RaiseConcern.About.values(), "raisedFors", RaiseConcern.RaisedFor.values(), "concerneds", RaiseConcern.Concerned.values(),
                "urgencies", RaiseConcern.Urgency.values(), "wishes", RaiseConcern.Wish.values(), "initial", Map.of());
    }

    private Map<String, Object> page(Visit visit, boolean deciding) {
        Concern concern = files.of(visit.requiredCaseId());
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("panel", papers.panel(visit.requiredCaseId(), concern, deciding));
        page.put("hint", receivers.hint(concern).orElse(""));
        page.put("routes", Route.values());
        page.put("outsides", RouteConcern.Outside.values());
        page.put("intent", ConcernPapers.SIGNING.intent());
        page.put("inPlaceOf", casePapers.nameOf(visit.inPlaceOf()));
        page.put("initial", Map.of());
        return page;
    }

    // --- raising

    private void checkRaised(RaiseConcern answer, Visit visit, Errors errors) {
        checks.files(errors, "evidence", answer.evidence(), "showsIntimateOrChild", answer.showsIntimateOrChild(), visit.person());
        if (answer.concerned() == Concerned.STAFF) {
            checks.person(errors, "person", answer.person());
        } else if (people.staffMatching(nameElse(answer), 5).stream().anyMatch(one -> one.name().equalsIgnoreCase(nameElse(answer)))) {
            errors.add("concerned", nameElse(answer) + " works here: choose 'Somebody who works here' and then the name from the list, so that it does not reach them");
        }
    }

    private static String nameElse(RaiseConcern answer) {
        return Optional.ofNullable(answer.personElse()).map(String::strip).orElse("");
    }

    private void raised(RaiseConcern answer, Visit visit) {
        attachments.bind(answer.evidence(), visit.requiredCaseId(), visit.person().personId());
        trail.add(visit.requiredCaseId(), "raised", ConcernFiles.RAISE, visit.person().personId(), null, "Raised the concern");
    }

    // --- looking at it

    private void checkScreened(ScreenForDisclosure answer, Visit visit, Errors errors) {
        checkUninvolved(visit, errors);
    }

    private void screened(ScreenForDisclosure answer, Visit visit) {
        trail.add(visit.requiredCaseId(), "screened", ConcernFiles.SCREEN, visit.person().personId(), visit.inPlaceOf(), "Checked before going further");
    }

    // --- deciding

    private void checkRouted(RouteConcern answer, Visit visit, Errors errors) {
        Concern concern = files.of(visit.requiredCaseId());
        checkUninvolved(visit, errors);
        checks.signature(answer, visit, errors);
        if (answer.route() == Route.REFER_OUTSIDE && answer.outside().isEmpty()) {
            errors.add("outside", "Say whom it is referred to");
        }
        if (answer.route() != null && answer.route().startsFlow() != null && !starts.canStart(answer.route().startsFlow() + ".handedOver")) {
            errors.add("route", "Cases of this kind are not dealt with here. Choose another way");
        } else if (answer.route() == Route.REFERRAL && concern.isContentAlone()) {
            errors.add("route", "Nothing may happen to the person, so this cannot become a referral. What was posted can be dealt with as a removal");
        } else if (answer.route() == Route.REFERRAL && !concern.namesSomebody()) {
            errors.add("route", "The concern names nobody who could be referred. Choose another way, or ask for a new concern that says whom it is about");
        }
    }

    private void checkUninvolved(Visit visit, Errors errors) {
        if (files.of(visit.requiredCaseId()).interested().contains(visit.person().personId())) {
            errors.add("", "You raised this concern or it is about you, so somebody else has to deal with it.");
        }
    }

    private void routed(RouteConcern answer, Visit visit) {
        trail.add(visit.requiredCaseId(), "decided", ConcernFiles.ROUTE, visit.person().personId(), visit.inPlaceOf(), "Decided what happens with the concern");
        papers.sign(visit.requiredCaseId(), files.of(visit.requiredCaseId()));
    }
}
