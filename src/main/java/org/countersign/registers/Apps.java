package org.countersign.registers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The register of messaging apps: what was decided about each, on which record it stands, with a reason and a history for every change.
 * The IT team corrects it by hand. Names are compared as those of groups are. Who may write is decided by the caller; refusals are
 * {@link IllegalArgumentException}s whose message is fit to be shown. Every change is told as {@link AppChanged} in the caller's
 * transaction.
 */
@Service
public class Apps {

    private static final String SELECT = "select app_id, app_name, maker, status, conditions, review_on, changed_at, changed_by, record_id from cs_app ";

    private final JdbcClient database;
    private final TransactionTemplate nested;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ZoneId zone;

    public enum Status { APPROVED, REFUSED, WITHDRAWN }

    /**
     * An app; {@code conditions} is shown with the declaration of every group that uses it.
     *
     * @param reviewOn  a day in the institution's zone, of approved apps only
     * @param changedBy a person id, {@code null} when a flow did it
     * @param recordId  of the last decision about it; {@code null} while no record of one is kept here
     */
    public record App(String appId, String name, String maker, Status status, @Nullable String conditions,
            @Nullable LocalDate reviewOn, Instant changedAt, @Nullable String changedBy, @Nullable String recordId) {}

    /**
     * One line of an app's history.
     *
     * @param changedBy a person id, {@code null} when a flow did it
     * @param recordId  of the decision, {@code null} when it was entered by hand
     */
    public record Change(String appId, Status status, String reason, @Nullable String conditions, Instant at, @Nullable String changedBy,
            @Nullable String recordId) {}

    Apps(JdbcClient database, PlatformTransactionManager transactions, ApplicationEventPublisher events, Clock clock, ZoneId zone) {
        this.database = database;
        this.events = events;
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
        this.zone = zone;
    }

    /** Ordered by name. */
    public List<App> all() {
        return database.sql(SELECT + "order by lower(app_name), app_id").query(Apps::app).list();
    }

    /** Ordered by name. */
    public List<App> approved() {
        return all().stream().filter(app -> app.status() == Status.APPROVED).toList();
    }

    public Optional<App> byId(String appId) {
        return database.sql(SELECT + "where app_id = :id").param("id", appId).query(Apps::app).optional();
    }

    /** The app of that name, however it is spelled. */
    public Optional<App> byName(String name) {
        return database.sql(SELECT + "where name_folded = :folded").param("folded", FoldedName.of(name).digest()).query(Apps::app).optional();
    }

    /** Whether two names count as the same one. */
    public static boolean isSameName(String one, String other) {
        return FoldedName.of(one).equals(FoldedName.of(other));
    }

    /** Newest first. */
    public List<Change> historyOf(String appId) {
        return database.sql("""
                select app_id, status, reason, conditions, changed_at, changed_by, record_id
                  from cs_app_change where app_id = :id order by change_no desc""").param("id", appId)
                .query((rs, n) -> new Change(rs.getString(1), Status.valueOf(rs.getString(2)), rs.getString(3), rs.getString(4),
                        rs.getObject(5, OffsetDateTime.class).toInstant(), rs.getString(6), rs.getString(7)))
                .list();
    }

    /** Enters a new app by hand. @throws IllegalArgumentException when the name stands already or a value is missing */
    public App enter(String name, String maker, Status status, String reason, @Nullable String conditions,
            @Nullable LocalDate reviewOn, String byPersonId) {
        String cleanName = Entry.line("name", name, 100);
        String cleanMaker = Entry.line("maker", maker, 200);
        if (status == Status.WITHDRAWN) {
            throw new IllegalArgumentException("A new app is either approved or refused; only one that was approved can be withdrawn.");
        }
        FoldedName folded = FoldedName.of(cleanName);
        if (folded.text().isEmpty()) {
            throw new IllegalArgumentException("Enter the name.");
        }
        String cleanReason = Entry.needed("reason", reason, 4000);
        String cleanConditions = Entry.optional("conditions", conditions, 4000);
        checkReview(reviewOn, status);
        try {
            return insert(cleanName, cleanMaker, status, cleanReason, cleanConditions, reviewOn, byPersonId, null);
        } catch (DuplicateKeyException e) {
            throw new IllegalArgumentException("An app called '" + cleanName + "' stands in the register already. Change that one instead.", e);
        }
    }

    /** Changes an app's status, conditions or review date by hand; the reason is kept. An app no longer approved loses its review date. */
    public App change(String appId, Status status, String reason, @Nullable String conditions,
            @Nullable LocalDate reviewOn, String byPersonId) {
        String cleanReason = Entry.needed("reason", reason, 4000);
        String cleanConditions = Entry.optional("conditions", conditions, 4000);
        return nested.execute(transaction -> {
            App before = locked(appId).orElseThrow(() -> new IllegalArgumentException("There is no app '" + appId + "' in the register."));
            if (status == Status.WITHDRAWN && before.status() == Status.REFUSED) {
                throw new IllegalArgumentException(before.name() + " was never approved, so it cannot be withdrawn.");
            }
            LocalDate review = status != Status.APPROVED && Objects.equals(reviewOn, before.reviewOn()) ? null : reviewOn;
            if (!Objects.equals(review, before.reviewOn())) {
                checkReview(review, status);
            }
            return update(before, status, cleanReason, cleanConditions, review, byPersonId, null);
        });
    }

