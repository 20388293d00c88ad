package org.countersign.recorddisposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.recorddisposal.DisposalDesk.IMOGEN;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.countersign.holds.GroupHoldChanged;
import org.countersign.holds.Hold;
import org.countersign.holds.HoldRefused;
import org.countersign.holds.HoldReviews;
import org.countersign.holds.Holds;
import org.countersign.holds.Scope;
import org.countersign.people.People;
import org.countersign.records.Archive;
import org.countersign.records.Ledger;
import org.countersign.records.RecordDraft;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.countersign.records.render.SampleDocuments;
import org.countersign.registers.Groups;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/** What a hold covers, now and later, and what is refused. */
@SpringBootTest
@ActiveProfiles("demo")
@Import(DisposalDesk.class)
@Tag("database")
class HoldsTests {

    @Autowired
    DisposalDesk desk;
    @Autowired
    Holds holds;
    @Autowired
    HoldReviews reviews;
    @Autowired
    RecordKeeper keeper;
    @Autowired
    Ledger ledger;
    @Autowired
    Groups groups;
    @Autowired
    People people;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    ConfigurableApplicationContext context;

    @AfterEach
    void releaseAll() {
        holds.open().forEach(hold -> holds.release(hold.holdId(), "End of the test", null));
    }

    @Test
    void holdsTheRecordsItNamesUntilItIsReleased() {
        String one = desk.dueRecord();
        String other = desk.dueRecord();
        Hold hold = place(new Scope.Records(List.of(one)));
        assertThat(holds.isRecordHeld(one)).isTrue();
        assertThat(holds.isRecordHeld(other)).isFalse();
        assertThat(holds.preview(new Scope.Records(List.of(one, other)))).isEqualTo(new Holds.Preview(2, 1, 0, false));
        Hold second = place(new Scope.Records(List.of(one)));
        holds.release(hold.holdId(), "Settled", imogen());
        assertThat(holds.onRecord(one)).extracting(Hold::holdId).containsExactly(second.holdId());
        holds.release(second.holdId(), "Settled too", imogen());
        assertThat(holds.isRecordHeld(one)).isFalse();
        assertThat(ledger.of(one)).extracting(Ledger.Entry::event).containsExactly("held", "held", "holdReleased", "holdReleased");
        assertThatThrownBy(() -> holds.release(hold.holdId(), "Again", imogen())).isInstanceOf(HoldRefused.class).hasMessage("This hold has been released already.");
    }

    @Test
    void aQuestionHoldsWhatIsKeptLaterAndAnswersItToo() {
        String now = desk.record("group-approval", "hold-question", AccessClass.OPEN_TO_THE_DESK, LocalDate.of(2010, 3, 1), LocalDate.of(2012, 3, 1), "Now");
        Archive.Query question = new Archive.Query(null, null, null, null, "hold-question", null, null, null, null, 1);
        Hold hold = place(new Scope.Matching(question));
        keep("GA-2026-990001", "hold-question");
        keep("GA-2026-990002", "another-class");
        assertThat(holds.recordsOf(hold.holdId(), null, 10)).containsExactly(now, "GA-2026-990001");
        assertThat(holds.byId(hold.holdId()).orElseThrow().scope()).isEqualTo(new Scope.Matching(question));
        assertThat(holds.isRecordHeld("GA-2026-990002")).isFalse();
        jdbc.sql("delete from cs_hold_record where record_id = 'GA-2026-990001'").update();
        assertThat(holds.isRecordHeld("GA-2026-990001")).as("one that was kept while the hold was being placed").isTrue();
    }

    @Test
    void refusesAHoldOnNothingAndOnEverything() {
        assertRefused(new Scope.Records(List.of()), "Choose what is held.");
        assertRefused(new Scope.Groups(List.of()), "Choose what is held.");
        assertRefused(new Scope.Records(List.of("GA-1999-000001")), "There is no record GA-1999-000001.");
        assertRefused(new Scope.Groups(List.of("G999999")), "There is no group G999999.");
        assertRefused(new Scope.Matching(new Archive.Query(null, null, null, null, "no-such-class", null, null, null, null, 1)),
                "Nothing in the archive answers to this, so there is nothing to hold.");
        assertRefused(new Scope.Matching(Archive.Query.words(null, 1)), "This would hold every record there is: narrow the search first.");
        assertThat(holds.open()).isEmpty();
        String one = desk.dueRecord();
        assertThatThrownBy(() -> holds.place(new Scope.Records(List.of(one)), " ", imogen(), people.today(), null, null)).hasMessage("Say why it is held.");
        assertThatThrownBy(() -> holds.place(new Scope.Records(List.of(one)), "A claim", "P9999", people.today(), null, null)).hasMessageContaining("owner");
        assertThatThrownBy(() -> holds.place(new Scope.Records(List.of(one)), "A claim", imogen(), people.today().minusDays(1), null, null)).hasMessageContaining("past");
    }

