package org.countersign.people;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The directory. Days are calendar days in the institution's zone, which is the one {@link ZoneId} bean of the application.
 *
 * <p>Cheap to ask: the directory is kept in memory, and the first question of a transaction (outside of one, each question) compares one
 * stamp in the database. So a change made by another node is seen by the next transaction, one made by the caller at once.
 */
@Service
public class People {

    private final JdbcClient database;
    private final Clock clock;
    private final ZoneId zone;
    private final AtomicReference<Directory> lastRead = new AtomicReference<>();

    People(JdbcClient database, Clock clock, ZoneId zone) {
        this.database = database;
        this.clock = clock;
        this.zone = zone;
    }

    /** Anybody the directory has ever known, people who have left included. */
    public Optional<Person> byId(String personId) {
        return directory().byId(personId);
    }

    /** Anybody the directory has ever known, people who have left included; the spelling counts. */
    public Optional<Person> byUserId(String userId) {
        return directory().byUserId(userId);
    }

    /** Somebody by user id, also as lists to choose from write it: "Ada Applegarth (ada.applegarth)". People who have left included. */
    public Optional<Person> chosen(String text) {
        String stripped = text.strip();
        int bracket = stripped.lastIndexOf('(');
        return byUserId(bracket >= 0 && stripped.endsWith(")") ? stripped.substring(bracket + 1, stripped.length() - 1).strip() : stripped);
    }

    /** Everybody the directory has ever known, people who have left included; ordered by name. */
    public List<Person> all() {
        return directory().all();
    }

    /** Current members of staff whose name, user id, position or department contains the text; ordered by name. */
    public List<Person> staffMatching(String text, int limit) {
        return directory().staffMatching(text, limit);
    }

    /**
     * Ids of everybody the directory has ever known whom one of these texts names: by name or user id, in whole words, without case and
     * accents; or by being nothing but the person id.
     */
    public Set<String> namedIn(Collection<String> texts) {
        return directory().namedIn(texts);
    }

    /** Currently employed people with that role, ordered by name. */
    public List<Person> withRole(String role) {
        return directory().withRole(role);
    }

    /** Currently employed people whose line manager this is, ordered by name. */
    public List<Person> managedBy(String personId) {
        return directory().managedBy(personId);
    }

    /** The line manager, if the directory gives one who is employed today. */
    public Optional<Person> lineManagerOf(String personId) {
        return directory().lineManagerOf(personId);
    }

    /**
     * The deputy this person (or an administrator) has named, if employed today. A deputy who is absent is still the answer: nobody
     * has agreed that the deputy's deputy may act, so whoever asks decides what then.
     */
    public Optional<Person> deputyOf(String personId) {
        return directory().deputyOf(personId);
    }

    public boolean isAbsent(String personId, LocalDate on) {
        return directory().isAbsent(personId, on);
    }

    /** The day it is at the institution. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    private Directory directory() {
        Optional<InUse> inUse = InUse.inThisTransaction();
        if (inUse.isEmpty()) {
            return newest();
        }
        if (inUse.get().directory == null) {
            inUse.get().directory = newest();
        }
        return inUse.get().directory;
    }

    private Directory newest() {
        LocalDate today = today();
        Directory known = lastRead.get();
        if (known == null || !known.isAsOf(Directory.stamp(database), today)) {
            known = Directory.read(database, today);
            lastRead.set(known);
        }
        return known;
    }

    /** The directory has changed, or is about to: what this transaction used so far counts no longer. */
    static void changed() {
        InUse.inThisTransaction().ifPresent(inUse -> inUse.directory = null);
    }

    /** One transaction sees one directory, unless it changes it. */
    private static final class InUse implements TransactionSynchronization {

        private @Nullable Directory directory;

        /** Empty outside of transactions. */
        static Optional<InUse> inThisTransaction() {
            if (!TransactionSynchronizationManager.isActualTransactionActive()) {
                return Optional.empty();
            }
            for (TransactionSynchronization one : TransactionSynchronizationManager.getSynchronizations()) {
                if (one instanceof InUse known) {
                    return Optional.of(known);
                }
            }
            InUse fresh = new InUse();
            TransactionSynchronizationManager.registerSynchronization(fresh);
            return Optional.of(fresh);
        }
    }
}