    /**
     * Writes down what a flow has decided about an app: a new entry, or a change of the one of that name. One that may no longer be used
     * is withdrawn where it was approved before, else refused. Idempotent on the record. Nothing of the wording is refused here: it was
     * checked when it was typed, and what has been decided must be able to stand in the register.
     *
     * @param reviewOn a day in the institution's zone; {@code null} for an app that may not be used
     */
    public App decided(String name, String maker, boolean approved, String reason, @Nullable String conditions, @Nullable LocalDate reviewOn,
            String recordId) {
        Optional<App> entry = byName(name);
        if (entry.isEmpty()) {
            try {
                return insert(name.strip(), maker.strip(), approved ? Status.APPROVED : Status.REFUSED, reason, conditions, reviewOn, null, recordId);
            } catch (DuplicateKeyException enteredMeanwhile) {
                entry = byName(name);
            }
        }
        String appId = entry.orElseThrow().appId();
        return nested.execute(transaction -> {
            App before = locked(appId).orElseThrow();
            Status status = approved ? Status.APPROVED : before.status() == Status.REFUSED ? Status.REFUSED : Status.WITHDRAWN;
            return recordId.equals(before.recordId()) ? before : update(before, status, reason, conditions, reviewOn, null, recordId);
        });
    }

    private Optional<App> locked(String appId) {
        return database.sql(SELECT + "where app_id = :id for update").param("id", appId).query(Apps::app).optional();
    }

    private App insert(String name, String maker, Status status, String reason, @Nullable String conditions, @Nullable LocalDate reviewOn,
            @Nullable String byPersonId, @Nullable String recordId) {
        FoldedName folded = FoldedName.of(name);
        return nested.execute(transaction -> {
            String appId = freeId(folded);
            database.sql("""
                    insert into cs_app (app_id, app_name, name_folded, maker, status, conditions, review_on, changed_at, changed_by, record_id)
                    values (:id, :name, :folded, :maker, :status, :conditions, :review, :at, :by, :record)""")
                    .param("id", appId).param("name", name).param("folded", folded.digest()).param("maker", maker)
                    .param("status", status.name()).param("conditions", conditions, Types.VARCHAR)
                    .param("review", reviewOn, Types.DATE).param("at", now()).param("by", byPersonId, Types.VARCHAR)
                    .param("record", recordId, Types.VARCHAR).update();
            return noted(null, appId, reason, byPersonId, recordId);
        });
    }

    /** A change by hand leaves the record of the last decision where it is. */
    private App update(App before, Status status, String reason, @Nullable String conditions, @Nullable LocalDate reviewOn,
            @Nullable String byPersonId, @Nullable String recordId) {
        database.sql("""
                update cs_app set status = :status, conditions = :conditions, review_on = :review, changed_at = :at, changed_by = :by,
                                  record_id = coalesce(:record, record_id)
                 where app_id = :id""")
                .param("status", status.name()).param("conditions", conditions, Types.VARCHAR)
                .param("review", reviewOn, Types.DATE).param("at", now()).param("by", byPersonId, Types.VARCHAR)
                .param("record", recordId, Types.VARCHAR).param("id", before.appId()).update();
        return noted(before, before.appId(), reason, byPersonId, recordId);
    }

    private void checkReview(@Nullable LocalDate reviewOn, Status status) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        if (reviewOn == null) {
            return;
        }
        if (status != Status.APPROVED) {
            throw new IllegalArgumentException("A review date belongs to an approved app only.");
        }
        if (!reviewOn.isAfter(today) || reviewOn.isAfter(today.plusYears(10))) {
            throw new IllegalArgumentException("The review date must lie after today and within ten years.");
        }
    }

    private String freeId(FoldedName name) {
        String plain = Normalizer.normalize(name.text(), Normalizer.Form.NFKD).toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String wanted = plain.isEmpty() ? "app" : plain.substring(0, Math.min(plain.length(), 60));
        String free = wanted;
        for (int n = 2; byId(free).isPresent(); n++) {
            free = wanted + "-" + n;
        }
        return free;
    }

    private App noted(@Nullable App before, String appId, String reason, @Nullable String byPersonId, @Nullable String recordId) {
        App now = byId(appId).orElseThrow();
        database.sql("""
                insert into cs_app_change (app_id, status, reason, conditions, review_on, changed_at, changed_by, record_id)
                values (:id, :status, :reason, :conditions, :review, :at, :by, :record)""")
                .param("id", appId).param("status", now.status().name()).param("reason", reason)
                .param("conditions", now.conditions(), Types.VARCHAR).param("review", now.reviewOn(), Types.DATE)
                .param("at", now()).param("by", byPersonId, Types.VARCHAR).param("record", recordId, Types.VARCHAR).update();
        events.publishEvent(new AppChanged(before, now, reason));
        return now;
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static App app(ResultSet rs, int row) throws SQLException {
        return new App(rs.getString(1), rs.getString(2), rs.getString(3), Status.valueOf(rs.getString(4)), rs.getString(5),
                rs.getObject(6, LocalDate.class), rs.getObject(7, OffsetDateTime.class).toInstant(), rs.getString(8), rs.getString(9));
    }
}
