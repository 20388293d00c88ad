package org.countersign.disciplinaryreferral;

import org.countersign.casefile.Letters.Letter;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.springframework.stereotype.Component;

/** Tells people about a case: its number and the verb, nothing of what it is about. */
@Component
class ReferralNotices {

    private final Notices notices;

    ReferralNotices(Notices notices) {
        this.notices = notices;
    }

    void received(String caseId, String personId) {
        tell(personId, "received", caseId, caseId + ": received", "Thank you. What you referred has arrived and is being looked into. Please keep it to yourself.", "/requests/" + caseId);
    }

    /** To the person it is written to, where they are in the directory; it leads to what they may open. */
    void letter(Letter letter) {
        if (letter.addresseeId() != null) {
            tell(letter.addresseeId(), "letter-" + letter.number(), letter.caseId(), letter.caseId() + ": read",
                    "There is a letter for you. Please read it now: it says what happens next, and what you may do and by when.",
                    "/cases/" + letter.caseId() + "/letters/" + letter.letterId());
        }
    }

    void ended(String caseId, String personId) {
        tell(personId, "ended", caseId, caseId + ": closed", "What you referred has been dealt with. Out of fairness to everybody you are not told more.", "/requests/" + caseId);
    }

    void copyReady(String caseId, String personId) {
        tell(personId, "copy", caseId, caseId + ": closed", "The case is closed. The copy for the person concerned is among its letters.", "/cases/" + caseId);
    }

    void giveAccessBack(String caseId, String personId) {
        tell(personId, "access", caseId, caseId + ": give back", "The case is closed, and with it the reason for which you have withdrawn access. Please give it back today.", "/");
    }

    private void tell(String personId, String event, String caseId, String subject, String text, String link) {
        notices.tell(personId, new Notice(event + ":" + caseId, DisciplinaryReferralTasks.FLOW + "/" + event.replaceAll("-\\d+$", ""), subject, text, link, caseId));
    }
}
