package org.countersign.grouplife;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.countersign.grouplife.Duty.Kind;
import org.countersign.grouplife.Duty.State;
import org.countersign.institution.Institution.GroupLifeTerms;
import org.countersign.institution.Institution.Nation;
import org.countersign.institution.WorkingDays;
import org.junit.jupiter.api.Test;

/** What one look at a group's duties calls for. */
class DutiesTests {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final LocalDate ACTIVATED = LocalDate.of(2026, 10, 2);
    private static final GroupLifeTerms TERMS = new GroupLifeTerms(5, 2, 10, 1, 5, 15, 5, 3, 5, 30, 1, 3);
    private static final DutyDays DAYS = new DutyDays(new WorkingDays(Nation.ENGLAND, List.of()), LONDON, TERMS);

    @Test
    void asksForTheAttestationOnItsMorningAndPutsDownTheNextOne() {
        Duty first = numbered(1, DAYS.next(Kind.ATTESTATION, ACTIVATED, ACTIVATED));
        assertThat(first.on()).isEqualTo(LocalDate.of(2026, 10, 9));
        assertThat(look(List.of(first), first.askAt().minusSeconds(1)).changed()).isEmpty();
        Duties.Looked looked = look(List.of(first), first.askAt());
        assertThat(looked.asked()).containsExactly(Kind.ATTESTATION);
        assertThat(looked.changed()).extracting(Duty::state, Duty::on).containsExactlyInAnyOrder(
                tuple(State.OPEN, LocalDate.of(2026, 10, 9)), tuple(State.TO_COME, LocalDate.of(2026, 10, 16)));
    }

    @Test
    void keepsEightInTheMorningThroughBothClockChanges() {
        Duty before = DAYS.next(Kind.ATTESTATION, ACTIVATED, LocalDate.of(2026, 10, 22));
        Duty after = DAYS.next(Kind.ATTESTATION, ACTIVATED, LocalDate.of(2026, 10, 23));
        assertThat(before.askAt()).isEqualTo(Instant.parse("2026-10-23T07:00:00Z"));
        assertThat(after.askAt()).isEqualTo(Instant.parse("2026-10-30T08:00:00Z"));
        assertThat(DAYS.next(Kind.ATTESTATION, ACTIVATED, LocalDate.of(2027, 3, 25)).askAt()).isEqualTo(Instant.parse("2027-03-26T08:00:00Z"));
        assertThat(DAYS.next(Kind.ATTESTATION, ACTIVATED, LocalDate.of(2027, 3, 26)).askAt()).isEqualTo(Instant.parse("2027-04-02T07:00:00Z"));
    }

    @Test
    void bringsWhatIsOverdueToTheManagerAndThenSuspendsTheGroup() {
        Duty open = open(Kind.ATTESTATION, "2026-10-09T07:00:00Z");
        assertThat(open.dueAt()).isEqualTo(Instant.parse("2026-10-13T16:00:00Z"));
        Duties.Looked first = look(List.of(open), Instant.parse("2026-10-14T07:00:00Z"));
        assertThat(first.toManager()).hasSize(1);
        assertThat(first.suspends()).isEmpty();
        Duties.Looked second = look(List.of(numbered(1, first.changed().get(0))), Instant.parse("2026-10-16T16:00:00Z"));
        assertThat(second.toManager()).isEmpty();
        assertThat(second.suspends()).isPresent();
        assertThat(second.asked()).containsExactly(Kind.RESTORING);
    }

    @Test
    void doesNotSuspendAGroupThatIsNotInUse() {
        Duty open = open(Kind.ACTIVATION, "2026-10-09T07:00:00Z");
        Instant late = open.suspendAt();
        assertThat(Duties.look(List.of(open.broughtToManager()), null, false, false, late, DAYS).asked()).isEmpty();
    }

    @Test
    void asksOnceAfterThreeWeeksOfStandstill() {
        Duty first = numbered(1, DAYS.next(Kind.ATTESTATION, ACTIVATED, ACTIVATED));
        Instant back = Instant.parse("2026-10-30T10:00:00Z");
        Duties.Looked looked = look(List.of(first), back);
        assertThat(looked.asked()).containsExactly(Kind.ATTESTATION);
        assertThat(looked.changed()).filteredOn(Duty::isOpen).singleElement().satisfies(one -> assertThat(one.dueAt()).isAfter(back));
        assertThat(looked.changed()).filteredOn(one -> one.state() == State.TO_COME).extracting(Duty::on).containsExactly(LocalDate.of(2026, 11, 6));
    }

    @Test
    void givesTheTimeAgainToWhomeverTheStandstillTookIt() {
        Duty open = open(Kind.REVIEW, "2026-10-09T07:00:00Z");
        Instant back = open.suspendAt().plus(Duties.STANDSTILL).plusSeconds(3600);
        Duties.Looked looked = look(List.of(open), back);
        assertThat(looked.toManager()).isEmpty();
        assertThat(looked.suspends()).isEmpty();
        assertThat(looked.changed()).singleElement().satisfies(one -> assertThat(one.managerAt()).isAfter(back));
    }

