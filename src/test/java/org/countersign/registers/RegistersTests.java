package org.countersign.registers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.groups.Tuple;
import org.countersign.DatabaseSlice;
import org.countersign.MovableClock;
import org.countersign.registers.Apps.App;
import org.countersign.registers.Groups.Group;
import org.countersign.registers.Groups.NameTaken;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseSlice
@Import({Apps.class, Groups.class, RegistersTests.Surroundings.class})
class RegistersTests {

    @Autowired Apps apps;
    @Autowired Groups groups;
    @Autowired JdbcClient database;
    @Autowired MovableClock clock;
    @Autowired PlatformTransactionManager transactions;
    @Autowired Told told;

    private String whatsApp;

    @Test
    void writesDownWhatAFlowDecidesAndTellsOfIt() {
        App weChat = apps.decided("WeChat", "Tencent", true, "Reviewed.", "No cloud back-up.", LocalDate.of(2027, 11, 23), "AA-2026-000001");
        assertThat(weChat.status()).isEqualTo(Apps.Status.APPROVED);
        assertThat(weChat.changedBy()).isNull();
        assertThat(apps.byName("we\u200bchat")).as("however it is spelled").contains(weChat);
        assertThat(apps.decided("WeChat", "Tencent", true, "Reviewed.", null, null, "AA-2026-000001")).as("once").isEqualTo(weChat);

        told.events.clear();
        apps.decided("WECHAT", "Somebody else", false, "New terms.", null, null, "AA-2026-000002");
        assertThat(apps.byId(weChat.appId()).orElseThrow()).satisfies(app -> {
            assertThat(app.name()).isEqualTo("WeChat");
            assertThat(app.maker()).isEqualTo("Tencent");
            assertThat(app.status()).isEqualTo(Apps.Status.WITHDRAWN);
            assertThat(app.recordId()).isEqualTo("AA-2026-000002");
            assertThat(app.reviewOn()).isNull();
        });
        assertThat(apps.historyOf(weChat.appId())).extracting(Apps.Change::recordId).containsExactly("AA-2026-000002", "AA-2026-000001");
        assertThat(told.events).singleElement().satisfies(changed -> {
            assertThat(changed.mayNoLongerBeUsed()).isTrue();
            assertThat(changed.before()).isEqualTo(weChat);
        });

        App corrected = apps.change(weChat.appId(), Apps.Status.APPROVED, "Agreed again.", "No groups.", null, "P0006");
        assertThat(corrected.recordId()).as("a correction by hand leaves the record").isEqualTo("AA-2026-000002");
        told.events.clear();
        apps.change(weChat.appId(), Apps.Status.APPROVED, "Stricter.", "No groups at all.", null, "P0006");
        assertThat(told.events).singleElement().matches(AppChanged::hasOtherConditions).matches(changed -> !changed.mayNoLongerBeUsed());
        assertThat(apps.decided("Snap", "Snap", false, "Unsuitable.", null, null, "AA-2026-000003").status()).as("never approved").isEqualTo(Apps.Status.REFUSED);
    }

    /** Listens as a flow would. */
    static class Told {

        final List<AppChanged> events = new ArrayList<>();

        @EventListener
        void appChanged(AppChanged changed) {
            events.add(changed);
        }
    }

    @TestConfiguration
    static class Surroundings {

        @Bean
        Told told() {
            return new Told();
        }

        @Bean
        ZoneId zone() {
            return ZoneId.of("Europe/London");
        }
    }

    @BeforeEach
    void startWithOneApp() {
        clock.set("2026-11-23T10:00:00Z");
        for (String table : List.of("cs_group_change", "cs_group", "cs_app_change", "cs_app")) {
            database.sql("delete from " + table).update();
        }
        whatsApp = apps.enter("WhatsApp", "Meta Platforms", Apps.Status.APPROVED, "Tried out.", "Back-up off.", null, "P0006").appId();
    }

