package org.countersign.conversationtransfer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.answers.Answers;
import org.countersign.casefile.Step;
import org.countersign.casefile.Steps;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.countersign.engine.Form;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The conversations that were transferred, as whoever did it says. */
@Component
public class Transfers {

    static final String TRANSFER = "transferConversation";

    private static final List<Form<?>> SHAPES = List.of(new Form<>(TRANSFER, TransferConversation.class, visit -> Map.of(),
            (answer, visit, errors) -> {}, (answer, visit) -> {}));

    /**
     * A transfer. Days are the institution's, the instant is UTC.
     *
     * @param caseId also the record's id, for example {@code CT-2026-000001}
     * @param sealed whether its record is kept already, a moment after it was sent
     */
    public record Transfer(String caseId, Instant at, String byPersonId, LocalDate firstDay, LocalDate lastDay, boolean sealed) {}

    private final Answers answers;
    private final Cases cases;
    private final Groups groups;
    private final JdbcClient jdbc;

    Transfers(Answers answers, Cases cases, Groups groups, JdbcClient jdbc) {
        this.answers = answers;
        this.cases = cases;
        this.groups = groups;
        this.jdbc = jdbc;
    }

    /**
     * Newest first; none where there is no such group. What was written stands in the records, for those who may read them. A transfer
     * outlasts the approval of its group, and goes when its own record is disposed of.
     */
    public List<Transfer> of(String groupId) {
        return groups.byId(groupId).map(group -> jdbc.sql("select case_id from cs_transfer where group_no = ?").param(number(group)).query(String.class).list())
                .orElse(List.of()).stream().map(cases::find).flatMap(Optional::stream).map(this::transfer)
                .sorted(Comparator.comparing(Transfer::at).reversed()).toList();
    }

    void note(String caseId, Group group) {
        jdbc.sql("insert into cs_transfer (case_id, group_no) values (?, ?)").params(caseId, number(group)).update();
    }

    void forget(String caseId) {
        jdbc.sql("delete from cs_transfer where case_id = ?").param(caseId).update();
    }

    private static long number(Group group) {
        return Long.parseLong(group.groupId().substring(1));
    }

    private Transfer transfer(Case one) {
        TransferConversation said = said(one.caseId());
        return new Transfer(one.caseId(), one.startedAt(), one.starterId(), LocalDate.parse(said.firstDay()), LocalDate.parse(said.lastDay()), one.endedAt() != null);
    }

    Step step(String caseId) {
        return answers.fold(caseId, submitted -> Steps.read(answers, submitted, SHAPES)).first();
    }

    TransferConversation said(String caseId) {
        return (TransferConversation) step(caseId).answers();
    }

    /** Ids of whoever transferred it and of those who run the group by now. */
    Set<String> concerned(String caseId) {
        return Stream.concat(Stream.of(step(caseId).personId()), group(said(caseId)).stream().flatMap(group -> Stream.of(group.administratorId(), group.assistantId())))
                .filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
    }

    /** Empty where the conversation was in none. */
    Optional<Group> group(TransferConversation said) {
        return said.isOfAGroup() ? Optional.of(groups.byId(said.group()).orElseThrow(() -> new IllegalStateException("There is no group " + said.group()))) : Optional.empty();
    }

    /** The group, if this person runs it. */
    Optional<Group> runBy(String personId, String groupId) {
        return runBy(personId).stream().filter(group -> group.groupId().equals(groupId)).findFirst();
    }

    List<Group> runBy(String personId) {
        return groups.runBy(personId);
    }
}
