package org.countersign.web;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countersign.Colleges;
import org.countersign.MovableClock;
import org.countersign.appapproval.AppReviews;
import org.countersign.casefile.CaseFile;
import org.countersign.conversationtransfer.Transfers;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.countersign.engine.Flow;
import org.countersign.engine.Forms;
import org.countersign.engine.Operations;
import org.countersign.engine.ReadableCases;
import org.countersign.engine.Trail;
import org.countersign.grouplife.GroupActions;
import org.countersign.grouplife.GroupLives;
import org.countersign.grouplife.GroupPeople;
import org.countersign.holds.Holds;
import org.countersign.institution.Institution;
import org.countersign.notices.Notices;
import org.countersign.people.Absences;
import org.countersign.people.People;
import org.countersign.people.PeopleImport;
import org.countersign.people.Person;
import org.countersign.recorddisposal.Disposals;
import org.countersign.records.Archive;
import org.countersign.records.Bags;
import org.countersign.records.KeptRecord;
import org.countersign.records.Ledger;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.countersign.records.Releases;
import org.countersign.records.Retention;
import org.countersign.records.Verification;
import org.countersign.registers.Apps;
import org.countersign.registers.Groups;
import org.countersign.web.security.FirstAdministrator;
import org.countersign.web.security.OneTimePasswords;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.PlatformTransactionManager;

/** The own pages alone: everything behind them is said by the test. Ada asks, Basil is somebody else. */
@WebMvcTest(controllers = {HomePage.class, RequestPages.class, OwnRequests.class, RegisterPages.class, GroupPages.class, GroupsForPrograms.class, RecordPages.class, ReleasePages.class, HoldPages.class, SelectionPages.class,
        RetentionPages.class, RetentionForPrograms.class, DisposalPages.class, RecordFigures.class, SubjectAccessPages.class, HoldsForPrograms.class,
        RecordsForPrograms.class, SubjectAccessForPrograms.class, ReleasesForPrograms.class, BagsForPrograms.class, AppRegister.class, AppsForPrograms.class, LedgerForPrograms.class, ExportPages.class, LedgerPages.class, VerifyPages.class, AwayPages.class, OperationsPage.class, Trouble.class})
@Import({SignedIn.class, Words.class, RecordAccess.class, RecordBags.class, LedgerWalks.class, RecordView.class, Chosen.Meant.class, SubjectAccess.class, ReleaseDesk.class, Pace.class, Pages.Setting.class})
abstract class Pages {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    static final String HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'" + "W".repeat(300);

    static final Person ADA = person("P1", "ada", "Ada Applegarth", "staff");
    static final Person BASIL = person("P2", "basil", "Basil Birdwhistle", "staff");
    static final Person OFFICER = person("P3", "imogen", "Imogen Inkwell", "staff", "records-officers");
    static final Person IT = person("P4", "fergus", "Fergus Foxglove", "staff", "it-team");
    static final Person ADMINISTRATOR = person("P5", "lysander", "Lysander Larkspur", "staff", "administrators");
    static final Person DPO = person("P7", "greta", "Greta Gooseberry", "staff", "dpo");
    static final List<Person> EVERYBODY = List.of(ADA, BASIL, OFFICER, IT, ADMINISTRATOR, DPO);

    static final String BPMN = """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">
            <startEvent id="start" name="Apply"/><userTask id="approveGroup" name="Approve the group"/></process></definitions>""";

