package org.countersign.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countersign.DatabaseSlice;
import org.countersign.MovableClock;
import org.countersign.people.PeopleImport.Imported;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseSlice
@Import({People.class, PeopleImport.class, Absences.class, DirectoryChange.class, DayTurns.class, PeopleTests.Surroundings.class})
class PeopleTests {

    /** The people of the demonstration. */
    private static final int CAST = 17;


    private static final String HEADER =
            "personId,userId,name,email,position,department,kind,lineManager,employedFrom,employedUntil,roles\n";

    @Autowired People people;
    @Autowired PeopleImport imports;
    @Autowired Absences absences;
    @Autowired DayTurns dayTurns;
    @Autowired JdbcClient database;
    @Autowired MovableClock clock;
    @Autowired Surroundings told;
    @Autowired PlatformTransactionManager transactions;

    @TestConfiguration
    static class Surroundings {
        final List<Integer> directorySizes = new ArrayList<>();
        @Autowired JdbcClient database;

        @Bean
        ZoneId zone() {
            return ZoneId.of("Europe/London");
        }

        @EventListener
        void changed(PeopleChanged event) {
            directorySizes.add(database.sql("select count(*) from cs_person").query(Integer.class).single());
        }
    }

    @BeforeEach
    void importTheDemonstrationsCast() throws IOException {
        clock.set("2026-11-23T10:00:00Z");
        empty();
        told.directorySizes.clear();
        imports.read(new ByteArrayInputStream(cast().getBytes(StandardCharsets.UTF_8)), "people.csv", null);
    }

    private ImportAtStart start(Path file) {
        return new ImportAtStart(imports, people, new PeopleSettings(file), new MockEnvironment());
    }

    private void empty() {
        for (String table : List.of("cs_absence", "cs_deputy", "cs_person_role", "cs_people_import")) {
            database.sql("delete from " + table).update();
        }
        database.sql("update cs_person set line_manager_id = null").update();
        database.sql("delete from cs_person").update();
        database.sql("update cs_people_stamp set stamp = :stamp").param("stamp", UUID.randomUUID().toString()).update();
    }

    @Test
    void knowsTheCast() {
        assertThat(people.all()).hasSize(CAST).extracting(Person::name).startsWith("Ada Applegarth").isSortedAccordingTo(String::compareTo);
        Person ada = people.byUserId("ada.applegarth").orElseThrow();
        assertThat(ada).isEqualTo(people.byId("P0001").orElseThrow());
        assertThat(ada.roles()).containsExactly("staff");
        assertThat(people.lineManagerOf("P0001")).map(Person::name).hasValue("Clementine Crabtree");
        assertThat(people.lineManagerOf("P0005")).isEmpty();
        assertThat(people.byUserId("nobody")).isEmpty();
    }

    @Test
    void knowsWhoWasChosenFromAList() {
        assertThat(people.chosen("Basil Birdwhistle (basil.birdwhistle) ")).map(Person::userId).hasValue("basil.birdwhistle");
        assertThat(people.chosen("  basil.birdwhistle ")).map(Person::userId).hasValue("basil.birdwhistle");
        assertThat(List.of("", "  ", "Basil Birdwhistle", "Basil Birdwhistle ()", ")")).allSatisfy(text -> assertThat(people.chosen(text)).isEmpty());
    }

    @Test
    void takesATypedNameWhateverItsCaseBlanksAndAccentsCoding() {
        Person noel = people.byUserId("noel.nightjar").orElseThrow();
        assertThat(noel.name()).isEqualTo("Noël Nightjar");
        assertThat(noel.isTyped("noe\u0308l   NIGHTJAR ")).isTrue();
        assertThat(noel.isTyped("Noel Nightjar")).isFalse();
    }

    @Test
    void whoManagesSomebodyIsALineManagerWithoutBeingNamedOne() {
        assertThat(people.byId("P0005").orElseThrow().roles()).containsExactlyInAnyOrder("staff", "college-officers", "head-of-house", "line-managers");
    }

    @Test
    void knowsWhomATextNames() {
        assertThat(people.namedIn(List.of("Said by ÁDA  applegarth's friend,\nbasil.birdwhistle", "P0003"))).containsExactly("P0001", "P0002", "P0003");
        assertThat(people.namedIn(List.of("Adam Applegarth and Ada Applegarthe", "Ada", "applegarth ada", "see P0003 there", ""))).isEmpty();
    }

    @Test
    void theSameFileTwiceChangesNothing() throws IOException {
        Imported again = read(cast());
        assertThat(again).extracting(Imported::added, Imported::changed, Imported::departed, Imported::unchanged).containsExactly(0, 0, 0, CAST);
        assertThat(imports.history(5)).hasSize(2).first().isEqualTo(again);
    }

