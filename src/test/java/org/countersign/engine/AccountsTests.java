package org.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.camunda.bpm.engine.ProcessEngine;
import org.countersign.Demonstration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

@Demonstration
class AccountsTests {

    @Autowired ProcessEngine engine;
    @Autowired JdbcClient database;
    @Autowired Clock clock;
    @Autowired DemoSettings demo;
    @Autowired Accounts accounts;

    /** As when the demonstration's data folder is used on in earnest. */
    @Test
    void theDemonstrationsPasswordOpensNothingOutsideOfIt() {
        Accounts inEarnest = new Accounts(engine, database, clock, demo, new MockEnvironment());
        assertThat(accounts.matches("euphemia.elderflower", demo.password())).isTrue();
        assertThat(inEarnest.matches("euphemia.elderflower", demo.password())).isFalse();
    }

    @Test
    void anAccountOpenedInEarnestHasNoPasswordUntilOneIsIssued() {
        Accounts inEarnest = new Accounts(engine, database, clock, demo, new MockEnvironment());
        inEarnest.open("newly.come", "Newly Come", null);
        assertThat(engine.getIdentityService().createUserQuery().userId("newly.come").singleResult().getPassword()).isNull();
        assertThat(inEarnest.matches("newly.come", "")).isFalse();
        assertThat(inEarnest.matches("newly.come", inEarnest.issueOneTimePassword("newly.come"))).isTrue();
    }
}
