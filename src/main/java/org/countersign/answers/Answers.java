package org.countersign.answers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What people filled in. Kept apart from the engine, whose variables every holder of a task could read. */
@Service
public class Answers {

    /** Marks a draft that nobody has typed; no field can be called so. */
    private static final String CHOSEN = "-chosen";

    /** Answers nobody completed a task with, and drafts nobody came back to, are forgotten after this long. */
    static final Duration FORGOTTEN_AFTER = Duration.ofDays(30);

    private static final String START = "-";

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    Answers(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Stores checked answers and returns the id that alone travels through the engine. */
    @Transactional
    public String submit(String form, @Nullable String taskId, String personId, Object answers) {
        String answersId = UUID.randomUUID().toString();
        jdbc.sql("""
                insert into cs_answers (answers_id, form, task_id, person_id, submitted_at, answers_json)
                values (?, ?, ?, ?, ?, ?)""")
                .params(answersId, form, taskId, personId, now(), write(answers)).update();
        return answersId;
    }

    /**
     * Uses answers once, in the caller's transaction.
     *
     * @throws AnswersRefused when they are missing, somebody else's, for another task, or used already
     */
    public void take(String answersId, String form, @Nullable String taskId, String personId,
            @Nullable String inPlaceOf, String caseId) {
        int taken = jdbc.sql("""
                update cs_answers set used_at = ?, case_id = ?, in_place_of = ?,
                    step_number = (select count(*) + 1 from cs_answers earlier where earlier.case_id = ?)
                where answers_id = ? and form = ? and person_id = ? and coalesce(task_id, '-') = ? and used_at is null""")
                .params(now(), caseId, inPlaceOf, caseId, answersId, form, personId, taskId == null ? START : taskId).update();
        if (taken != 1) {
            throw new AnswersRefused("These answers are not yours, not for this task, or were used already. "
                    + "Open the form again and complete it there.");
        }
        Folded.forget(caseId);
    }

    /** Takes out of used answers what served its purpose when they counted and must not be kept, in the caller's transaction. */
    public void reduce(String answersId, String caseId, Object reduced) {
        jdbc.sql("update cs_answers set answers_json = ? where answers_id = ? and case_id = ?").params(write(reduced), answersId, caseId).update();
        Folded.forget(caseId);
    }

    /** Whoever's they are, used or not; only {@link #take} decides whether they count. */
    public Optional<Submitted> find(String answersId) {
        return jdbc.sql("select * from cs_answers where answers_id = ?").param(answersId).query(Answers::submitted).optional();
    }

    /** The answers a case was built from, in the order they were given. */
    public List<Submitted> of(String caseId) {
        return jdbc.sql("select * from cs_answers where case_id = ? order by step_number, used_at").param(caseId)
                .query(Answers::submitted).list();
    }

    /**
     * What the answers of a case amount to, as that case's flow folds them. Within one transaction they are read and folded once, until
     * further answers are taken in it: a step asks many times where its case stands.
     */
    @SuppressWarnings("unchecked")
    public <S> S fold(String caseId, Function<List<Submitted>, S> flow) {
        Optional<Folded> folded = Folded.inThisTransaction();
        return folded.isEmpty() ? flow.apply(of(caseId)) : (S) folded.get().states.computeIfAbsent(caseId, id -> flow.apply(of(id)));
    }

    /** @throws IllegalStateException when they do not fit that record, which means that a form was changed without its earlier answers in mind */
    public <A> A read(Submitted submitted, Class<A> type) {
        try {
            return json.readValue(submitted.json(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Answers %s to %s cannot be read as %s".formatted(submitted.answersId(), submitted.form(), type.getSimpleName()), e);
        }
    }

    /** Keeps what somebody has typed so far; another device continues from it. */
    @Transactional
    public void saveDraft(String form, @Nullable String taskId, String personId, Map<String, List<String>> fields) {
        String task = taskId == null ? START : taskId;
        String text = write(fields);
        int changed = jdbc.sql("update cs_draft set fields_json = ?, saved_at = ? where person_id = ? and form = ? and task_id = ?")
                .params(text, now(), personId, form, task).update();
        if (changed == 0) {
            jdbc.sql("insert into cs_draft (person_id, form, task_id, saved_at, fields_json) values (?, ?, ?, ?, ?)")
                    .params(personId, form, task, now(), text).update();
        }
    }

    /** Fills in a form that somebody is about to start with, in the place of their draft, with what they have chosen on a page. */
    public void prefill(String form, String personId, Map<String, List<String>> fields) {
        Map<String, List<String>> marked = new LinkedHashMap<>(fields);
        marked.put(CHOSEN, List.of("true"));
        saveDraft(form, null, personId, marked);
    }

    /** Whether nothing has been typed since the form was filled in with what its person had chosen. */
    public static boolean isPrefilled(Map<String, List<String>> draft) {
        return draft.containsKey(CHOSEN);
    }

    public Optional<Map<String, List<String>>> draft(String form, @Nullable String taskId, String personId) {
        return jdbc.sql("select fields_json from cs_draft where person_id = ? and form = ? and task_id = ?")
                .params(personId, form, taskId == null ? START : taskId).query(String.class).optional().map(this::fields);
    }

    /** Forgets a draft, in the caller's transaction if there is one. */
    public void dropDraft(String form, @Nullable String taskId, String personId) {
        jdbc.sql("delete from cs_draft where person_id = ? and form = ? and task_id = ?")
                .params(personId, form, taskId == null ? START : taskId).update();
    }

    /** Destroys what people filled in for a case, drafts and answers that were never used too, in the caller's transaction. @param taskIds the case has had */
    public void forget(String caseId, List<String> taskIds) {
        jdbc.sql("delete from cs_answers where case_id = ?").param(caseId).update();
        if (!taskIds.isEmpty()) {
            jdbc.sql("delete from cs_answers where task_id in (:tasks)").param("tasks", taskIds).update();
            jdbc.sql("delete from cs_draft where task_id in (:tasks)").param("tasks", taskIds).update();
        }
        Folded.forget(caseId);
    }

    @Scheduled(cron = "0 30 3 * * *", zone = "#{@institutionZone.id}")
    @Transactional
    void forgetAbandoned() {
        OffsetDateTime before = now().minus(FORGOTTEN_AFTER);
        jdbc.sql("delete from cs_answers where used_at is null and submitted_at < ?").param(before).update();
        jdbc.sql("delete from cs_draft where saved_at < ?").param(before).update();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private String write(Object object) {
        try {
            return json.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Answers of " + object.getClass() + " cannot be written", e);
        }
    }

    private Map<String, List<String>> fields(String text) {
        try {
            return json.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            return Map.of(); // Whoever comes back to a draft nobody can read begins anew, rather than not at all.
        }
    }

    /** Lives and dies with one transaction, and is set aside with it while another one runs. */
    private static final class Folded implements TransactionSynchronization {

        private final Map<String, Object> states = new HashMap<>();

        /** Empty outside of transactions. */
        static Optional<Folded> inThisTransaction() {
            if (!TransactionSynchronizationManager.isActualTransactionActive()) {
                return Optional.empty();
            }
            for (TransactionSynchronization one : TransactionSynchronizationManager.getSynchronizations()) {
                if (one instanceof Folded known) {
                    return Optional.of(known);
                }
            }
            Folded fresh = new Folded();
            TransactionSynchronizationManager.registerSynchronization(fresh);
            return Optional.of(fresh);
        }

        static void forget(String caseId) {
            inThisTransaction().ifPresent(folded -> folded.states.remove(caseId));
        }

        @Override
        public void savepointRollback(Object savepoint) {
            states.clear();
        }
    }

    private static Submitted submitted(ResultSet row, int number) throws SQLException {
        return new Submitted(row.getString("answers_id"), row.getString("form"), row.getString("task_id"),
                row.getString("person_id"), row.getString("in_place_of"),
                instant(row, "submitted_at"), row.getObject("used_at") == null ? null : instant(row, "used_at"),
                row.getString("case_id"), row.getString("answers_json"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