    @Test
    void tellsOfAChangeOnceItIsCommitted() {
        assertThat(told.directorySizes).containsExactly(CAST);
    }

    @Test
    void findsStaffByPartOfANameWithoutAccentsOrCase() {
        assertThat(people.staffMatching("NOEL", 10)).extracting(Person::name).containsExactly("Noël Nightjar");
        assertThat(people.staffMatching("sports", 10)).hasSize(3);
        assertThat(people.staffMatching("", 2)).hasSize(2);
        assertThat(people.staffMatching("%", 10)).isEmpty();
    }

    @Test
    void seesAChangeMadeInTheSameTransaction() {
        people.all();
        new TransactionTemplate(transactions).executeWithoutResult(tx -> {
            database.sql("update cs_people_stamp set stamp = 'mine'").update();
            database.sql("update cs_person set full_name = 'Ada Applegarth-Oak' where person_id = 'P0001'").update();
            assertThat(people.byId("P0001").orElseThrow().name()).isEqualTo("Ada Applegarth-Oak");
            tx.setRollbackOnly();
        });
        assertThat(people.byId("P0001").orElseThrow().name()).isEqualTo("Ada Applegarth");
    }

    @Test
    void seesAChangeMadeByAnotherNode() {
        people.all();
        People otherNode = new People(database, clock, ZoneId.of("Europe/London"));
        otherNode.all();
        absences.setDeputy("P0003", "P0014", "P0012");
        assertThat(otherNode.deputyOf("P0003")).map(Person::personId).hasValue("P0014");
    }

    @Test
    void whoLeftTheFileIsKeptButNoLongerEmployed() throws IOException {
        Imported done = read(without("P0013"));
        assertThat(done.departed()).isEqualTo(1);
        Person mabel = people.byId("P0013").orElseThrow();
        assertThat(mabel.employedUntil()).isEqualTo(LocalDate.of(2026, 11, 22));
        assertThat(mabel.isEmployedOn(LocalDate.of(2026, 11, 23))).isFalse();
        assertThat(mabel.roles()).isEmpty();
        assertThat(people.withRole("staff")).hasSize(CAST - 1).doesNotContain(mabel);
        assertThat(people.staffMatching("mabel", 5)).isEmpty();
    }

    @Test
    void whoComesBackUnderTheSameIdsIsTheSamePerson() throws IOException {
        read(without("P0013"));
        Imported back = read(cast());
        assertThat(back.changed()).isEqualTo(1);
        assertThat(people.byId("P0013").orElseThrow().has("staff")).isTrue();
    }

    @Test
    void aPersonIdOfSomebodyWhoLeftIsNeverGivenAway() throws IOException {
        read(without("P0013"));
        assertThatThrownBy(() -> read(without("P0013") + "P0013,new.comer,New Comer,new.comer@college.example,Porter,Lodge,STAFF,P0014,2026-11-01,,\n"))
                .isInstanceOf(ImportRefused.class).hasMessageContaining("line " + (CAST + 1) + ", column userId: The person id 'P0013' belongs to the user id 'mabel.marmalade' for ever");
        assertThat(people.byUserId("new.comer")).isEmpty();
    }

    @Test
    void aUserIdOfSomebodyWhoLeftIsNeverGivenAway() throws IOException {
        read(without("P0013"));
        assertThatThrownBy(() -> read(without("P0013") + "P0099,Mabel.Marmalade,Mabel Mint,mint@college.example,Porter,Lodge,STAFF,P0014,2026-11-01,,\n"))
                .isInstanceOf(ImportRefused.class).hasMessageContaining("belongs to the person id 'P0013' for ever");
        assertThat(people.byId("P0099")).isEmpty();
    }

    @Test
    void aManagerWhoHasLeftManagesNobody() throws IOException {
        read(cast().replace("Head of Sports,Sports,STAFF,P0004,2017-01-09,,", "Head of Sports,Sports,STAFF,P0004,2017-01-09,2026-11-23,"));
        assertThat(people.lineManagerOf("P0001")).isPresent();
        clock.set("2026-11-24T00:00:00Z");
        assertThat(people.lineManagerOf("P0001")).isEmpty();
        assertThat(people.withRole("line-managers")).extracting(Person::personId).doesNotContain("P0003");
    }

