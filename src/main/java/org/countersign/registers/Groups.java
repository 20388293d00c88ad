package org.countersign.registers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The register of messaging groups. Names are compared without case, accents, repeated blanks, invisible characters, and with one kind
 * of apostrophe and dash.
 *
 * <p>Of two that enter the same name at once the database's unique constraint lets one through, and the other waits for it and is then
 * told {@link NameTaken}. The attempt is made behind a savepoint, so the caller's transaction stays usable after a refusal, on PostgreSQL too.
 */
@Service
public class Groups {

    private static final String SELECT = """
            select g.group_no, g.group_name, g.purpose, g.app_id, a.app_name, g.membership, g.administrator_id, g.assistant_id,
                   g.status, g.record_id, g.entered_at
              from cs_group g join cs_app a on a.app_id = g.app_id
            """;

    private final JdbcClient database;
    private final TransactionTemplate nested;
    private final Clock clock;

    public enum Status { APPROVED, ACTIVE, SUSPENDED, CLOSED }

    public record Group(String groupId, String name, String purpose, String appId, String appName, String membership,
            String administratorId, @Nullable String assistantId, Status status, String recordId, Instant enteredAt) {}

    /** One line of a group's history; {@code changedBy} is a person id, {@code null} when a flow did it. */
    public record Change(String groupId, Status status, String reason, Instant at, @Nullable String changedBy) {}

    Groups(JdbcClient database, PlatformTransactionManager transactions, Clock clock) {
        this.database = database;
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
    }

    /** Ordered by name. */
    public List<Group> all() {
        return database.sql(SELECT + "order by lower(g.group_name), g.group_no").query(Groups::group).list();
    }

    public Optional<Group> byId(String groupId) {
        return groupId.matches("G\\d{1,18}")
                ? database.sql(SELECT + "where g.group_no = :no").param("no", Long.parseLong(groupId.substring(1))).query(Groups::group).optional()
                : Optional.empty();
    }

    public Optional<Group> byRecordId(String recordId) {
        return database.sql(SELECT + "where g.record_id = :record").param("record", recordId).query(Groups::group).optional();
    }

    /** Those on that app which are not closed, ordered by name. */
    public List<Group> liveOn(String appId) {
        return database.sql(SELECT + "where g.app_id = :app and g.status <> 'CLOSED' order by lower(g.group_name), g.group_no").param("app", appId)
                .query(Groups::group).list();
    }

    /** Those that this person runs as administrator or assistant and that are not closed, ordered by name. */
    public List<Group> runBy(String personId) {
        return database.sql(SELECT + "where (g.administrator_id = :person or g.assistant_id = :person) and g.status <> 'CLOSED' order by lower(g.group_name), g.group_no")
                .param("person", personId).query(Groups::group).list();
    }

    /** Newest first. */
    public List<Change> historyOf(String groupId) {
        return byId(groupId).isEmpty() ? List.of() : database.sql("""
                select status, reason, changed_at, changed_by from cs_group_change where group_no = :no order by change_no desc""")
                .param("no", Long.parseLong(groupId.substring(1)))
                .query((rs, n) -> new Change(groupId, Status.valueOf(rs.getString(1)), rs.getString(2),
                        rs.getObject(3, OffsetDateTime.class).toInstant(), rs.getString(4)))
                .list();
    }

    /** Whether a live group (any status but CLOSED) has that name. */
    public boolean isNameTaken(String name) {
        return database.sql("select count(*) from cs_group where live_name = :name")
                .param("name", FoldedName.of(name).digest()).query(Integer.class).single() > 0;
    }

    /**
     * Enters an approved group, not yet active. Idempotent on the record id. Nothing of its wording is refused here: it was checked when
     * it was asked for, and what has been approved must be able to stand in the register.
     *
     * @throws NameTaken when a live group of another record has the name
     */
    public Group enter(String name, String purpose, String appId, String membership,
            String administratorId, @Nullable String assistantId, String recordId) {
        FoldedName folded = FoldedName.of(name);
        try {
            return nested.execute(transaction -> {
                database.sql("""
                        insert into cs_group (group_name, live_name, purpose, app_id, membership, administrator_id, assistant_id,
                                              status, record_id, entered_at)
                        values (:name, :live, :purpose, :app, :membership, :administrator, :assistant, :status, :record, :at)""")
                        .param("name", name.strip()).param("live", folded.digest()).param("purpose", purpose).param("app", appId)
                        .param("membership", membership).param("administrator", administratorId)
                        .param("assistant", assistantId, Types.VARCHAR).param("status", Status.APPROVED.name())
                        .param("record", recordId).param("at", now()).update();
                Group entered = byRecordId(recordId).orElseThrow();
                note(entered, Status.APPROVED, "Approved: " + recordId, null);
                return entered;
            });
        } catch (DuplicateKeyException e) {
            return byRecordId(recordId).orElseThrow(() -> new NameTaken(recordId, e));
        }
    }

