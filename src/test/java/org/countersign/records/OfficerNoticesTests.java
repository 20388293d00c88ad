package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countersign.MovableClock;
import org.countersign.institution.WorkingDays;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.fixity.Fixity;
import org.countersign.records.fixity.FixityFailed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class OfficerNoticesTests {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private final Ledger ledger = mock(Ledger.class);
    private final Fixity fixity = mock(Fixity.class);
    private final Deposits deposits = mock(Deposits.class);
    private final Retention retention = mock(Retention.class);
    private final People people = mock(People.class);
    private final WorkingDays workingDays = mock(WorkingDays.class);
    private final Notices notices = mock(Notices.class);
    private final OfficerNotices officers = new OfficerNotices(ledger, fixity, deposits, retention, people, workingDays, notices, new MovableClock());

    @BeforeEach
    void oneOfficerOnAWorkingDay() {
        when(people.withRole("records-officers")).thenReturn(List.of(new Person("P0009", "imogen", "Imogen Inkwell", "i@college.example", "Archivist", "Archive",
                Person.Kind.STAFF, null, LocalDate.of(2015, 9, 1), null, Set.of("records-officers"))));
        when(people.today()).thenReturn(MONDAY);
        when(workingDays.isWorkingDay(MONDAY)).thenReturn(true);
        when(ledger.head()).thenReturn(new Ledger.Head(4711, "ab".repeat(32)));
        when(ledger.trouble()).thenReturn(Optional.empty());
        when(fixity.trouble()).thenReturn(Optional.empty());
    }

    private Notice told() {
        ArgumentCaptor<Notice> told = ArgumentCaptor.forClass(Notice.class);
        verify(notices).tell(eq(List.of("P0009")), told.capture());
        return told.getValue();
    }

    @Test
    void officersAreToldOfADamagedRecordAndWhatToDo() {
        officers.tell(new FixityFailed("GA-2026-000001", "revision 1 has other bytes than were kept"));
        assertThat(told().subject()).isEqualTo("Record GA-2026-000001 is damaged");
        assertThat(told().text()).contains("revision 1 has other bytes").contains("Do not hand this record out").contains("import-bag");
        assertThat(told().link()).isEqualTo("/records/GA-2026-000001");
    }

    @Test
    void eachWorkingDayTheyAreToldOnceWhereTheLedgerEndsAndWhatIsWrong() {
        when(fixity.trouble()).thenReturn(Optional.of("One record is no longer what was kept: put it back."));
        officers.summariseTheDay();
        officers.summariseTheDay();
        verify(notices, times(1)).tell(anyList(), any());
        assertThat(told().text()).contains("row 4711").contains("ab".repeat(32)).contains("no longer what was kept").contains("Nothing is known to be wrong with the ledger");
    }

    @Test
    void ofWhatIsSealedOffItsOfficerAloneIsTold() {
        when(people.withRole("whistleblowing-officer")).thenReturn(List.of(new Person("P0015", "ottoline", "Ottoline Ocelot", "o@college.example", "Chaplain", "Chapel",
                Person.Kind.STAFF, null, LocalDate.of(2015, 9, 1), null, Set.of("whistleblowing-officer"))));
        when(deposits.byId("PD-2026-000001")).thenReturn(Optional.of(new KeptRecord("PD-2026-000001", "protected-disclosure", "Judgement", "Stopped",
                RecordDraft.AccessClass.SEALED_OFF, "protected-disclosure", Instant.EPOCH, "ab".repeat(32), 1, "code", "the institution itself", false)));
        when(retention.dueSealedOff(null, 1)).thenReturn(List.of(mock(Retention.Kept.class)));
        officers.tell(new FixityFailed("PD-2026-000001", "revision 1 has other bytes than were kept"));
        officers.summariseTheDay();
        ArgumentCaptor<Notice> sealedOff = ArgumentCaptor.forClass(Notice.class);
        verify(notices, times(2)).tell(eq(List.of("P0015")), sealedOff.capture());
        assertThat(sealedOff.getAllValues()).extracting(Notice::subject).containsExactly("Record PD-2026-000001 is damaged", "Records that are sealed off are due");
        assertThat(told().subject() + told().text()).contains("Records: where the ledger ends").doesNotContain("PD-", "sealed off");
    }

    @Test
    void nothingIsSentOnADayOff() {
        when(workingDays.isWorkingDay(MONDAY)).thenReturn(false);
        officers.summariseTheDay();
        verify(notices, never()).tell(anyList(), any());
    }
}