    @Test
    void missesTheOneLeftOpenWhenTheNextOneComes() {
        Duty open = open(Kind.ATTESTATION, "2026-10-09T07:00:00Z").broughtToManager().whichSuspended();
        Duty next = numbered(2, DAYS.next(Kind.ATTESTATION, ACTIVATED, LocalDate.of(2026, 10, 9)));
        Duties.Looked looked = look(List.of(open, next), next.askAt());
        assertThat(looked.changed()).filteredOn(one -> one.dutyNo() == 1).extracting(Duty::state).containsExactly(State.MISSED);
        assertThat(looked.changed()).filteredOn(one -> one.dutyNo() == 2).extracting(Duty::state).containsExactly(State.OPEN);
        assertThat(looked.asked()).as("the task is there already").isEmpty();
    }

    @Test
    void doesNotLetTheNextOneMakeTheOverdueOneTimely() {
        Duty open = open(Kind.ATTESTATION, "2026-10-09T07:00:00Z").broughtToManager();
        Duty next = numbered(2, DAYS.next(Kind.ATTESTATION, ACTIVATED, LocalDate.of(2026, 10, 9)));
        Duty taken = look(List.of(open, next), next.askAt()).changed().stream().filter(one -> one.dutyNo() == 2).findFirst().orElseThrow();
        assertThat(taken.suspendAt()).isEqualTo(open.suspendAt()).isAfter(next.askAt());
        assertThat(look(List.of(taken), open.suspendAt()).suspends()).isPresent();
    }

    @Test
    void asksForNoAttestationOnHoldAndForTheReviewAllTheSame() {
        Duty attestation = numbered(1, DAYS.next(Kind.ATTESTATION, ACTIVATED, ACTIVATED));
        Duty review = numbered(2, Duty.toCome(Kind.REVIEW, null, attestation.on(), attestation.askAt()));
        Duties.Looked looked = Duties.look(List.of(attestation, review), ACTIVATED, true, true, attestation.askAt(), DAYS);
        assertThat(looked.asked()).containsExactly(Kind.REVIEW);
        assertThat(looked.changed()).filteredOn(one -> one.dutyNo() == 1).extracting(Duty::state).containsExactly(State.HELD);
    }

    @Test
    void putsDownNoSecondNextOneWhenOneIsAskedForBeforeItsDay() {
        Duty regular = numbered(1, DAYS.next(Kind.ATTESTATION, ACTIVATED, ACTIVATED));
        Instant early = Instant.parse("2026-10-07T10:00:00Z");
        Duty asked = numbered(2, Duty.toCome(Kind.ATTESTATION, null, LocalDate.of(2026, 10, 7), early));
        assertThat(look(List.of(regular, asked), early).changed()).singleElement().satisfies(one -> assertThat(one.dutyNo()).isEqualTo(2));
    }

    @Test
    void givesALeaverTheSameWorkingDayAndTheNextOneInTheEvening() {
        assertThat(asked(Kind.LEAVER, "2026-11-20T09:00:00Z").dueAt()).isEqualTo(Instant.parse("2026-11-20T17:00:00Z"));
        assertThat(asked(Kind.LEAVER, "2026-11-20T18:00:00Z").dueAt()).isEqualTo(Instant.parse("2026-11-23T17:00:00Z"));
        assertThat(asked(Kind.LEAVER, "2026-12-25T09:00:00Z").dueAt()).as("over Christmas").isEqualTo(Instant.parse("2026-12-29T17:00:00Z"));
    }

    @Test
    void letsAChangeThatSomebodyAskedForWaitAndSuspendsAGroupThatNobodyRuns() {
        assertThat(Duty.toCome(Kind.CHANGE, "P0001", ACTIVATED, Instant.EPOCH).suspends()).isFalse();
        assertThat(Duty.toCome(Kind.CHANGE, null, ACTIVATED, Instant.EPOCH).suspends()).isTrue();
    }

    private static Duties.Looked look(List<Duty> live, Instant now) {
        return Duties.look(new ArrayList<>(live), ACTIVATED, true, false, now, DAYS);
    }

    private static Duty open(Kind kind, String at) {
        return numbered(1, asked(kind, at));
    }

    private static Duty asked(Kind kind, String at) {
        Instant now = Instant.parse(at);
        return DAYS.asked(Duty.toCome(kind, null, DAYS.day(now), now), now);
    }

    private static Duty numbered(long no, Duty one) {
        return new Duty(no, one.kind(), one.about(), one.on(), one.askAt(), one.dueAt(), one.managerAt(), one.suspendAt(), one.state(), one.toManager(), one.suspended(),
                one.endedAt(), one.endedBy());
    }
}
