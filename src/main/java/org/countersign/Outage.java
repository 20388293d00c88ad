package org.countersign;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a failure of the surroundings, which passes (the database is away, or has no room left), from a mistake in what was asked. */
public final class Outage {

    /** H2: reading or writing failed, the database was closed because of it, or is closing. */
    private static final Set<String> H2 = Set.of("90028", "90031", "90067", "90098", "90121");

    private Outage() {}

    /** Whether the database's absence is at the bottom of a failure: the same request may well succeed in a few minutes. */
    public static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataAccessResourceFailureException || cause instanceof CannotCreateTransactionException
                    || cause instanceof SQLTransientConnectionException || cause instanceof SQLNonTransientConnectionException
                    || cause instanceof SQLException refused && isAway(refused.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Makes the pool throw away a connection that has met an outage; H2 opens a database closed by a full disk again only for a new one. */
    public static final class FreshConnections implements SQLExceptionOverride {

        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return isBehind(failure) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }

    /** Classes of the SQL standard and of PostgreSQL: connection lost, no room, called off by its operators, a broken disk. */
    private static boolean isAway(@Nullable String state) {
        return state != null && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P") || state.startsWith("58") || H2.contains(state));
    }
}
