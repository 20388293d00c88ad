package org.countersign.breachescalation;

import java.util.Optional;
import org.countersign.breachescalation.Escalation.Mark;
import org.countersign.notices.CalendarEntry;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.people.People;
import org.jspecify.annotations.Nullable;
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
                "Thank you. Your report has arrived and is being looked at now. Keep what you have noticed to yourself and delete nothing.",
                "/requests/" + caseId, null);
    }

    void escalated(String caseId, Breach breach, Mark mark) {
        String key = "mark:" + mark.id() + ":" + mark.due().getEpochSecond();
        responders.told(marks.toldBy(mark)).forEach(personId -> tell(personId, key, caseId, "escalated", caseId + ": act",
                mark.words() + "\nDeadline: " + papers.moment(breach.clock().deadline()) + ".", pageFor(personId, caseId),
                deadline(caseId, breach).orElse(null)));
    }

    /**
     * Whoever has the deadline in their calendar is told once it has moved, and once nobody waits for it any more; their calendar
     * follows. Call it whenever something has changed.
     */
    void deadlineMayHaveMoved(String caseId, Breach breach) {
        Optional<CalendarEntry> now = deadline(caseId, breach);
        notices.calendarsWith(uid(caseId)).forEach((personId, held) -> {
            if (now.isEmpty()) {
                tell(personId, "deadline-over", caseId, "deadline-over", caseId + ": deadline over",
                        "Nothing is due any more at the end of the 72 hours: the regulator has been told, or need not be.", pageFor(personId, caseId),
                        new CalendarEntry(held.uid(), breach.clock().revision() + 1, held.at(), held.summary(), true));
            } else if (!held.at().equals(now.get().at())) {
                tell(personId, "deadline-moved:" + now.get().sequence(), caseId, "deadline-moved", caseId + ": deadline corrected",
                        "It has been corrected since when we have been aware.\nThe 72 hours now end on " + papers.moment(now.get().at()) + ".",
                        pageFor(personId, caseId), now.get());
            }
        });
    }

    /** The deadline for people's calendars, as long as somebody waits for it. */
    Optional<CalendarEntry> deadline(String caseId, Breach breach) {
        return breach.isClockStopped() ? Optional.empty() : Optional.of(new CalendarEntry(uid(caseId), breach.clock().revision(), breach.clock().deadline(),
                Breaches.deadlineWords(caseId, breach.clock().isProvisional()), false));
    }

    private static String uid(String caseId) {
        return caseId + "-deadline";
    }

    private String pageFor(String personId, String caseId) {
        return people.byId(personId).filter(one -> one.has(Responders.DPO) || one.has(Responders.OFFICERS)).isPresent()
                ? "/breaches/" + caseId : "/camunda/app/tasklist/default/";
    }

    void ended(String caseId, Breach breach) {
        tell(breach.reporterId(), "ended", caseId, "ended", caseId + ": closed", "What you reported has been dealt with. Thank you for telling us.", "/requests/" + caseId, null);
    }

    private void tell(String personId, String key, String caseId, String event, String subject, String text, String link, @Nullable CalendarEntry calendar) {
        notices.tell(personId, new Notice(key + ":" + caseId, "breach-escalation/" + event, subject, text, link, caseId, calendar));
    }
}
