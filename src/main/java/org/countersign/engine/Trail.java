package org.countersign.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Who did what when, in whose place: our own table, written in the same transaction as the thing itself. */
@Service
public class Trail {

    /**
     * One line.
     *
     * @param event    past participle, for example {@code submitted}, {@code signed}, {@code approved}, {@code handedOver}
     * @param activity id of the diagram's element, if any
     * @param personId who did it; {@code null} when the application did
     * @param words    the line as people read it, without what was typed
     */
    public record Entry(String caseId, int number, Instant at, String event, @Nullable String activity,
            @Nullable String personId, @Nullable String inPlaceOfId, String words) {}

    public List<Entry> of(String caseId) {
        throw new UnsupportedOperationException();
    }

    public void add(String caseId, String event, @Nullable String activity, @Nullable String personId,
            @Nullable String inPlaceOfId, String words) {
        throw new UnsupportedOperationException();
    }
}
