package org.countersign.postremoval;

import java.util.List;
import org.countersign.casefile.Letters.Letter;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.springframework.stereotype.Component;

/** What people are told, by the number of the case alone. */
@Component
class RemovalNotices {

    private final Notices notices;
    private final People people;

    RemovalNotices(Notices notices, People people) {
        this.notices = notices;
        this.people = people;
    }

    void received(String caseId, String reporterId) {
        tell(reporterId, "received", caseId, "received", caseId + ": received",
                "Thank you. Your report has arrived and is being looked at. The author is never told who reported it.", "/requests/" + caseId);
    }

    /** A letter to the author where they are in the directory; else communications is asked to send it. */
    void written(String caseId, Letter letter, boolean onStaff) {
        String link = "/cases/" + caseId + "/letters/" + letter.letterId();
        String addressee = letter.addresseeId();
        if (addressee != null && onStaff) {
            tell(addressee, "letter:" + letter.letterId(), caseId, "letter", caseId + ": a letter for you", "There is a letter for you. Please read it.", link);
        } else {
            List<Person> senders = people.withRole("communications");
            senders.forEach(one -> tell(one.personId(), "letter:" + letter.letterId(), caseId, "letter-to-send", caseId + ": send a letter",
                    "A letter has been written to somebody who is not on the staff. Please send it.", link));
        }
    }

    void ended(String caseId, String reporterId) {
        tell(reporterId, "ended", caseId, "ended", caseId + ": closed", "What you reported has been dealt with. Thank you for telling us.", "/requests/" + caseId);
    }

    private void tell(String personId, String key, String caseId, String event, String subject, String text, String link) {
        notices.tell(personId, new Notice(key + ":" + caseId, "post-removal/" + event, subject, text, link, caseId));
    }
}
