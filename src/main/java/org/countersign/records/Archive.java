package org.countersign.records;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reading side of the archive. Who may read is decided by the caller and by the record's access class. */
@Service
public class Archive {

    /** What to look for; every part may be absent. {@code before} pages by key: records strictly older than that id. */
    public record Query(@Nullable String text, @Nullable String flow, @Nullable String outcome,
            @Nullable String personId, @Nullable String before, int limit) {}

    public Optional<KeptRecord> find(String recordId) {
        throw new UnsupportedOperationException();
    }

    /** Newest first. */
    public List<KeptRecord> search(Query query) {
        throw new UnsupportedOperationException();
    }

    /** The newest revision's bytes. */
    public Optional<byte[]> pdf(String recordId) {
        throw new UnsupportedOperationException();
    }

    /** Writes who viewed, downloaded or was refused what into the access log. */
    public void logAccess(String recordId, String personId, String what) {
        throw new UnsupportedOperationException();
    }
}
