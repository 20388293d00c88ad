package org.countersign.web;

import java.util.Optional;
import java.util.function.Function;
import org.countersign.engine.Cases;
import org.countersign.people.Person;
import org.countersign.records.Archive;
import org.countersign.records.KeptRecord;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.Releases;
import org.springframework.stereotype.Component;

/** Who may open which record, and the log of who did. Pages and programs ask here, so that both get the same answer. */
@Component
class RecordAccess {

    static final String OFFICERS = "records-officers";

    private final Archive archive;
    private final Cases cases;
    private final Releases releases;

    RecordAccess(Archive archive, Cases cases, Releases releases) {
        this.archive = archive;
        this.cases = cases;
        this.releases = releases;
    }

    static void mustBeOfficer(Person me) {
        SignedIn.mustHave(me, OFFICERS, "records officers");
    }

    /** The record, if this person may know of it. @throws NotThere when there is none or it is not for them; the attempt is logged */
    KeptRecord known(Person me, String recordId) {
        Optional<KeptRecord> record = archive.find(recordId);
        if (record.isEmpty()) {
            throw new NotThere();
        }
        if (!isReadable(me, record.get()) && !(me.has(OFFICERS) && record.get().accessClass() != AccessClass.SEALED_OFF)) {
            archive.logAccess(recordId, me.personId(), "refused");
            throw new NotThere();
        }
        return record.get();
    }

    /** The record, if this person may read its content. @throws NotThere when there is none or it is not for them; the attempt is logged */
    KeptRecord readable(Person me, String recordId) {
        KeptRecord record = known(me, recordId);
        if (!isReadable(me, record)) {
            archive.logAccess(recordId, me.personId(), "refused");
            throw new NotThere();
        }
        return record;
    }

    /** The record's bytes, if this person may read its content; the download is logged before the bytes leave. */
    byte[] bytes(Person me, String recordId) {
        return downloaded(me, recordId, archive::pdf);
    }

    /** The data inside it, by the same rule. */
    byte[] data(Person me, String recordId) {
        return downloaded(me, recordId, archive::data);
    }

    private byte[] downloaded(Person me, String recordId, Function<String, Optional<byte[]>> content) {
        readable(me, recordId);
        byte[] bytes = content.apply(recordId).orElseThrow(NotThere::new);
        archive.logAccess(recordId, me.personId(), "downloaded");
        return bytes;
    }

    void logViewed(Person me, KeptRecord record) {
        archive.logAccess(record.recordId(), me.personId(), "viewed");
    }

    /**
     * Whether this person may read its content. Of a restricted record the desk knows that it is there, its class, dates and digest, and
     * no more; the office that owns the case reads it, and may open it to a records officer until a day. One that is sealed off is not
     * there for the desk either.
     */
    boolean isReadable(Person me, KeptRecord record) {
        return me.has(OFFICERS) && switch (record.accessClass()) {
            case OPEN_TO_THE_DESK -> true;
            case RESTRICTED -> releases.isReleasedTo(me.personId(), record.recordId());
            case SEALED_OFF -> false;
        } || cases.mayRead(me, record.recordId());
    }

    /** Whether this person's office owns a restricted record, and may open it to the desk. */
    boolean mayRelease(Person me, KeptRecord record) {
        return record.accessClass() == AccessClass.RESTRICTED && cases.mayRead(me, record.recordId());
    }

    /** Whether they asked for it themselves, so that it belongs to one of their requests. */
    boolean isOwn(Person me, KeptRecord record) {
        return cases.visibleTo(me.personId(), record.recordId()).isPresent();
    }
}
