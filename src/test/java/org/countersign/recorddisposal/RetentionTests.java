package org.countersign.recorddisposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.recorddisposal.DisposalDesk.IMOGEN;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.countersign.holds.Holds;
import org.countersign.holds.Scope;
import org.countersign.people.People;
import org.countersign.people.PeopleChanged;
import org.countersign.records.Ledger;
import org.countersign.records.RecordDraft;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.countersign.records.Retention;
import org.countersign.records.Retention.Change;
import org.countersign.records.Retention.Effects;
import org.countersign.records.Retention.Kept;
import org.countersign.records.Retention.Move;
import org.countersign.records.RetentionRefused;
import org.countersign.records.RetentionSchedule.Trigger;
import org.countersign.records.render.SampleDocuments;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/** From when and how long records are kept, and that nobody makes it shorter without saying so. */
@SpringBootTest
@ActiveProfiles("demo")
@Import(DisposalDesk.class)
@Tag("database")
class RetentionTests {

    private static int next = 970000;

    @Autowired
    DisposalDesk desk;
    @Autowired
    Retention retention;
    @Autowired
    RecordKeeper keeper;
    @Autowired
    Holds holds;
    @Autowired
    Ledger ledger;
    @Autowired
    People people;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    ApplicationEventPublisher events;

    @Test
    void isSetAtDepositAsFarAsItIsKnown() {
        Kept concern = kept(keep("concern", null));
        assertThat(concern.version()).isEqualTo(retention.version()).startsWith("2026-1, revision ");
        assertThat(concern.triggerOn()).isEqualTo(people.today());
        assertThat(concern.dueOn()).isEqualTo(people.today().plusYears(3));
        Kept group = kept(keep("group-approval", null));
        assertThat(group.trigger()).isEqualTo(Trigger.SUPERSEDED);
        assertThat(group.dueOn()).isNull();
        assertThat(kept(keep("class-without-a-row", null)).version()).as("nothing of such a class is ever due").isNull();
        assertThat(kept(keep("certificate-of-destruction", null)).dueOn()).isNull();
    }

    @Test
    void runsFromTheEventThatItsClassGoesByOnceAndFromNoOther() {
        String one = keep("group-approval", null);
        retention.happened(one, Trigger.CONTRACT_END, people.today());
        assertThat(kept(one).triggerOn()).isNull();
        retention.happened(one, Trigger.SUPERSEDED, LocalDate.of(2026, 1, 31));
        retention.happened(one, Trigger.SUPERSEDED, LocalDate.of(2026, 5, 1));
        assertThat(kept(one).dueOn()).isEqualTo("2028-01-31");
        assertThat(ledger.of(one)).extracting(Ledger.Entry::event).filteredOn("retentionTriggered"::equals).hasSize(1);
    }

    @Test
    void runsFromTheEndOfTheEmploymentAndStopsWhenSomebodyComesBack() {
        String one = keep("staff-discipline", "P0017");
        assertThat(kept(one).triggerOn()).isNull();
        employedUntil("P0017", people.today().minusDays(3));
        assertThat(kept(one).dueOn()).isEqualTo(people.today().minusDays(3).plusYears(6));
        employedUntil("P0017", null);
        assertThat(kept(one).dueOn()).isNull();
    }

    @Test
    void listsWhatIsDueTheLongestDueFirstPageByPage() {
        String later = desk.record("group-approval", "group-approval", AccessClass.OPEN_TO_THE_DESK, LocalDate.of(1991, 1, 1), LocalDate.of(1993, 1, 2), "Later");
        String first = desk.record("breach-escalation", "group-approval", AccessClass.RESTRICTED, LocalDate.of(1991, 1, 1), LocalDate.of(1993, 1, 1), "First");
        String sealedOff = desk.record("protected-disclosure", "group-approval", AccessClass.SEALED_OFF, LocalDate.of(1991, 1, 1), LocalDate.of(1993, 1, 1), "Sealed off");
        List<Kept> page = retention.due(null, 1);
        assertThat(page).extracting(Kept::recordId).containsExactly(first);
        assertThat(page.get(0).title()).as("of what is restricted the desk knows no title").isNull();
        assertThat(retention.due(first, 1)).extracting(Kept::recordId).containsExactly(later);
        assertThat(retention.due(null, 1000)).extracting(Kept::recordId).doesNotContain(sealedOff);
        assertThat(retention.countDue()).isEqualTo(retention.due(null, 1000).size());
        jdbc.sql("delete from cs_record_revision where record_id in (:ids)").param("ids", List.of(later, first, sealedOff)).update();
        jdbc.sql("delete from cs_record where record_id in (:ids)").param("ids", List.of(later, first, sealedOff)).update();
    }