    /** Changes a group's status; the reason is kept. A closed group stays closed, and its name is free again. */
    public Group change(String groupId, Status status, String reason, @Nullable String byPersonId) {
        String cleanReason = Entry.needed("reason", reason, 4000);
        return nested.execute(transaction -> {
            Group before = byId(groupId).orElseThrow(() -> new IllegalArgumentException("There is no group '" + groupId + "' in the register."));
            int changed = database.sql("""
                    update cs_group set status = :status, live_name = case when :status = 'CLOSED' then null else live_name end
                     where record_id = :record and status <> 'CLOSED'""")
                    .param("status", status.name()).param("record", before.recordId()).update();
            if (changed == 0) {
                throw new IllegalArgumentException("The group '" + before.name() + "' is closed and stays so.");
            }
            note(before, status, cleanReason, byPersonId);
            return byId(groupId).orElseThrow();
        });
    }

    /** Enters who runs a group from now on. */
    public Group changePeople(String groupId, String administratorId, @Nullable String assistantId, String reason, @Nullable String byPersonId) {
        return changed(groupId, "administrator_id = :administrator, assistant_id = :assistant", reason, byPersonId,
                sql -> sql.param("administrator", administratorId).param("assistant", assistantId, Types.VARCHAR));
    }

    /** Enters what a group is for from now on. */
    public Group changePurpose(String groupId, String purpose, String reason, @Nullable String byPersonId) {
        return changed(groupId, "purpose = :purpose", reason, byPersonId, sql -> sql.param("purpose", purpose));
    }

    /** Enters in which app a group is from now on. */
    public Group changeApp(String groupId, String appId, String reason, @Nullable String byPersonId) {
        return changed(groupId, "app_id = :app", reason, byPersonId, sql -> sql.param("app", appId));
    }

    private Group changed(String groupId, String columns, String reason, @Nullable String byPersonId, UnaryOperator<StatementSpec> values) {
        String cleanReason = Entry.needed("reason", reason, 4000);
        return nested.execute(transaction -> {
            Group before = byId(groupId).orElseThrow(() -> new IllegalArgumentException("There is no group '" + groupId + "' in the register."));
            if (values.apply(database.sql("update cs_group set " + columns + " where record_id = :record and status <> 'CLOSED'")
                    .param("record", before.recordId())).update() == 0) {
                throw new IllegalArgumentException("The group '" + before.name() + "' is closed and stays so.");
            }
            note(before, before.status(), cleanReason, byPersonId);
            return byId(groupId).orElseThrow();
        });
    }

    /** Destroys who ran a closed group and what it was for, in the caller's transaction; that there was one stays. A live group is left alone. */
    public void forget(String recordId) {
        byRecordId(recordId).filter(group -> group.status() == Status.CLOSED).ifPresent(group -> {
            long number = Long.parseLong(group.groupId().substring(1));
            database.sql("""
                    update cs_group set group_name = '-', purpose = '-', membership = '-', administrator_id = '-', assistant_id = null
                     where group_no = :no""").param("no", number).update();
            database.sql("update cs_group_change set reason = '-', changed_by = null where group_no = :no").param("no", number).update();
        });
    }

    private void note(Group group, Status status, String reason, @Nullable String byPersonId) {
        database.sql("""
                insert into cs_group_change (group_no, status, reason, changed_at, changed_by) values (:no, :status, :reason, :at, :by)""")
                .param("no", Long.parseLong(group.groupId().substring(1))).param("status", status.name()).param("reason", reason)
                .param("at", now()).param("by", byPersonId, Types.VARCHAR).update();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static Group group(ResultSet rs, int row) throws SQLException {
        return new Group(String.format("G%06d", rs.getLong(1)), rs.getString(2), rs.getString(3), rs.getString(4), rs.getString(5),
                rs.getString(6), rs.getString(7), rs.getString(8), Status.valueOf(rs.getString(9)), rs.getString(10),
                rs.getObject(11, OffsetDateTime.class).toInstant());
    }

    /** A live group has that name already; the message says whose group cannot be entered, not the name somebody typed. */
    public static class NameTaken extends RuntimeException {
        public NameTaken(String recordId, Throwable cause) {
            super("The name of the group of " + recordId + " is that of another live group", cause);
        }
    }
}
