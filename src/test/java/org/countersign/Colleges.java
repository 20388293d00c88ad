package org.countersign;

import java.time.ZoneId;
import java.util.List;
import org.countersign.institution.Institution;
import org.countersign.institution.Institution.BreachEscalation;
import org.countersign.institution.Institution.GroupApproval;
import org.countersign.institution.Institution.Nation;
import org.countersign.institution.Institution.Terms;

/** Institutions for tests that read no pack. */
public final class Colleges {

    private Colleges() {}

    /** One that escalates breaches, and nothing said of the other flows. */
    public static Institution escalating(BreachEscalation breaches) {
        Institution one = named("Example College", "");
        return new Institution(one.id(), one.name(), one.shortName(), one.zone(), one.nation(), one.logo(), one.regulators(), one.policies(),
                one.groupApproval(), one.groupLife(), breaches, one.standards(), one.protectedDisclosure(), one.concernIntake(), one.postRemoval(), one.disciplinaryReferral(), one.appApproval(),
                one.conversationTransfer(), one.recordDisposal(), one.decisions());
    }

    /** One with two approvals of a group, and nothing said of the other flows. */
    public static Institution named(String name, String logo) {
        return new Institution("example", name, "the College", ZoneId.of("Europe/London"), Nation.ENGLAND, logo, List.of(), List.of(),
                new GroupApproval(2, List.of(), List.of(), List.of(), "", "", "", new Terms(3, 5, 5, 1, 1, 3)), null, null, List.of(), null, null, null, null, null, null, null, List.of());
    }
}
