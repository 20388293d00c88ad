package org.countersign.casefile;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.answers.Answers;
import org.countersign.answers.Submitted;
import org.countersign.engine.Form;
import org.countersign.engine.HandedOver;
import org.countersign.engine.Withdrawal;

/**
 * What people have answered in one case, in order: all there is to know where it stands. Each flow wraps it in a class of its own that
 * answers the diagram's questions.
 */
public final class Steps {

    private final List<Step> all;

    private Steps(List<Step> all) {
        this.all = all;
    }

    /** For tests of a flow's own rules. */
    public static Steps of(List<Step> steps) {
        return new Steps(List.copyOf(steps));
    }

    /** Reads a case's answers back into the records of its forms. */
    public static Steps read(Answers answers, List<Submitted> submitted, List<Form<?>> forms) {
        Map<String, Class<?>> types = forms.stream().collect(Collectors.toMap(Form::task, Form::answers));
        return new Steps(submitted.stream().map(one -> {
            Instant at = one.usedAt() == null ? one.submittedAt() : one.usedAt();
            return new Step(one.answersId(), one.task(), one.personId(), one.inPlaceOf(), at, answers.read(one, type(one.task(), types)));
        }).toList());
    }

    private static Class<?> type(String task, Map<String, Class<?>> types) {
        if (task.equals(HandedOver.TASK)) {
            return HandedOver.class;
        }
        if (task.equals(Withdrawal.TASK)) {
            return Withdrawal.class;
        }
        return Optional.<Class<?>>ofNullable(types.get(task)).orElseThrow(() -> new IllegalStateException("No form of this flow is called '" + task + "'"));
    }

    public List<Step> all() {
        return all;
    }

    public Step first() {
        return all.get(0);
    }

    public Step last() {
        return all.get(all.size() - 1);
    }

    public Optional<Step> lastStepOf(Class<?> type) {
        return all.stream().filter(step -> type.isInstance(step.answers())).reduce((earlier, later) -> later);
    }

    public <A> Optional<A> last(Class<A> type) {
        return lastStepOf(type).map(Step::answers).map(type::cast);
    }

    public <A> List<A> all(Class<A> type) {
        return all.stream().map(Step::answers).filter(type::isInstance).map(type::cast).toList();
    }

    /** Answers of that kind given after the last ones of another kind; for example the review after the last disagreement. */
    public <A> Optional<A> lastSince(Class<A> type, Class<?> earlier) {
        int from = lastStepOf(earlier).map(all::indexOf).orElse(-1);
        return lastStepOf(type).filter(step -> all.indexOf(step) > from).map(Step::answers).map(type::cast);
    }

    /** Where another case started this one: what it begins with. */
    public Optional<HandedOver> handedOver() {
        return last(HandedOver.class);
    }

    /** Who filled in one of those forms. */
    public Set<String> whoAnswered(Class<?>... types) {
        Set<String> people = new LinkedHashSet<>();
        for (Step step : all) {
            for (Class<?> type : types) {
                if (type.isInstance(step.answers())) {
                    people.add(step.personId());
                }
            }
        }
        return people;
    }
}