    @Test
    void aStartWithABrokenFileGoesOnWithTheDirectoryOfYesterday(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("people.csv"), cast().replace("Head Porter,Lodge,STAFF", "Head Porter,Lodge,X"));
        start(file).run(new DefaultApplicationArguments());
        start(folder.resolve("gone.csv")).run(new DefaultApplicationArguments());
        assertThat(people.all()).hasSize(CAST);
        assertThat(imports.history(9)).hasSize(1);
    }

    @Test
    void aStartWithABrokenFileAndNoDirectoryStopsAndSaysWhere(@TempDir Path folder) throws Exception {
        empty();
        Path file = Files.writeString(folder.resolve("people.csv"), cast().replace("Head Porter,Lodge,STAFF", "Head Porter,Lodge,X"));
        assertThatThrownBy(() -> start(file).run(new DefaultApplicationArguments()))
                .isInstanceOfSatisfying(NoDirectory.class, no -> assertThat(new NoDirectoryFailureAnalyzer().analyze(no).getDescription())
                        .contains("people.csv").contains("line 15, column kind"));
        assertThatThrownBy(() -> start(folder.resolve("gone.csv")).run(new DefaultApplicationArguments()))
                .isInstanceOf(NoDirectory.class).hasMessageContaining("There is no file").hasMessageContaining("countersign.people.file");
    }

    @Test
    void onlyTheDemonstrationBringsPeopleOfItsOwn() throws Exception {
        empty();
        start(null).run(new DefaultApplicationArguments());
        assertThat(people.all()).isEmpty();
        MockEnvironment demo = new MockEnvironment();
        demo.setActiveProfiles("demo");
        new ImportAtStart(imports, people, new PeopleSettings(null), demo).run(new DefaultApplicationArguments());
        assertThat(people.all()).hasSize(CAST);
    }

    @Test
    void twoImportsAtOnceLeaveTheDirectoryOfOneOfThem() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 5; round++) {
                String one = cast().replaceAll("Sports", "Sports A" + round);
                String other = cast().replaceAll("Sports", "Sports B" + round);
                for (Future<Imported> done : pool.invokeAll(List.<Callable<Imported>>of(() -> read(one), () -> read(other)))) {
                    done.get();
                }
                assertThat(people.all().stream().map(Person::department).filter(d -> d.startsWith("Sports")).distinct()).hasSize(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void tellsOfSomebodyWhoLeavesAtMidnight() throws IOException {
        read(cast().replace("Porter,Lodge,STAFF,P0014,2023-06-01,,", "Porter,Lodge,STAFF,P0014,2023-06-01,2026-11-23,"));
        dayTurns.look();
        told.directorySizes.clear();
        clock.set("2026-11-23T23:59:59Z");
        dayTurns.look();
        assertThat(told.directorySizes).isEmpty();
        clock.set("2026-11-24T00:00:00Z");
        dayTurns.look();
        dayTurns.look();
        assertThat(told.directorySizes).hasSize(1);
    }

    @Test
    void theDayTurnsAtMidnightOfTheInstitutionAlsoInSummer() {
        clock.set("2026-07-01T22:59:59Z");
        assertThat(people.today()).isEqualTo(LocalDate.of(2026, 7, 1));
        clock.set("2026-07-01T23:00:00Z");
        assertThat(people.today()).isEqualTo(LocalDate.of(2026, 7, 2));
    }

    @Test
    void aMistakeAnywhereImportsNothing() {
        assertThatThrownBy(() -> read(cast().replace("Head Porter,Lodge,STAFF", "Head Porter,Lodge,STAF").replace("Ada Applegarth", "Ada Plum")))
                .isInstanceOf(ImportRefused.class);
        assertThat(people.byId("P0001").orElseThrow().name()).isEqualTo("Ada Applegarth");
        assertThat(imports.history(9)).hasSize(1);
    }

    @Test
    void aNewLineMayNameAManagerFurtherDown() throws IOException {
        read(HEADER + "Q1,q.one,Q One,q1@college.example,A,B,STAFF,Q2,2020-01-01,,\n" + "Q2,q.two,Q Two,q2@college.example,A,B,STAFF,,2020-01-01,,\n");
        assertThat(people.lineManagerOf("Q1")).map(Person::personId).hasValue("Q2");
    }

    @Test
    void theDeputyOfTheFileCountsUntilSomebodyNamesAnotherAndAgainWhenTheFileChanges() throws IOException {
        read(withDeputyOfP0003("P0014"));
        assertThat(people.deputyOf("P0003")).map(Person::personId).hasValue("P0014");
        absences.setDeputy("P0003", "P0006", "P0003");
        read(withDeputyOfP0003("P0014").replace("Boathouse Coordinator", "Boathouse Lead"));
        assertThat(people.deputyOf("P0003")).map(Person::personId).hasValue("P0006");
        read(withDeputyOfP0003("P0008"));
        assertThat(people.deputyOf("P0003")).map(Person::personId).hasValue("P0008");
        assertThat(absences.deputiesOf("P0003")).extracting(Absences.DeputySet::setBy).containsExactly("P0012", "P0003", "P0012");
    }

    @Test
    void aDeputyIsSomebodyElseWhoIsEmployed() throws IOException {
        assertThatThrownBy(() -> absences.setDeputy("P0003", "P0003", "P0003")).hasMessage("Clementine Crabtree cannot be their own deputy.");
        assertThatThrownBy(() -> absences.setDeputy("P0003", "nobody", "P0003")).hasMessage("Nobody in the directory has the id 'nobody'.");
        read(without("P0013"));
        assertThatThrownBy(() -> absences.setDeputy("P0003", "P0013", "P0003")).hasMessage("Mabel Marmalade is not employed today.");
        absences.setDeputy("P0003", "P0014", "P0003");
        read(without("P0014").replace("P0014", ""));
        assertThat(people.deputyOf("P0003")).isEmpty();
    }

    @Test
    void aDeputyCanBeTakenAwayAndTheHistoryStays() {
        absences.setDeputy("P0003", "P0014", "P0003");
        absences.setDeputy("P0003", "P0014", "P0003");
        absences.setDeputy("P0003", null, "P0012");
        assertThat(people.deputyOf("P0003")).isEmpty();
        assertThat(absences.deputiesOf("P0003")).extracting(Absences.DeputySet::deputyId).containsExactly(null, "P0014");
    }

    @Test
    void anAbsenceCountsOnBothItsEnds() {
        absences.add("P0003", day("2026-11-24"), day("2026-11-26"), "P0003");
        assertThat(people.isAbsent("P0003", day("2026-11-23"))).isFalse();
        assertThat(people.isAbsent("P0003", day("2026-11-24"))).isTrue();
        assertThat(people.isAbsent("P0003", day("2026-11-26"))).isTrue();
        assertThat(people.isAbsent("P0003", day("2026-11-27"))).isFalse();
        assertThat(people.isAbsent("P0004", day("2026-11-24"))).isFalse();
    }

    @Test
    void anOverlappingAbsenceIsRefusedPlainly() {
        absences.add("P0003", day("2026-11-24"), day("2026-11-26"), "P0003");
        assertThatThrownBy(() -> absences.add("P0003", day("2026-11-26"), day("2026-12-01"), "P0003"))
                .hasMessage("Clementine Crabtree is already entered as away from 24 November 2026 until 26 November 2026. "
                        + "End that absence first, or choose other days.");
        absences.add("P0003", day("2026-11-27"), day("2026-12-01"), "P0003");
    }

    @Test
    void absurdDaysAreRefused() {
        assertThatThrownBy(() -> absences.add("P0003", day("2026-11-26"), day("2026-11-24"), "P0003")).hasMessageContaining("is before the first");
        assertThatThrownBy(() -> absences.add("P0003", day("2026-11-01"), day("2026-11-22"), "P0003")).hasMessageContaining("has passed");
        assertThatThrownBy(() -> absences.add("P0003", day("2026-12-01"), day("9999-12-31"), "P0003")).hasMessageContaining("at most two years");
        assertThat(absences.of("P0003")).isEmpty();
    }

    @Test
    void whoIsBackEarlyIsAbsentNoMoreFromToday() {
        Absence away = absences.add("P0003", day("2026-11-20"), day("2026-12-20"), "P0012");
        absences.end(away.id(), "P0003");
        assertThat(people.isAbsent("P0003", day("2026-11-22"))).isTrue();
        assertThat(people.isAbsent("P0003", day("2026-11-23"))).isFalse();
        assertThat(absences.of("P0003")).singleElement().satisfies(a -> {
            assertThat(a.plannedUntil()).isEqualTo("2026-12-20");
            assertThat(a.endedBy()).isEqualTo("P0003");
            assertThat(a.enteredBy()).isEqualTo("P0012");
        });
        assertThatThrownBy(() -> absences.end(away.id(), "P0003")).hasMessage("This absence has ended already.");
    }

    @Test
    void anAbsenceEndedBeforeItBeganNeverWas() {
        Absence away = absences.add("P0003", day("2026-12-01"), day("2026-12-20"), "P0003");
        absences.end(away.id(), "P0003");
        assertThat(people.isAbsent("P0003", day("2026-12-01"))).isFalse();
        absences.add("P0003", day("2026-12-01"), day("2026-12-02"), "P0003");
    }

    private Imported read(String csv) throws IOException {
        return imports.read(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "people.csv", "P0012");
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static String cast() {
        try (InputStream in = PeopleTests.class.getResourceAsStream("/demo/people.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String without(String personId) {
        return cast().replaceAll("(?m)^" + personId + ",.*\\R", "");
    }

    private static String withDeputyOfP0003(String deputyId) {
        return cast().replaceFirst("roles\n", "roles,deputy\n").replaceAll("(?m)^(P(?!0003).*)$", "$1,").replaceAll("(?m)^(P0003.*)$", "$1," + deputyId);
    }
}
