package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Set;
import org.countersign.Demonstration;
import org.countersign.engine.Accounts;
import org.countersign.engine.NotAllowed;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.Ledger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** That a password was issued is kept; the password is not. */
@Demonstration
class OneTimePasswordsTests {

    @Autowired
    OneTimePasswords oneTimePasswords;
    @Autowired
    Accounts accounts;
    @Autowired
    People people;
    @Autowired
    Ledger ledger;

    @Test
    void leavesWhoIssuedItToWhomInTheLedgerAndNeverThePassword() {
        Person mabel = people.byUserId("mabel.marmalade").orElseThrow();
        Person lysander = people.byUserId("lysander.larkspur").orElseThrow();
        String password = oneTimePasswords.issue(mabel, lysander.personId());
        try {
            assertThat(oneTimePasswords.issuedTo(mabel.personId())).singleElement()
                    .satisfies(issued -> assertThat(issued.byPersonId()).isEqualTo(lysander.personId()));
            assertThat(ledger.of(mabel.personId())).isNotEmpty().noneMatch(entry -> String.valueOf(entry).contains(password));
            assertThat(ledger.check().intact()).isTrue();
        } finally {
            accounts.setPassword(mabel.userId(), accounts.demoPassword().orElseThrow());
        }
    }

    @Test
    void leavesNothingWhereNoneWasIssued() {
        Person stranger = new Person("P-stranger", "nobody.known", "Nobody Known", "nobody@college.example", "", "", Person.Kind.OUTSIDE, null,
                LocalDate.EPOCH, null, Set.of());
        assertThatThrownBy(() -> oneTimePasswords.issue(stranger, "P-stranger")).isInstanceOf(NotAllowed.class);
        assertThat(oneTimePasswords.issuedTo("P-stranger")).isEmpty();
    }
}
