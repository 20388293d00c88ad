package org.countersign.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The cases of all flows and what they wait for. Callers decide who may see what; {@link #visibleTo} does it for own requests. */
@Service
public class Cases {

    /** A task somebody has. {@code dueOn} is an instant in UTC. */
    public record Waiting(String taskId, String caseId, String flow, String task, String title, List<String> holderIds,
            @Nullable String inPlaceOfId, Instant since, @Nullable Instant due) {}

    public Optional<Case> find(String caseId) {
        throw new UnsupportedOperationException();
    }

    /** Newest first. */
    public List<Case> startedBy(String personId) {
        throw new UnsupportedOperationException();
    }

    /** The case if this person started it; "not there" and "not yours" answer alike. */
    public Optional<Case> visibleTo(String personId, String caseId) {
        throw new UnsupportedOperationException();
    }

    /** Open tasks this person holds or may take, the one due first first. */
    public List<Waiting> waitingFor(String personId) {
        throw new UnsupportedOperationException();
    }

    /** Open tasks of a case. */
    public List<Waiting> openTasksOf(String caseId) {
        throw new UnsupportedOperationException();
    }

    /** Ids of the diagram's elements the case has passed (nodes and sequence flows) and those it stands at. */
    public record Way(List<String> taken, List<String> current) {}

    public Way wayOf(String caseId) {
        throw new UnsupportedOperationException();
    }

    /** The diagram of the case's own version, as BPMN XML. */
    public String diagramOf(String caseId) {
        throw new UnsupportedOperationException();
    }

    /**
     * Withdraws on behalf of its starter.
     *
     * @throws NotAllowed when it is not theirs, or decided already
     */
    public void withdraw(String caseId, String personId, String reason) {
        throw new UnsupportedOperationException();
    }
}