    @Test
    void keepsEveryChangeOfAnAppWithItsReason() {
        clock.forward(Duration.ofDays(1));
        App changed = apps.change(whatsApp, Apps.Status.WITHDRAWN, "A weakness\r\nwas found.", null, null, "P0006");
        assertThat(changed.status()).isEqualTo(Apps.Status.WITHDRAWN);
        assertThat(changed.conditions()).isNull();
        assertThat(changed.changedAt()).isEqualTo(clock.instant());
        assertThat(apps.historyOf(whatsApp)).extracting(Apps.Change::reason).containsExactly("A weakness\nwas found.", "Tried out.");
        assertThat(apps.approved()).isEmpty();
        assertThat(apps.all()).containsExactly(changed);
    }

    @Test
    void theDemonstrationShowsAnAppInEveryStateAndEntersThemOnce() {
        database.sql("delete from cs_app_change").update();
        database.sql("delete from cs_app").update();
        DemonstrationApps demonstration = new DemonstrationApps(apps, clock, ZoneId.of("Europe/London"));
        demonstration.run(new DefaultApplicationArguments());
        demonstration.run(new DefaultApplicationArguments());
        assertThat(apps.all()).extracting(App::name, App::status).containsExactly(
                Tuple.tuple("Signal", Apps.Status.APPROVED), Tuple.tuple("Snapchat", Apps.Status.REFUSED),
                Tuple.tuple("Telegram", Apps.Status.WITHDRAWN), Tuple.tuple("WhatsApp", Apps.Status.APPROVED));
    }

    @Test
    void anAppNoLongerApprovedLosesItsReviewDate() {
        LocalDate review = LocalDate.of(2027, 11, 23);
        assertThat(apps.change(whatsApp, Apps.Status.APPROVED, "Date set.", null, review, "P0006").reviewOn()).isEqualTo(review);
        clock.set("2028-01-01T10:00:00Z");
        assertThat(apps.change(whatsApp, Apps.Status.APPROVED, "Review is overdue but stays.", null, review, "P0006").reviewOn()).isEqualTo(review);
        assertThat(apps.change(whatsApp, Apps.Status.WITHDRAWN, "Weak.", null, review, "P0006").reviewOn()).isNull();
    }

    @Test
    void anAppsIdIsReadableAndItsOwn() {
        assertThat(whatsApp).isEqualTo("whatsapp");
        assertThat(enter("Whats-App!").appId()).isEqualTo("whats-app");
        assertThat(enter("Whats App?").appId()).isEqualTo("whats-app-2");
        assertThat(enter("微信").appId()).isEqualTo("app");
        assertThat(enter("Ünïversal").appId()).isEqualTo("universal");
    }

