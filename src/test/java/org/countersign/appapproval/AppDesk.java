package org.countersign.appapproval;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.countersign.appapproval.RequestApp.About;
import org.countersign.engine.Colleagues;
import org.countersign.engine.Forms;
import org.countersign.people.People;
import org.jspecify.annotations.Nullable;

/** The college asking for apps and reviewing them. */
class AppDesk extends Colleagues {

    static final String ADA = "ada.applegarth";
    static final String BASIL = "basil.birdwhistle";
    static final String CLEMENTINE = "clementine.crabtree";
    static final String DESMOND = "desmond.dovecote";
    static final String EUPHEMIA = "euphemia.elderflower";
    static final String FERGUS = "fergus.foxglove";
    static final String HORATIO = "horatio.hazelnut";
    static final String LYSANDER = "lysander.larkspur";

    private final People people;

    AppDesk(Forms forms, People people, ProcessEngine engine) {
        super(AppApprovalTasks.FLOW, forms, people, engine);
        this.people = people;
    }

    static RequestApp newApp(String name) {
        return new RequestApp(About.NEW_APP, null, name, "Otter Software", "To swap shifts on the river.", null, null);
    }

    static RequestApp newLook(About about, String appId) {
        return new RequestApp(about, appId, null, null, null, about == About.REVIEW_DUE ? null : "The maker says so on its page.", null);
    }

    ProcessInstance request(String userId, RequestApp request) {
        return start(userId, "request-app", request);
    }

    Map<String, Object> requestPage(String userId) {
        return startPage(userId, "request-app");
    }

    Map<String, List<String>> problems(String userId, RequestApp request) {
        return startProblems(userId, "request-app", request);
    }

    ReviewTerms terms(String userId, Verdict verdict, @Nullable String conditions) {
        return Reviews.terms(verdict, conditions, "I have read them.", inMonths(verdict, 6), person(userId).name());
    }

    ReviewSecurity security(String userId, Verdict verdict, @Nullable String conditions) {
        return Reviews.security(verdict, conditions, "I have tried it out.", inMonths(verdict, 12), person(userId).name());
    }

    void reviewTerms(String userId, Verdict verdict, @Nullable String conditions) {
        answer(userId, "reviewTerms", terms(userId, verdict, conditions));
    }

    void reviewSecurity(String userId, Verdict verdict, @Nullable String conditions) {
        answer(userId, "reviewSecurity", security(userId, verdict, conditions));
    }

    /** A whole approval without conditions. */
    ProcessInstance approved(String name) {
        ProcessInstance one = request(ADA, newApp(name));
        reviewTerms(CLEMENTINE, Verdict.SUITABLE, null);
        reviewSecurity(FERGUS, Verdict.SUITABLE, null);
        return one;
    }

    /** A morning comes for that case. */
    void morning(String processInstanceId) {
        Job timer = engine.getManagementService().createJobQuery().processInstanceId(processInstanceId).activityId("morningCame").singleResult();
        engine.getManagementService().executeJob(timer.getId());
    }

    private @Nullable String inMonths(Verdict verdict, int months) {
        return verdict == Verdict.UNSUITABLE ? null : people.today().plusMonths(months).toString();
    }
}
