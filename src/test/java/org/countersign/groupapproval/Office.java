package org.countersign.groupapproval;

import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.countersign.engine.Colleagues;
import org.countersign.engine.Forms;
import org.countersign.groupapproval.LineManagerDecision.Verdict;
import org.countersign.groupapproval.SignAsAssistant.AssistantDecision;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.registers.Apps;
import org.springframework.stereotype.Component;

/** The college applying for messaging groups. */
@Component
class Office extends Colleagues {

    static final String ADA = "ada.applegarth";
    static final String BASIL = "basil.birdwhistle";
    static final String CLEMENTINE = "clementine.crabtree";
    static final String DESMOND = "desmond.dovecote";
    static final String EUPHEMIA = "euphemia.elderflower";
    static final String HORATIO = "horatio.hazelnut";

    private final Apps apps;
    private final Institution institution;

    Office(Forms forms, People people, Apps apps, Institution institution, ProcessEngine engine) {
        super("group-approval", forms, people, engine);
        this.apps = apps;
        this.institution = institution;
    }

    String app(String name) {
        return apps.all().stream().filter(app -> app.name().equals(name)).findFirst().orElseThrow().appId();
    }

    /** A complete application by Ada; a name nobody else has taken. */
    ApplyForGroup application(String groupName, String assistant) {
        return application(ADA, groupName, assistant);
    }

    ApplyForGroup application(String userId, String groupName, String assistant) {
        return new ApplyForGroup("Coordinator", "Sports", assistant, groupName, "To swap shifts on the river.", app("WhatsApp"),
                institution.groupApproval().memberships().get(0), "Boathouse staff", List.of("issued"), List.of("pin", "face"),
                institution.groupApproval().declaration().stream().map(Institution.Point::id).toList(),
                institution.groupApproval().readAndUnderstood(), person(userId).name(), true);
    }

    /** Submits the application and lets the sheet be frozen; returns the case. */
    ProcessInstance apply(String userId, ApplyForGroup application) {
        return start(userId, "apply-for-group", application);
    }

    void sign(String userId) {
        answer(userId, "signAsAssistant", new SignAsAssistant(AssistantDecision.SIGN, null, person(userId).name(), true));
    }

    void decline(String userId, String why) {
        answer(userId, "signAsAssistant", new SignAsAssistant(AssistantDecision.DECLINE, why, person(userId).name(), true));
    }

    void approve(String userId, Verdict verdict, String comment) {
        answer(userId, "approveGroup", new ApproveGroup(verdict, comment, person(userId).name(), true));
    }

    void authorise(String userId, Verdict verdict, String comment) {
        answer(userId, "authoriseGroup", new AuthoriseGroup(verdict, comment, person(userId).name(), true));
    }

    void correct(String userId, ApplyForGroup application) {
        answer(userId, "correctApplication", application);
    }

    /** A morning comes for that case. */
    void morning(String processInstanceId) {
        Job timer = engine.getManagementService().createJobQuery().processInstanceId(processInstanceId).activityId("morningCame").singleResult();
        engine.getManagementService().executeJob(timer.getId());
    }

    /** The assistant's time is up, if the clock says so. */
    void assistantsTimeIsUp(String processInstanceId) {
        engine.getManagementService().createJobQuery().processInstanceId(processInstanceId).activityId("assistantNotHeard").executable().list()
                .forEach(timer -> engine.getManagementService().executeJob(timer.getId()));
    }
}
