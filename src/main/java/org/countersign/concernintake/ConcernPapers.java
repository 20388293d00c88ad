package org.countersign.concernintake;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.countersign.answers.Row;
import org.countersign.answers.YesNo;
import org.countersign.casefile.CasePanel;
import org.countersign.casefile.CasePapers;
import org.countersign.casefile.CasePapers.Ending;
import org.countersign.casefile.CasePapers.Signing;
import org.countersign.casefile.CasePapers.Taken;
import org.countersign.casefile.Checks;
import org.countersign.casefile.Rows;
import org.countersign.casefile.Section;
import org.countersign.concernintake.Concern.Ended;
import org.countersign.engine.Diagram;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.people.Person;
import org.countersign.records.RecordDraft;
import org.countersign.records.RecordDraft.AccessClass;
import org.springframework.stereotype.Component;

/** A concern on paper: what the receiver sees, the sheet they sign, and the record. */
@Component
class ConcernPapers {

    static final Signing SIGNING = new Signing("Decision", "Receiver", "This is my decision what happens with the concern. My typed name is my signature.");

    private static final String KIND = "Concern";

    private final CasePapers papers;
    private final Institution.ConcernIntake pack;

    ConcernPapers(CasePapers papers, Institution institution) {
        this.papers = papers;
        this.pack = institution.concernIntake();
    }

    CasePanel panel(String caseId, Concern concern, boolean events) {
        return papers.panel(caseId, known(concern), true, events, Set.of());
    }

    void freeze(String caseId, Concern concern) {
        papers.freeze(ConcernIntakeTasks.FLOW, caseId, concern.steps().first().answersId(), KIND, known(concern));
    }

    void sign(String caseId, Concern concern) {
        taken(concern).forEach(taken -> papers.sign(caseId, taken));
    }

    RecordDraft record(String processInstanceId, String caseId, Concern concern, Diagram diagram, List<Trail.Entry> trail) {
        Ended ended = concern.ended().orElseThrow();
        Set<String> named = new LinkedHashSet<>(concern.interested());
        named.addAll(concern.receivers());
        return papers.record(new Ending(ConcernIntakeTasks.FLOW, processInstanceId, caseId, KIND + " " + caseId, KIND, ended.outcome(), ended.sentence(outside(concern)),
                ended != Ended.NO_ACTION && ended != Ended.STOPPED, AccessClass.RESTRICTED, pack.legalBasis(), pack.retention(), sections(concern), taken(concern),
                concern.answersForTheRecord(), trail, concern.raised().evidence(), diagram, named));
    }

    /** What goes on to another case: the facts, without who raised them. */
    List<Row> facts(Concern concern) {
        return matter(concern).section().rows();
    }

    String raiser(Concern concern) {
        return papers.nameOf(concern.raiserId());
    }

    private List<Section> known(Concern concern) {
        RaiseConcern one = concern.raised();
        Section raised = Rows.under("Who raises it").add("Name", raiser(concern)).add("Raised", one.raisedFor()).add("On behalf of", one.onBehalfOf())
                .add("What they wish for", one.wants()).section();
        return List.of(matter(concern).section(), raised);
    }

    private Rows matter(Concern concern) {
        RaiseConcern one = concern.raised();
        Person person = concern.person();
        return Rows.under("The concern").add("It is about", one.about()).add("What happened", one.whatHappened()).add("Where", one.where())
                .add("Whom it is about", one.concerned()).add("Name", person == null ? one.personElse() : person.name() + ", " + person.position())
                .add("How urgent", one.urgency())
                .add("Intimate image or child", one.showsIntimateOrChild() == YesNo.YES ? "It shows one, so nothing was uploaded" : null);
    }

    private List<Section> sections(Concern concern) {
        List<Section> sections = new ArrayList<>(known(concern));
        concern.routed().ifPresent(one -> sections.add(Rows.under("What was decided").add("Decision", one.route()).add("Referred to", outside(concern))
                .add("Reasons", one.reasons()).add("Answer to whoever raised it", one.answer()).section()));
        return sections;
    }

    private static String outside(Concern concern) {
        return concern.routed().filter(one -> one.route() == RouteConcern.Route.REFER_OUTSIDE).map(one -> Rows.inWords(one.outside())).orElse("");
    }

    private static List<Taken> taken(Concern concern) {
        return concern.steps().lastStepOf(RouteConcern.class).map(step -> {
            RouteConcern one = (RouteConcern) step.answers();
            return new Taken(step, SIGNING, Rows.inWords(one.route()), Checks.isGiven(one.reasons()) ? one.reasons() : null);
        }).stream().toList();
    }
}
