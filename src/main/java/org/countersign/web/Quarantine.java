package org.countersign.web;

import org.countersign.answers.Attachments;
import org.countersign.answers.Attachments.Attachment;
import org.countersign.engine.Trail;
import org.countersign.people.Person;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * A file that must not be kept: one person takes it out of everybody's reach, another one destroys it, and the trail of its case says so.
 * Whoever calls has asked whether this person may; what came of it stands on the page that is shown next.
 */
@Component
class Quarantine {

    private final Attachments attachments;
    private final Trail trail;

    Quarantine(Attachments attachments, Trail trail) {
        this.attachments = attachments;
        this.trail = trail;
    }

    void begin(String caseId, Attachment file, String reason, Person me, RedirectAttributes after) {
        told(after, () -> {
            attachments.quarantine(file.attachmentId(), reason, me.personId());
            trail.add(caseId, "fileQuarantined", null, me.personId(), null, "Took a file out of everybody's reach (SHA-256 " + file.sha256() + ")");
        }, "The file is out of everybody's reach. Another person can destroy it.");
    }

    void destroy(String caseId, Attachment file, Person me, RedirectAttributes after) {
        told(after, () -> {
            attachments.destroy(file.attachmentId(), me.personId());
            trail.add(caseId, "fileDestroyed", null, me.personId(), null, "Destroyed a file (SHA-256 " + file.sha256() + ")");
        }, "The file is destroyed. Its name, size and digest remain.");
    }

    private static void told(RedirectAttributes after, Runnable change, String done) {
        try {
            change.run();
            after.addFlashAttribute("done", done);
        } catch (Attachments.Refused no) {
            after.addFlashAttribute("done", no.getMessage());
        }
    }
}