    @Test
    void showsWhatAnotherClassWouldChangeAndMakesNothingShorterUnlessThatIsMeant() {
        String one = keep("concern", null);
        String by = desk.person(IMOGEN).personId();
        assertThat(retention.previewOfReclassifying(List.of(one), "post-removal-decided")).isEqualTo(new Effects(1, 1, 0, 0,
                List.of(new Change(one, "concern", "post-removal-decided", people.today().plusYears(3), people.today().plusYears(6), Move.LONGER, false))));
        retention.reclassify(List.of(one), "post-removal-decided", "It became a removal", false, by);
        assertThat(kept(one).dueOn()).isEqualTo(people.today().plusYears(6));
        assertThat(retention.previewOfReclassifying(List.of(one), "concern").shorter()).isEqualTo(1);
        assertThatThrownBy(() -> retention.reclassify(List.of(one), "concern", "Back", false, by)).isInstanceOf(RetentionRefused.class)
                .hasMessage("Kept for a shorter time than before, which has to be confirmed: " + one + ".");
        assertThatThrownBy(() -> retention.reclassify(List.of(one), "concern", " ", true, by)).isInstanceOf(RetentionRefused.class).hasMessageContaining("reason");
        assertThatThrownBy(() -> retention.reclassify(List.of(one), "no-such-class", "Why not", true, by)).isInstanceOf(RetentionRefused.class);
        var hold = holds.place(new Scope.Records(List.of(one)), "A claim", by, people.today(), null, by);
        assertThatThrownBy(() -> retention.reclassify(List.of(one), "concern", "Back", true, by)).hasMessage("Held, so not to be kept for a shorter time: " + one + ".");
        holds.release(hold.holdId(), "Settled", by);
        retention.reclassify(List.of(one), "concern", "It was a concern after all", true, by);
        assertThat(kept(one).dueOn()).isEqualTo(people.today().plusYears(3));
        assertThat(ledger.of(one)).filteredOn(entry -> entry.event().equals("retentionChanged")).hasSize(2).last()
                .satisfies(entry -> assertThat(entry.details()).contains("It was a concern after all", by));
        retention.reclassify(List.of(one), "archived-for-good", "Of lasting interest", false, by);
        assertThat(retention.previewOfReclassifying(List.of(one), "concern").shorter()).as("what is kept for good lasts longest").isEqualTo(1);
    }

    @Test
    void takesTheDayThatAnOfficerEntersAndNoEarlierOneUnlessThatIsMeant() {
        String one = keep("contractor-action", null);
        String by = desk.person(IMOGEN).personId();
        retention.enter(List.of(one), LocalDate.of(2027, 6, 30), "The contract says so", false, by);
        assertThat(kept(one).dueOn()).isEqualTo("2033-06-30");
        assertThatThrownBy(() -> retention.enter(List.of(one), LocalDate.of(2026, 6, 30), "Ended early", false, by)).isInstanceOf(RetentionRefused.class);
        retention.enter(List.of(one), LocalDate.of(2028, 6, 30), "Prolonged", false, by);
        assertThat(kept(one).dueOn()).isEqualTo("2034-06-30");
        assertThatThrownBy(() -> retention.enter(List.of(keep("concern", null)), people.today(), "Why not", true, by)).hasMessageContaining("runs from the closure");
    }

