package org.countersign.people;

import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes one change to the directory: alone (the stamp's row is locked), in a transaction of its own, and tells of it once committed.
 * A transaction of its own, because a listener called while the caller's is still being finished could no longer write anything.
 */
@Component
class DirectoryChange {

    private final JdbcClient database;
    private final TransactionTemplate alone;
    private final ApplicationEventPublisher events;

    DirectoryChange(JdbcClient database, PlatformTransactionManager transactions, ApplicationEventPublisher events) {
        this.database = database;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.events = events;
    }

    <T> T make(Supplier<T> change) {
        T result = alone.execute(transaction -> {
            newStamp(); // locks the row: one change at a time
            T done = change.get();
            newStamp(); // the change may have read the directory while it was half made
            return done;
        });
        People.changed();
        events.publishEvent(new PeopleChanged());
        return result;
    }

    /** Never one that was there before: what was read under a stamp that was rolled back must not pass for a later state. */
    private void newStamp() {
        database.sql("update cs_people_stamp set stamp = :stamp where id = 1").param("stamp", UUID.randomUUID().toString()).update();
        People.changed();
    }
}
