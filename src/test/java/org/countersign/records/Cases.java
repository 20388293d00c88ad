package org.countersign.records;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordDraft.Attachment;
import org.countersign.records.render.SampleDocuments;
import org.jspecify.annotations.Nullable;

/** Invented cases for tests of keeping: each call makes another one. */
final class Cases {

    private static final AtomicInteger NEXT = new AtomicInteger(100);

    private Cases() {}

    static String next() {
        return "GA-2026-%06d".formatted(NEXT.incrementAndGet());
    }

    static PersonalSignature by(String personId, String name, String role, String decision, @Nullable String comment, Instant at) {
        return new PersonalSignature(personId, name, role, null, decision, comment, "I have read this and mean it.", "signed in with password", at);
    }

    /** Freezes a sheet and lets four people sign it. */
    static void signedByFour(RecordKeeper keeper, String caseId, Instant at) {
        keeper.freeze(caseId, "submission-of-" + caseId, SampleDocuments.sheet());
        keeper.sign(caseId, by("P0001", "Ada Applegarth", "Group administrator", "Signed", null, at));
        keeper.sign(caseId, by("P0002", "Basil Birdwhistle", "Assistant administrator", "Signed", null, at));
        keeper.sign(caseId, by("P0003", "Clementine Crabtree", "First line manager", "Approved", "Keep the rota on the shared drive.", at));
        keeper.sign(caseId, by("P0004", "Noël Nightjar-Ωmega", "Second line manager", "Authorised", null, at));
    }

    static RecordDraft draft(String caseId, Attachment... attachments) {
        return draft(caseId, AccessClass.OPEN_TO_THE_DESK, attachments);
    }

    static RecordDraft draft(String caseId, AccessClass accessClass, Attachment... attachments) {
        return new RecordDraft(caseId, "group-approval", "process-" + caseId, "WhatsApp group 'Boathouse rota'", "Authorised",
                accessClass, "group-approval", SampleDocuments.record(), SampleDocuments.data(), List.of(attachments),
                Set.of("P0001", "P0002", "P0003", "P0004"));
    }

    static Attachment note() {
        return new Attachment("note.txt", "text/plain", "A note", "Seen at the boathouse.".getBytes(StandardCharsets.UTF_8));
    }
}
