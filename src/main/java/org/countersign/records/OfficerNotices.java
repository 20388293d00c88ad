package org.countersign.records;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.institution.WorkingDays;
import org.countersign.notices.Notices.Notice;
import org.countersign.notices.Notices;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.fixity.Fixity;
import org.countersign.records.fixity.FixityFailed;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What the records officers are told, and of what is sealed off its own officer alone: at once that a record is damaged, and each working day where the ledger ends. A mail with its last
 * hash lies where nobody who can write the database can reach it, so later it shows whether rows were cut off or rewritten.
 */
@Component
class OfficerNotices {

    private static final String OFFICERS = "records-officers";
    private static final String SEALED_OFF_OFFICER = "whistleblowing-officer";

    private final Ledger ledger;
    private final Fixity fixity;
    private final Deposits deposits;
    private final Retention retention;
    private final People people;
    private final WorkingDays workingDays;
    private final Notices notices;
    private final Clock clock;
    private volatile @Nullable LocalDate toldOn;

    OfficerNotices(Ledger ledger, Fixity fixity, Deposits deposits, Retention retention, People people, WorkingDays workingDays, Notices notices, Clock clock) {
        this.ledger = ledger;
        this.fixity = fixity;
        this.deposits = deposits;
        this.retention = retention;
        this.people = people;
        this.workingDays = workingDays;
        this.notices = notices;
        this.clock = clock;
    }

    @EventListener
    void tell(FixityFailed failed) {
        boolean sealedOff = deposits.byId(failed.recordId()).filter(one -> one.accessClass() == AccessClass.SEALED_OFF).isPresent();
        notices.tell(sealedOff ? with(SEALED_OFF_OFFICER) : with(OFFICERS), new Notice("fixity-failed:" + failed.recordId() + ":" + clock.instant().toEpochMilli(), "record-disposal/fixity-failed",
                "Record " + failed.recordId() + " is damaged",
                "The daily look at the archive found that " + failed.words() + ". Do not hand this record out. Put it back today from a bag or a backup that "
                        + "holds it (import-bag), and find out what happened to the database.",
                "/records/" + failed.recordId(), null));
    }

    /** From seven o'clock, once; a node that was away then does it when it is back. */
    @Scheduled(cron = "20 */10 7-23 * * *", zone = "#{@institutionZone.id}")
    void summariseTheDay() {
        LocalDate today = people.today();
        if (today.equals(toldOn) || !workingDays.isWorkingDay(today)) {
            return;
        }
        Ledger.Head head = ledger.head();
        if (head.number() > 0) {
            notices.tell(with(OFFICERS), new Notice("records-summary:" + today, "record-disposal/summary", "Records: where the ledger ends",
                    Stream.of("The ledger ends at row " + head.number() + " with the hash " + head.hash()
                                    + ". Keep this mail: with it you can show later that nothing before that row was changed or cut off.",
                            ledger.trouble().orElse("Nothing is known to be wrong with the ledger."),
                            fixity.trouble().orElse("Every record that was looked at is what was kept."),
                            retention.countDue() == 0 ? "" : "Records due for disposal: " + retention.countDue() + ".",
                            deposits.awaitingTimestamp() == 0 ? "" : "Records that await a time stamp: " + deposits.awaitingTimestamp() + ".")
                            .filter(line -> !line.isEmpty()).collect(Collectors.joining("\n")), "/records", null));
        }
        if (!retention.dueSealedOff(null, 1).isEmpty()) {
            // Once a month is often enough for what waits without harm.
            notices.tell(with(SEALED_OFF_OFFICER), new Notice("sealed-off-due:" + YearMonth.from(today), "record-disposal/sealed-off-due", "Records that are sealed off are due",
                    "The time of records that are sealed off is over. Open Disposal, look at them, and propose what becomes of them; a second person has to confirm it.",
                    "/records/disposal", null));
        }
        toldOn = today;
    }

    private List<String> with(String role) {
        return people.withRole(role).stream().map(Person::personId).toList();
    }
}
