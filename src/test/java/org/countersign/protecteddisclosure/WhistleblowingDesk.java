package org.countersign.protecteddisclosure;

import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.countersign.casefile.Disclosures;
import org.countersign.casefile.Disclosures.Result;
import org.countersign.engine.Colleagues;
import org.countersign.engine.Forms;
import org.countersign.people.People;
import org.countersign.protecteddisclosure.JudgeDisclosure.Likely;
import org.countersign.protecteddisclosure.JudgeDisclosure.Matter;
import org.springframework.stereotype.Component;

/** The whistleblowing officer judging what another case came upon. */
@Component
public class WhistleblowingDesk extends Colleagues {

    static final String OTTOLINE = "ottoline.ocelot";

    public WhistleblowingDesk(Forms forms, People people, ProcessEngine engine) {
        super(Disclosures.FLOW, forms, people, engine);
    }

    /** Judges the one that waits. */
    public void judge(Result result) {
        Likely likely = result == Result.GO_ON ? Likely.NO : Likely.YES;
        answer(OTTOLINE, "judgeDisclosure", new JudgeDisclosure(likely, likely, result == Result.GO_ON ? List.of() : List.of(Matter.CONCEALMENT), likely, result,
                "Weighed question by question.", person(OTTOLINE).name(), true));
    }
}
