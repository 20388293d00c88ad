package org.countersign.registers;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The register of messaging apps: kept by the IT team by hand, with a reason and a history for every change. */
@Service
public class Apps {

    public enum Status { APPROVED, REFUSED, WITHDRAWN }

    /** An app; {@code conditions} is shown with the declaration of every group that uses it. */
    public record App(String appId, String name, String maker, Status status, @Nullable String conditions,
            @Nullable LocalDate reviewOn, Instant changedAt, String changedBy) {}

    /** One line of an app's history; {@code changedBy} is a person id. */
    public record Change(String appId, Status status, String reason, @Nullable String conditions, Instant at, String changedBy) {}

    public List<App> all() {
        throw new UnsupportedOperationException();
    }

    public List<App> approved() {
        throw new UnsupportedOperationException();
    }

    public Optional<App> byId(String appId) {
        throw new UnsupportedOperationException();
    }

    public List<Change> historyOf(String appId) {
        throw new UnsupportedOperationException();
    }

    /** Enters a new app. @throws IllegalArgumentException when the name stands already or a value is missing */
    public App enter(String name, String maker, Status status, String reason, @Nullable String conditions,
            @Nullable LocalDate reviewOn, String byPersonId) {
        throw new UnsupportedOperationException();
    }

    /** Changes an app's status, conditions or review date; the reason is kept. */
    public App change(String appId, Status status, String reason, @Nullable String conditions,
            @Nullable LocalDate reviewOn, String byPersonId) {
        throw new UnsupportedOperationException();
    }
}