    @Autowired MockMvc web;
    @MockitoBean People people;
    @MockitoBean Absences absences;
    @MockitoBean PeopleImport peopleImport;
    @MockitoBean Cases cases;
    @MockitoBean ReadableCases readable;
    @MockitoBean Trail trail;
    @MockitoBean Archive archive;
    @MockitoBean Disposals disposals;
    @MockitoBean RecordKeeper keeper;
    @MockitoBean Releases releases;
    @MockitoBean Holds holds;
    @MockitoBean Retention retention;
    @MockitoBean Ledger ledger;
    @MockitoBean PlatformTransactionManager transactions;
    @MockitoBean Verification verification;
    @MockitoBean Bags bags;
    @MockitoBean Apps apps;
    @MockitoBean Groups groups;
    @MockitoBean GroupLives lives;
    @MockitoBean GroupPeople groupPeople;
    @MockitoBean GroupActions groupActions;
    @MockitoBean CaseFile caseFile;
    @MockitoBean Transfers transfers;
    @MockitoBean AppReviews appReviews;
    @MockitoBean Forms forms;
    @MockitoBean Notices notices;
    @MockitoBean Operations operations;
    @MockitoBean FirstAdministrator firstAdministrator;
    @MockitoBean OneTimePasswords oneTimePasswords;
    @Autowired MovableClock clock;

    @TestConfiguration
    static class Setting {

        @Bean
        MovableClock clock() {
            return new MovableClock();
        }

        @Bean
        Institution institution() {
            return Colleges.named("St Example's", "");
        }

        @Bean
        Flow flow() {
            Flow flow = mock(Flow.class);
            when(flow.name()).thenReturn("group-approval");
            when(flow.title()).thenReturn("Messaging group");
            when(flow.invitation()).thenReturn(HOSTILE);
            when(flow.starters()).thenReturn(List.of("staff"));
            return flow;
        }
    }

    @BeforeEach
    void setTheScene() {
        clock.set(NOW.toString());
        when(people.all()).thenReturn(EVERYBODY);
        when(people.staffMatching(anyString(), anyInt())).thenReturn(EVERYBODY);
        when(people.today()).thenReturn(LocalDate.of(2026, 11, 23));
        when(people.chosen(anyString())).thenCallRealMethod();
        for (Person person : EVERYBODY) {
            when(people.byUserId(person.userId())).thenReturn(Optional.of(person));
            when(people.byId(person.personId())).thenReturn(Optional.of(person));
        }
        when(cases.wayOf(any())).thenReturn(new Cases.Way(List.of("start"), List.of("approveGroup")));
        when(cases.diagramOf(any())).thenReturn(BPMN);
        when(verification.withoutUs()).thenReturn(List.of("Look for yourself."));
        when(verification.certificatePem()).thenReturn("-----BEGIN CERTIFICATE-----");
    }

    MvcResult as(Person person, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(user(person.userId())).with(csrf())).andReturn();
    }

    int status(Person person, MockHttpServletRequestBuilder request) throws Exception {
        return as(person, request).getResponse().getStatus();
    }

    String body(Person person, MockHttpServletRequestBuilder request) throws Exception {
        return as(person, request).getResponse().getContentAsString();
    }

    static Person person(String id, String userId, String name, String... roles) {
        return new Person(id, userId, name, userId + "@college.example", "Porter", "Lodge", Person.Kind.STAFF, null,
                LocalDate.of(2015, 9, 1), null, Set.of(roles));
    }

    Case has(Person starter, String caseId, boolean confidential, String title) {
        Case one = new Case(caseId, "group-approval", "instance", "definition", starter.personId(), title, confidential, "Waiting for the first line manager",
                null, NOW, null, true);
        when(cases.visibleTo(starter.personId(), caseId)).thenReturn(Optional.of(one));
        when(cases.startedBy(eq(starter.personId()), anyInt())).thenReturn(List.of(one));
        when(cases.mayRead(starter, caseId)).thenReturn(!one.confidential());
        return one;
    }

    KeptRecord kept(String recordId, AccessClass accessClass, String title) {
        KeptRecord record = new KeptRecord(recordId, "group-approval", title, "Authorised", accessClass, "group-approval", NOW, "ab".repeat(32),
                4_096, "0123-4567", "the institution itself", false);
        when(archive.find(recordId)).thenReturn(Optional.of(record));
        when(archive.pdf(recordId)).thenReturn(Optional.of(new byte[] {'%', 'P', 'D', 'F'}));
        when(archive.search(any())).thenReturn(List.of(record));
        return record;
    }
}
