package org.countersign.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import org.countersign.records.Archive.Query;
import org.countersign.records.Archive.Status;
import org.jspecify.annotations.Nullable;

/** What a program asks the archive, by the names of the list of records; every part may be absent, and all that are given count. */
record RecordQuestion(@Nullable String q, @Nullable String flow, @Nullable String outcome, @Nullable String person, @Nullable LocalDate from, @Nullable LocalDate to,
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES) @Nullable Status status, @JsonProperty("class") @Nullable String retentionClass) {

    Query query(int limit) {
        return new Query(q, flow, outcome, person, retentionClass, from, to, status, null, limit);
    }
}
