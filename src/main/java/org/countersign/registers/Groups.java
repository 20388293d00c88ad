package org.countersign.registers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The register of messaging groups. Names are compared without case, accents or repeated blanks. */
@Service
public class Groups {

    public enum Status { APPROVED, ACTIVE, SUSPENDED, CLOSED }

    public record Group(String groupId, String name, String purpose, String appId, String appName, String membership,
            String administratorId, @Nullable String assistantId, Status status, String recordId, Instant enteredAt) {}

    public List<Group> all() {
        throw new UnsupportedOperationException();
    }

    public Optional<Group> byRecordId(String recordId) {
        throw new UnsupportedOperationException();
    }

    /** Whether a live group (any status but CLOSED) has that name. */
    public boolean isNameTaken(String name) {
        throw new UnsupportedOperationException();
    }

    /**
     * Enters an approved group, not yet active. Idempotent on the record id.
     *
     * @throws NameTaken when a live group of another record has the name
     */
    public Group enter(String name, String purpose, String appId, String membership,
            String administratorId, @Nullable String assistantId, String recordId) {
        throw new UnsupportedOperationException();
    }

    /** A live group has that name already. */
    public static class NameTaken extends RuntimeException {
        public NameTaken(String name) {
            super("A live group is called '" + name + "' already");
        }
    }
}
