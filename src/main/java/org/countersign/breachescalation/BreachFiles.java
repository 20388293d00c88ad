package org.countersign.breachescalation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.countersign.answers.Answers;
import org.countersign.answers.Submitted;
import org.countersign.casefile.Step;
import org.countersign.breachescalation.BreachClock.Awareness;
import org.countersign.breachescalation.BreachClock.Standing;
import org.countersign.engine.HandedOver;
import org.countersign.institution.Institution;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The cases as people's answers tell them, with every value set for the awareness. */
@Component
class BreachFiles {

    static final String REPORT = "reportBreach";
    static final String TRIAGE = "triageBreach";
    static final String CONTAIN = "containBreach";
    static final String ASSESS = "assessBreach";
    static final String DECIDE = "decideOnNotification";
    static final String CONFIRM = "confirmNoNotification";
    static final String NOTIFY = "notifyRegulator";
    static final String TELL = "tellPeopleAffected";
    static final String FOLLOW_UP = "followUp";
    static final String CLOSE = "closeBreach";
    static final String CONFIRM_CORRECTION = "confirmCorrection";

    /** A value set for the awareness, with its number and when a second person decided. */
    record Setting(long number, Awareness awareness, @Nullable Instant decidedAt) {}

    private final Answers answers;
    private final Groups groups;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final ZoneId zone;

    BreachFiles(Answers answers, Groups groups, JdbcClient jdbc, Clock clock, Institution institution) {
        this.answers = answers;
        this.groups = groups;
        this.jdbc = jdbc;
        this.clock = clock;
        this.zone = institution.zone();
    }

    /** Whether there is more of it than its line in the register. */
    boolean isThere(String caseId) {
        return !answers.of(caseId).isEmpty();
    }

    Breach state(String caseId) {
        return Breach.of(answers.of(caseId).stream().map(this::step).toList(), settings(caseId).stream().map(Setting::awareness).toList());
    }

    Instant now() {
        return clock.instant();
    }

    ZoneId zone() {
        return zone;
    }

    /** The messaging group concerned, where one is named. */
    Optional<Group> groupOf(Breach breach) {
        return Optional.ofNullable(breach.report().group()).filter(id -> !id.isBlank()).flatMap(groups::byId);
    }

    List<Setting> settings(String caseId) {
        return jdbc.sql("select * from cs_breach_awareness where case_id = ? order by correction_id").param(caseId)
                .query(BreachFiles::setting).list();
    }

    /** Keeps a value for the awareness; tells whether it waits for a second person. */
    boolean set(String caseId, BreachClock before, Instant awareAt, String basis, String byPersonId) {
        Instant now = now();
        BreachClock after = before.set(awareAt, basis, byPersonId, now);
        Standing standing = after.settings().get(after.settings().size() - 1).standing();
        jdbc.sql("insert into cs_breach_awareness (case_id, aware_at, basis, set_by, set_at, standing) values (?, ?, ?, ?, ?, ?)")
                .params(caseId, utc(awareAt), basis, byPersonId, utc(now), standing.name()).update();
        return standing == Standing.WAITING_FOR_SECOND_PERSON;
    }

    /** The second person's answer to the value that waits. */
    void decideWaiting(String caseId, boolean agreed, String byPersonId) {
        jdbc.sql("update cs_breach_awareness set standing = ?, decided_by = ?, decided_at = ? where case_id = ? and standing = ?")
                .params((agreed ? Standing.IN_FORCE : Standing.REJECTED).name(), byPersonId, utc(now()), caseId,
                        Standing.WAITING_FOR_SECOND_PERSON.name()).update();
    }

    private Step step(Submitted submitted) {
        if (submitted.task().equals(HandedOver.TASK)) {
            HandedOver handedOver = answers.read(submitted, HandedOver.class);
            return new Step(submitted.answersId(), REPORT, submitted.personId(), null, handedOver.since(), ReportBreach.of(handedOver));
        }
        Class<?> type = switch (submitted.task()) {
            case REPORT -> ReportBreach.class;
            case TRIAGE -> TriageBreach.class;
            case CONTAIN -> ContainBreach.class;
            case ASSESS -> AssessBreach.class;
            case DECIDE -> DecideOnNotification.class;
            case CONFIRM -> ConfirmNoNotification.class;
            case NOTIFY -> NotifyRegulator.class;
            case TELL -> TellPeopleAffected.class;
            case FOLLOW_UP -> FollowUp.class;
            case CLOSE -> CloseBreach.class;
            case CONFIRM_CORRECTION -> ConfirmCorrection.class;
            default -> throw new IllegalStateException("Breach escalation knows no answers '" + submitted.form() + "'");
        };
        // What counts is when the answers were used: a report begins its clock when it is sent, not when it was typed.
        Instant at = submitted.usedAt() == null ? submitted.submittedAt() : submitted.usedAt();
        return new Step(submitted.answersId(), submitted.task(), submitted.personId(), submitted.inPlaceOf(), at, answers.read(submitted, type));
    }

    private static Setting setting(ResultSet row, int number) throws SQLException {
        OffsetDateTime decided = row.getObject("decided_at", OffsetDateTime.class);
        return new Setting(row.getLong("correction_id"), new Awareness(row.getObject("aware_at", OffsetDateTime.class).toInstant(),
                row.getString("basis"), row.getString("set_by"), row.getObject("set_at", OffsetDateTime.class).toInstant(),
                Standing.valueOf(row.getString("standing")), row.getString("decided_by")), decided == null ? null : decided.toInstant());
    }

    static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
