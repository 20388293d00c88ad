package org.countersign.breachescalation;

import org.countersign.breachescalation.Escalation.Mark;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.people.People;
import org.springframework.stereotype.Component;

/** Tells people about a case: its number, the verb and the deadline, nothing of what it is about. */
@Component
class BreachEscalationNotices {

    private final Notices notices;
    private final Marks marks;
    private final Responders responders;
    private final BreachPapers papers;
    private final People people;

    BreachEscalationNotices(Notices notices, Marks marks, Responders responders, BreachPapers papers, People people) {
        this.notices = notices;
        this.marks = marks;
        this.responders = responders;
        this.papers = papers;
        this.people = people;
    }

    void received(String caseId, Breach breach) {
        tell(breach.reporterId(), "received", caseId, "received", caseId + ": received",
                "Thank you. Your report has arrived and is being looked at now. Keep what you have noticed to yourself and delete nothing.", "/requests/" + caseId);
    }

    void escalated(String caseId, Breach breach, Mark mark) {
        String key = "mark:" + mark.id() + ":" + mark.due().getEpochSecond();
        responders.told(marks.toldBy(mark)).forEach(personId -> tell(personId, key, caseId, "escalated", caseId + ": act",
                mark.words() + " The 72 hours end on " + papers.moment(breach.clock().deadline()) + ".",
                people.byId(personId).filter(one -> one.has(Responders.DPO) || one.has(Responders.OFFICERS)).isPresent()
                        ? "/breaches/" + caseId : "/camunda/app/tasklist/default/"));
    }

    void ended(String caseId, Breach breach) {
        tell(breach.reporterId(), "ended", caseId, "ended", caseId + ": closed", "What you reported has been dealt with. Thank you for telling us.", "/requests/" + caseId);
    }

    private void tell(String personId, String key, String caseId, String event, String subject, String text, String link) {
        notices.tell(personId, new Notice(key + ":" + caseId, "breach-escalation/" + event, subject, text, link, caseId));
    }
}
