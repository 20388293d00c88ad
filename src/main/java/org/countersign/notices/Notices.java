package org.countersign.notices;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Tells people things: always in the app's list, by e-mail too when a mail server is configured. Never blocks the caller on mail. */
@Service
public class Notices {

    /**
     * Something to tell.
     *
     * @param key      same key for the same person is told once, however often it is asked for
     * @param template {@code <flow>/<event>}, names {@code templates/<flow>/<event>.mail.html}
     * @param subject  one plain line; what to do about what
     * @param text     one or two plain sentences: what happened, what to do, by when
     * @param link     path on this server, for example {@code /requests/GA-2026-000001}
     */
    public record Notice(String key, String template, String subject, String text, String link, @Nullable String caseId) {}

    /** A notice as it stands in somebody's list. */
    public record Told(long id, String personId, Notice notice, Instant at, @Nullable Instant readAt, String delivery) {}

    /** In the caller's transaction: what is rolled back is not told. */
    public void tell(String personId, Notice notice) {
        throw new UnsupportedOperationException();
    }

    /** Newest first. */
    public List<Told> of(String personId, int limit) {
        throw new UnsupportedOperationException();
    }

    public int unread(String personId) {
        throw new UnsupportedOperationException();
    }

    public void markRead(String personId, long id) {
        throw new UnsupportedOperationException();
    }
}
