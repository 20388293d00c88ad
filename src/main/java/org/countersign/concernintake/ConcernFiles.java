package org.countersign.concernintake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.answers.Answers;
import org.countersign.casefile.Checks;
import org.countersign.casefile.Disclosures;
import org.countersign.casefile.ScreenForDisclosure;
import org.countersign.casefile.Steps;
import org.countersign.concernintake.RaiseConcern.Concerned;
import org.countersign.engine.Form;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.springframework.stereotype.Component;

/** Concerns as people's answers tell them. */
@Component
class ConcernFiles {

    static final String RAISE = "raiseConcern";
    static final String SCREEN = "screenForDisclosure";
    static final String ROUTE = "routeConcern";

    /** For reading the answers back; what the forms do with them is theirs. */
    private static final List<Form<?>> SHAPES = List.of(shape(RAISE, RaiseConcern.class), shape(SCREEN, ScreenForDisclosure.class), shape(ROUTE, RouteConcern.class));

    private final Answers answers;
    private final Checks checks;
    private final People people;
    private final Disclosures disclosures;

    ConcernFiles(Answers answers, Checks checks, People people, Disclosures disclosures) {
        this.answers = answers;
        this.checks = checks;
        this.people = people;
        this.disclosures = disclosures;
    }

    Concern of(String caseId) {
        Steps steps = answers.fold(caseId, submitted -> Steps.read(answers, submitted, SHAPES));
        RaiseConcern raised = steps.last(RaiseConcern.class).orElseThrow();
        return new Concern(steps, person(raised).orElse(null), people.lineManagerOf(steps.first().personId()).orElse(null), disclosures.resultFor(caseId).orElse(null));
    }

    /** The member of staff it is about, where one was chosen. */
    Optional<Person> person(RaiseConcern raised) {
        return raised.concerned() == Concerned.STAFF ? checks.person(raised.person()) : Optional.empty();
    }

    private static <A> Form<A> shape(String task, Class<A> type) {
        return new Form<>(task, type, visit -> Map.of(), (answer, visit, errors) -> {}, (answer, visit) -> {});
    }
}
