package org.countersign.groupapproval;

import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.springframework.stereotype.Component;

/** Tells those concerned what has become of an application. Whoever has something to do is told by the engine's part. */
@Component
class GroupApprovalNotices {

    private final Notices notices;
    private final Applications applications;

    GroupApprovalNotices(Notices notices, Applications applications) {
        this.notices = notices;
        this.applications = applications;
    }

    /** @param occasion tells one return of the same application from the next */
    void returned(String caseId, GroupApproval state, String occasion, String what) {
        tell(state.applicantId(), caseId, "/requests/" + caseId, "returned:" + occasion,
                "Correct the application: " + applications.title(state.application()), what + " Please correct it and sign it again, or withdraw it.");
    }

    /** @param more what only the applicant can follow: the request and its record are theirs alone */
    void ended(String caseId, GroupApproval state, String outcome, String text, String more) {
        String subject = outcome + ": " + applications.title(state.application());
        applications.interested(state).forEach(personId -> {
            boolean own = personId.equals(state.applicantId());
            tell(personId, caseId, own ? "/requests/" + caseId : "/", "ended", subject, own ? (text + " " + more).strip() : text);
        });
    }

    private void tell(String personId, String caseId, String link, String event, String subject, String text) {
        notices.tell(personId, new Notice(event + ":" + caseId, GroupApprovalTasks.FLOW + "/" + event.replaceAll(":.*", ""), subject,
                text, link, caseId));
    }
}