    @Test
    void aHoldOnAGroupIsToldInItsOwnTransactionAndEndsWithItsCase() {
        String app = jdbc.sql("select app_id from cs_app where app_name = 'WhatsApp'").query(String.class).single();
        String groupId = groups.enter("Held group", "To swap shifts", app, "Team", "P0001", null, "GA-2026-990009").groupId();
        List<Boolean> told = new ArrayList<>();
        context.addApplicationListener((ApplicationListener<ApplicationEvent>) event -> {
            if (event instanceof PayloadApplicationEvent<?> one && one.getPayload() instanceof GroupHoldChanged changed && changed.groupId().equals(groupId)) {
                told.add(holds.isGroupHeld(groupId));
            }
        });
        holds.place(new Scope.Groups(List.of(groupId)), "A breach is looked into", imogen(), people.today().plusDays(30), "BE-2026-000001", null);
        assertThat(holds.onGroup(groupId)).singleElement().satisfies(hold -> assertThat(hold.becauseOf()).isEqualTo("BE-2026-000001"));
        holds.releaseBecauseOf("BE-2026-000001", "The case is closed");
        holds.releaseBecauseOf("BE-2026-000001", "And again, with nothing left");
        assertThat(holds.isGroupHeld(groupId)).isFalse();
        assertThat(told).containsExactly(true, false);
        jdbc.sql("delete from cs_hold_group").update();
        jdbc.sql("delete from cs_group_change where group_no = ?").param(Long.parseLong(groupId.substring(1))).update();
        jdbc.sql("delete from cs_group where record_id = 'GA-2026-990009'").update();
    }

    @Test
    void remindsTheOwnerUntilTheyHaveLooked() {
        Hold hold = place(new Scope.Records(List.of(desk.dueRecord())));
        assertThat(reminders(hold)).isZero();
        remind(people.today());
        assertThat(reminders(hold)).isZero();
        jdbc.sql("update cs_hold set review_on = ? where hold_id = ?").params(people.today().minusDays(1), hold.holdId()).update();
        remind(people.today());
        remind(people.today());
        assertThat(reminders(hold)).as("once a week").isEqualTo(1);
        remind(people.today().plusDays(7));
        assertThat(reminders(hold)).isEqualTo(2);
        jdbc.sql("update cs_hold set owner_id = 'P9999' where hold_id = ?").param(hold.holdId()).update();
        remind(people.today().plusDays(14));
        assertThat(jdbc.sql("select person_id from cs_notice where notice_key like ? order by notice_key desc").param("hold-review:" + hold.holdId() + "%").query(String.class).list())
                .as("where the owner has left, the records officers").hasSize(3).containsOnly(imogen());
        LocalDate next = people.today().plusYears(1);
        assertThat(holds.reviewed(hold.holdId(), next, imogen()).reviewOn()).isEqualTo(next);
        remind(people.today().plusDays(21));
        assertThat(reminders(hold)).isEqualTo(3);
        assertThatThrownBy(() -> holds.reviewed(hold.holdId(), people.today().minusDays(1), imogen())).isInstanceOf(HoldRefused.class);
    }

    private void remind(LocalDate day) {
        reviews.remindOn(day);
    }

    private int reminders(Hold hold) {
        return jdbc.sql("select count(*) from cs_notice where notice_key like ?").param("hold-review:" + hold.holdId() + "%").query(Integer.class).single();
    }

    private void keep(String id, String retentionClass) {
        keeper.keep(new RecordDraft(id, "group-approval", "process of " + id, "A title", "Authorised", AccessClass.OPEN_TO_THE_DESK, retentionClass,
                SampleDocuments.record(), SampleDocuments.data(), List.of(), Set.of("P0001")));
    }

    private void assertRefused(Scope scope, String words) {
        assertThatThrownBy(() -> place(scope)).isInstanceOf(HoldRefused.class).hasMessage(words);
    }

    private Hold place(Scope scope) {
        return holds.place(scope, "A claim is announced", imogen(), people.today().plusMonths(3), null, imogen());
    }

    private String imogen() {
        return desk.person(IMOGEN).personId();
    }
}
