package org.countersign.web;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.engine.Cases;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.KeptRecord;
import org.countersign.records.Ledger;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.Releases;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Asking for a restricted record and opening it, the same for pages and programs. */
@Component
class ReleaseDesk {

    static final int LONGEST_YEARS = 1;
    static final String NOBODY_THERE = "Nobody is in the office that owns it just now: ask an administrator who looks after it.";

    private static final int LONGEST_REASON = 2000;
    private static final int LONGEST_REQUEST = 500;

    private final RecordAccess access;
    private final Releases releases;
    private final Cases cases;
    private final People people;
    private final Notices notices;
    private final Ledger ledger;
    private final TransactionTemplate transaction;

    ReleaseDesk(RecordAccess access, Releases releases, Cases cases, People people, Notices notices, Ledger ledger, PlatformTransactionManager transactions) {
        this.access = access;
        this.releases = releases;
        this.cases = cases;
        this.people = people;
        this.notices = notices;
        this.ledger = ledger;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A restricted record of which something is left, for records officers and the office that owns it. @throws NotThere for everybody else and every other record */
    KeptRecord restricted(Person me, String recordId) {
        KeptRecord record = access.known(me, recordId);
        // Of what was disposed of nothing is left to open.
        if (record.accessClass() != AccessClass.RESTRICTED || record.title().isEmpty() || !me.has(RecordAccess.OFFICERS) && !access.mayRelease(me, record)) {
            throw new NotThere();
        }
        return record;
    }

    /** The same for the office that owns it alone. */
    KeptRecord owned(Person me, String recordId) {
        KeptRecord record = restricted(me, recordId);
        if (!access.mayRelease(me, record)) {
            throw new NotThere();
        }
        return record;
    }

    /** Opens it to that records officer until the end of that day, and tells them; or says what is wrong, by field, and changes nothing. */
    Map<String, String> release(Person me, KeptRecord record, String officerId, @Nullable LocalDate until, String reason) {
        Map<String, String> wrong = new LinkedHashMap<>();
        Person to = people.byId(officerId).filter(one -> one.has(RecordAccess.OFFICERS)).orElse(null);
        if (to == null) {
            wrong.put("officer", "Choose a records officer from the list.");
        }
        if (until == null || until.isBefore(people.today()) || until.isAfter(people.today().plusYears(LONGEST_YEARS))) {
            wrong.put("until", "Give the last day, today or later and within a year.");
        }
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            wrong.put("reason", reason.isBlank() ? "Give the reason." : "Keep the reason under 2,000 characters.");
        }
        if (wrong.isEmpty() && to != null && until != null) {
            transaction.executeWithoutResult(together -> {
                releases.release(record, to.personId(), until, reason.strip(), me.personId());
                notices.tell(to.personId(), new Notice("released:" + record.recordId() + ":" + people.today() + ":" + until, "records/released",
                        "Record " + record.recordId() + " is open to you", "You may read it until " + until + ". What you open is logged.", "/records/" + record.recordId(), null));
            });
        }
        return wrong;
    }

    /** What is wrong with a request, by field. */
    static Map<String, String> wrongToAsk(Person me, String why) {
        RecordAccess.mustBeOfficer(me);
        return why.isBlank() ? Map.of("why", "Say what you need it for.") : why.length() > LONGEST_REQUEST ? Map.of("why", "Keep it under 500 characters.") : Map.of();
    }

    /** Tells the office that owns the record who asks and why. @return whether anybody is in that office */
    boolean ask(Person me, KeptRecord record, String why) {
        Set<String> office = officeOf(record.recordId(), me);
        if (!office.isEmpty()) {
            transaction.executeWithoutResult(together -> {
                notices.tell(office, new Notice("release-requested:" + record.recordId() + ":" + me.personId() + ":" + people.today(), "records/release-requested",
                        "Request to read record " + record.recordId(), me.name() + ", records officer, asks to read it: " + why.strip()
                                + " You can open it to them until a day of your choice, or leave it closed.", "/records/" + record.recordId() + "/release", null));
                ledger.add("releaseRequested", record.recordId(), Map.of("by", me.personId()));
            });
        }
        return !office.isEmpty();
    }

    private Set<String> officeOf(String recordId, Person asking) {
        Set<String> office = new LinkedHashSet<>();
        Person.ROLES.stream().filter(role -> !role.equals("staff") && !role.equals(RecordAccess.OFFICERS)).map(people::withRole).flatMap(List::stream).distinct()
                .filter(one -> !one.personId().equals(asking.personId()) && cases.mayRead(one, recordId)).map(Person::personId).forEach(office::add);
        return office;
    }
}
