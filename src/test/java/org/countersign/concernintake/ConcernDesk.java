package org.countersign.concernintake;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.countersign.answers.YesNo;
import org.countersign.casefile.ScreenForDisclosure;
import org.countersign.concernintake.RaiseConcern.About;
import org.countersign.concernintake.RaiseConcern.Concerned;
import org.countersign.concernintake.RaiseConcern.RaisedFor;
import org.countersign.concernintake.RaiseConcern.Urgency;
import org.countersign.concernintake.RaiseConcern.Wish;
import org.countersign.concernintake.RouteConcern.Outside;
import org.countersign.concernintake.RouteConcern.Route;
import org.countersign.casefile.ScreenForDisclosure.Answer;
import org.countersign.engine.Colleagues;
import org.countersign.engine.Forms;
import org.countersign.people.People;
import org.springframework.stereotype.Component;

/** The college dealing with a concern. */
@Component
class ConcernDesk extends Colleagues {

    static final String ADA = "ada.applegarth";
    static final String BASIL = "basil.birdwhistle";
    static final String CLEMENTINE = "clementine.crabtree";
    static final String DESMOND = "desmond.dovecote";
    static final String EUPHEMIA = "euphemia.elderflower";
    static final String FERGUS = "fergus.foxglove";
    static final String GRETA = "greta.gooseberry";
    static final String HORATIO = "horatio.hazelnut";
    static final String JASPER = "jasper.juniper";
    static final String KEZIAH = "keziah.kingfisher";
    static final String OTTOLINE = "ottoline.ocelot";

    ConcernDesk(Forms forms, People people, ProcessEngine engine) {
        super(ConcernIntakeTasks.FLOW, forms, people, engine);
    }

    /** Ada's concern about a post of Basil's, for her line manager. */
    static RaiseConcern aboutBasil() {
        return about(About.POST, Urgency.SOON, Concerned.STAFF, BASIL, null, Wish.LINE_MANAGER);
    }

    static RaiseConcern about(About about, Urgency urgency, Concerned concerned, String person, String personElse, Wish wish) {
        return new RaiseConcern(YesNo.NO, RaisedFor.MYSELF, null, about, "He called the boathouse crew names on the team's page.", "The team's page", concerned,
                person, personElse, urgency, "That the post goes.", wish, List.of());
    }

    ProcessInstance raise(String userId, RaiseConcern concern) {
        return start(userId, "raise-concern", concern);
    }

    Map<String, List<String>> problemsRaising(String userId, RaiseConcern concern) {
        return startProblems(userId, "raise-concern", concern);
    }

    void screen(String userId, Answer answer) {
        answer(userId, "screenForDisclosure", new ScreenForDisclosure(Answer.NO, answer, Answer.NO, "It reads like a quarrel of their own."));
    }

    RouteConcern decision(String userId, Route route, Outside... outside) {
        return new RouteConcern(route, List.of(outside), "Weighed with care.", "Thank you for telling us; this is what we do.", person(userId).name(), true);
    }

    void route(String userId, Route route, Outside... outside) {
        answer(userId, "routeConcern", decision(userId, route, outside));
    }
}