    @Test
    void waitsForTheEndOfTheAcademicYearUntilAnOfficerEntersIt() {
        String one = keep("attestation", null);
        String other = keep("contractor-action", null);
        assertThat(waiting()).contains(one, other);
        assertThat(kept(one).dueOn()).isNull();
        retention.enter(List.of(one), LocalDate.of(2027, 7, 31), "The year's last day", false, desk.person(IMOGEN).personId());
        assertThat(kept(one).dueOn()).isEqualTo("2029-07-31");
        assertThat(waiting()).contains(other).doesNotContain(one);
        assertThat(retention.waitingForADay(other, 10_000)).as("after that one").extracting(Kept::recordId).doesNotContain(other);
    }

    private List<String> waiting() {
        return retention.waitingForADay(null, 10_000).stream().map(Kept::recordId).toList();
    }

    @Test
    void aChangedScheduleIsFollowedAtOnceWhereItIsLongerAndOnAWordWhereItIsShorter() {
        String longer = keep("concern", null);
        String shorter = keep("concern", null);
        asIfKeptBy("an earlier schedule", longer, people.today().plusYears(1));
        asIfKeptBy("an earlier schedule", shorter, people.today().plusYears(9));
        retention.recompute(false, "The schedule has changed", null);
        assertThat(kept(longer).dueOn()).isEqualTo(people.today().plusYears(3));
        assertThat(kept(shorter).dueOn()).isEqualTo(people.today().plusYears(9));
        assertThat(retention.previewOfRecomputing().shown()).contains(
                new Change(shorter, "concern", "concern", people.today().plusYears(9), people.today().plusYears(3), Move.SHORTER, false));
        assertThatThrownBy(() -> retention.recompute(true, " ", "P0009")).isInstanceOf(RetentionRefused.class);
        retention.recompute(true, "Agreed with the Data Protection Officer", "P0009");
        assertThat(kept(shorter).dueOn()).isEqualTo(people.today().plusYears(3));
        assertThat(kept(shorter).version()).isEqualTo(retention.version());
        assertThat(ledger.of(shorter)).filteredOn(entry -> entry.event().equals("retentionChanged")).singleElement()
                .satisfies(entry -> assertThat(entry.details()).contains("Agreed with the Data Protection Officer", "P0009"));
    }

    @Test
    void recordsFromBeforeThereWasAScheduleAreFilledInWithoutAWordInTheLedger() {
        String old = keep("concern", null);
        jdbc.sql("update cs_record set retention_version = null, retention_trigger = null, retention_action = null, trigger_on = null, due_on = null where record_id = ?").param(old).update();
        retention.recompute(false, "The retention schedule", null);
        assertThat(kept(old).dueOn()).isEqualTo(people.today().plusYears(3));
        assertThat(ledger.of(old)).extracting(Ledger.Entry::event).doesNotContain("retentionChanged");
    }

    private void asIfKeptBy(String version, String recordId, LocalDate due) {
        jdbc.sql("update cs_record set retention_version = ?, due_on = ? where record_id = ?").params(version, due, recordId).update();
    }

    private void employedUntil(String personId, LocalDate day) {
        jdbc.sql("update cs_person set employed_until = ? where person_id = ?").param(1, day, java.sql.Types.DATE).param(2, personId).update();
        jdbc.sql("update cs_people_stamp set stamp = ?").param(UUID.randomUUID().toString()).update();
        events.publishEvent(new PeopleChanged());
    }

    private Kept kept(String recordId) {
        return retention.of(recordId).orElseThrow();
    }

    private String keep(String retentionClass, String personId) {
        String id = "GA-2026-" + ++next;
        keeper.keep(new RecordDraft(id, "group-approval", "process of " + id, "A title", "Authorised", AccessClass.OPEN_TO_THE_DESK, retentionClass,
                SampleDocuments.record(), SampleDocuments.data(), List.of(), Set.of("P0001")).keptAfterEmploymentOf(personId));
        return id;
    }
}
