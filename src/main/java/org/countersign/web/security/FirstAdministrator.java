package org.countersign.web.security;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.countersign.engine.Accounts;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Lets somebody in to a new installation: the configured administrator, with the configured password or with one that is made, printed
 * once and has to be changed. While any administrator has a password that works nothing is made or printed any more; a one-time password that
 * lapsed unused, or was lost and is replaced by a configured one, shuts nobody out. The demonstration has its own.
 */
@Component
public class FirstAdministrator {

    /** Where this account acts without being in the directory. */
    public static final String PERSON_ID = "first-administrator";

    private static final String ROLE = "administrators";

    private final AdministratorSettings settings;
    private final Accounts accounts;
    private final OneTimePasswords oneTimePasswords;
    private final People people;

    FirstAdministrator(AdministratorSettings settings, Accounts accounts, OneTimePasswords oneTimePasswords, People people) {
        this.settings = settings;
        this.accounts = accounts;
        this.oneTimePasswords = oneTimePasswords;
        this.people = people;
        if (settings.password() != null) {
            try {
                Accounts.check(settings.user(), settings.password());
            } catch (Accounts.UnsuitablePassword e) {
                throw new WeakPassword("countersign.admin.password", e.getMessage());
            }
        }
    }

    /** The configured administrator as a person, where the directory does not have one of that user id. */
    public Optional<Person> asPerson(String userId) {
        return Optional.of(userId).filter(settings.user()::equals).map(user -> new Person(PERSON_ID, user, "Administrator", "", "Administrator",
                "", Person.Kind.OUTSIDE, null, LocalDate.EPOCH, null, Set.of(ROLE)));
    }

    @EventListener
    @Order(10)
    void ready(ApplicationReadyEvent event) {
        if (accounts.demoPassword().isPresent() && settings.password() == null || somebodyCanAdminister()) {
            return;
        }
        String user = settings.user();
        if (!accounts.exists(user)) {
            accounts.open(user, "Administrator", null);
        }
        if (settings.password() != null) {
            accounts.setPassword(user, settings.password());
        } else {
            // Not through the log, which is kept and sent elsewhere.
            System.out.printf("%n  First administrator: %s%n  One-time password, valid for %d days, shown this once: %s%n%n",
                    user, Accounts.ONE_TIME_FOR.toDays(), oneTimePasswords.issue(people.byUserId(user).orElseGet(() -> asPerson(user).orElseThrow()), PERSON_ID));
        }
    }

    private boolean somebodyCanAdminister() {
        return Stream.concat(Stream.of(settings.user()), people.withRole(ROLE).stream().map(Person::userId))
                .anyMatch(userId -> accounts.canSignIn(userId) && (settings.password() == null || !accounts.mustChoosePassword(userId)));
    }
}