    @Test
    void anAppStandsInTheRegisterOnce() {
        assertThatThrownBy(() -> enter(" whatsapp")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An app called 'whatsapp' stands in the register already. Change that one instead.");
        assertThat(apps.all()).hasSize(1);
    }

    @Test
    void mistakesInAnEntryAreSaidPlainly() {
        assertThatThrownBy(() -> enter(" ")).hasMessage("Enter the name.");
        assertThatThrownBy(() -> enter("x".repeat(101))).hasMessage("The name is too long: 101 characters, at most 100 are possible.");
        assertThatThrownBy(() -> enter("a\u202Eb")).hasMessage("The name holds characters that cannot be shown.");
        assertThatThrownBy(() -> enter("a\nb")).hasMessage("The name must be one line.");
        assertThatThrownBy(() -> enter("a\0b")).hasMessage("The name holds characters that cannot be shown.");
        assertThatThrownBy(() -> apps.change(whatsApp, Apps.Status.REFUSED, "  ", null, null, "P0006")).hasMessage("Enter the reason.");
        assertThatThrownBy(() -> apps.change("none", Apps.Status.REFUSED, "r", null, null, "P0006")).hasMessage("There is no app 'none' in the register.");
        assertThatThrownBy(() -> apps.change(whatsApp, Apps.Status.APPROVED, "r", null, LocalDate.of(2026, 11, 23), "P0006"))
                .hasMessage("The review date must lie after today and within ten years.");
        assertThatThrownBy(() -> apps.change(whatsApp, Apps.Status.REFUSED, "r", null, LocalDate.of(2027, 11, 23), "P0006"))
                .hasMessage("A review date belongs to an approved app only.");
        assertThatThrownBy(() -> apps.enter("New", "Maker", Apps.Status.WITHDRAWN, "r", null, null, "P0006")).hasMessageContaining("either approved or refused");
        assertThat(apps.historyOf(whatsApp)).hasSize(1);
    }

    @Test
    void anApprovedGroupIsEnteredOnceHoweverOftenItIsAskedFor() {
        Group group = group("Boathouse rota", "GA-2026-000001");
        assertThat(group.status()).isEqualTo(Groups.Status.APPROVED);
        assertThat(group.appName()).isEqualTo("WhatsApp");
        assertThat(group("Boathouse rota", "GA-2026-000001")).isEqualTo(group);
        assertThat(groups.all()).containsExactly(group);
        assertThat(groups.byRecordId("GA-2026-000001")).hasValue(group);
        assertThat(groups.byId(group.groupId())).hasValue(group);
        assertThat(groups.historyOf(group.groupId())).hasSize(1);
    }

    @Test
    void aNameIsTakenAsLongAsItsGroupIsLive() {
        Group group = group("Boathouse rota", "GA-2026-000001");
        assertThat(groups.isNameTaken("BÓATHOUSE  rota")).isTrue();
        groups.change(group.groupId(), Groups.Status.SUSPENDED, "Duty overdue.", null);
        assertThatThrownBy(() -> group("boathouse ROTA", "GA-2026-000002")).isInstanceOf(NameTaken.class).hasMessageContaining("GA-2026-000002")
                .hasMessageNotContaining("ROTA");
        groups.change(group.groupId(), Groups.Status.CLOSED, "No longer needed.", "P0001");
        assertThat(groups.isNameTaken("Boathouse rota")).isFalse();
        group("boathouse ROTA", "GA-2026-000002");
        assertThatThrownBy(() -> groups.change(group.groupId(), Groups.Status.ACTIVE, "Again.", "P0001")).hasMessage("The group 'Boathouse rota' is closed and stays so.");
        assertThat(groups.historyOf(group.groupId())).extracting(Groups.Change::status)
                .containsExactly(Groups.Status.CLOSED, Groups.Status.SUSPENDED, Groups.Status.APPROVED);
    }

    @Test
    void aTakenNameLeavesTheCallersTransactionUsable() {
        group("Boathouse rota", "GA-2026-000001");
        new TransactionTemplate(transactions).executeWithoutResult(tx -> {
            assertThatThrownBy(() -> group("Boathouse rota", "GA-2026-000002")).isInstanceOf(NameTaken.class);
            group("Boathouse rota, again", "GA-2026-000003");
        });
        assertThat(groups.all()).extracting(Group::recordId).containsExactly("GA-2026-000001", "GA-2026-000003");
    }

    @Test
    void ofTwoThatEnterANameAtOnceOneGetsIt() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 10; round++) {
                String name = "Race " + round;
                CyclicBarrier start = new CyclicBarrier(2);
                List<Callable<String>> both = new ArrayList<>();
                for (String half : List.of("a", "b")) {
                    String recordId = "GA-" + round + half;
                    both.add(() -> {
                        start.await();
                        return new TransactionTemplate(transactions).execute(tx -> {
                            try {
                                group(name, recordId);
                                return "entered";
                            } catch (NameTaken e) {
                                return "taken";
                            }
                        });
                    });
                }
                List<String> outcomes = new ArrayList<>();
                for (Future<String> outcome : pool.invokeAll(both)) {
                    outcomes.add(outcome.get());
                }
                assertThat(outcomes).containsExactlyInAnyOrder("entered", "taken");
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(groups.all()).hasSize(10);
    }

    @Test
    void anUnknownGroupIdIsJustNotThere() {
        assertThat(groups.byId("G000001'; drop table cs_group; --")).isEmpty();
        assertThat(groups.byId("G999999999999")).isEmpty();
        assertThat(groups.historyOf("nonsense")).isEmpty();
    }

    private App enter(String name) {
        return apps.enter(name, "Maker", Apps.Status.APPROVED, "Tried out.", null, null, "P0006");
    }

    private Group group(String name, String recordId) {
        return groups.enter(name, "Swapping shifts", whatsApp, "Team", "P0001", "P0002", recordId);
    }
}
