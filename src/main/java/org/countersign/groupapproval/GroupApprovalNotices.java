package org.countersign.groupapproval;

import java.util.List;
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
        tell(List.of(state.applicantId()), caseId, request(caseId), "returned:" + occasion,
                "Correct the application: " + applications.title(state.application()), what + " Please correct it and sign it again, or withdraw it.");
    }

    /** It has been corrected or withdrawn: that it came back asks for nothing any more. */
    void returnSettled(String caseId) {
        notices.settle(caseId, request(caseId));
    }

    /** @param more what only the applicant can follow: the request and its record are theirs alone */
    void ended(String caseId, GroupApproval state, String outcome, String text, String more) {
        String subject = outcome + ": " + applications.title(state.application());
        tell(List.of(state.applicantId()), caseId, request(caseId), "ended", subject, (text + " " + more).strip());
        List<String> others = applications.interested(state).stream().filter(personId -> !personId.equals(state.applicantId())).toList();
        tell(others, caseId, "/", "ended", subject, text);
    }

    private static String request(String caseId) {
        return "/requests/" + caseId;
    }

    private void tell(List<String> personIds, String caseId, String link, String event, String subject, String text) {
        notices.tell(personIds, new Notice(event + ":" + caseId, GroupApprovalTasks.FLOW + "/" + event.replaceAll(":.*", ""), subject,
                text, link, caseId));
    }
}
