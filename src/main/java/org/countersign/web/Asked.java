package org.countersign.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.countersign.records.Archive.Query;
import org.countersign.records.Archive.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.util.UriComponentsBuilder;

/** What somebody asks of the archive on the desk, as they typed it: the same words in the address, the form and the links of a page. */
record Asked(@Nullable String q, @Nullable String flow, @Nullable String outcome, @Nullable String person, @BindParam("class") @Nullable String retentionClass,
        @Nullable String from, @Nullable String to, @Nullable String status, @Nullable String after) {

    private static final int LONGEST = 400;

    Asked {
        q = plain(q);
        flow = plain(flow);
        outcome = plain(outcome);
        person = plain(person);
        retentionClass = plain(retentionClass);
        from = plain(from);
        to = plain(to);
        status = plain(status);
        after = plain(after);
    }

    private static @Nullable String plain(@Nullable String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip().substring(0, Math.min(LONGEST, typed.strip().length()));
    }

    /** @param personId whom {@code person} means */
    Query query(@Nullable String personId, int limit) {
        return new Query(q, flow, outcome, personId, retentionClass, day(from), day(to), statusAsked(), after, limit);
    }

    /** What cannot be understood, by field; it would else be an answer to another question. */
    Map<String, String> wrong() {
        Map<String, String> wrong = new LinkedHashMap<>();
        if (from != null && day(from) == null) {
            wrong.put("from", "Write the first day like 2026-11-23.");
        }
        if (to != null && day(to) == null) {
            wrong.put("to", "Write the last day like 2026-11-23.");
        }
        if (day(from) != null && day(to) != null && day(from).isAfter(day(to))) {
            wrong.put("to", "The last day is before the first one.");
        }
        if (status != null && statusAsked() == null) {
            wrong.put("status", "Choose a state from the list.");
        }
        return wrong;
    }

    private static @Nullable LocalDate day(@Nullable String typed) {
        try {
            LocalDate day = typed == null ? null : LocalDate.parse(typed);
            return day == null || day.getYear() < 1900 || day.getYear() > 9000 ? null : day;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private @Nullable Status statusAsked() {
        for (Status one : Status.values()) {
            if (one.name().equalsIgnoreCase(status)) {
                return one;
            }
        }
        return null;
    }

    public boolean isFiltered() {
        return !parameters().isEmpty();
    }

    /** The question without its place in the list, by the names of the address. */
    public Map<String, String> parameters() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "q", q);
        put(given, "flow", flow);
        put(given, "outcome", outcome);
        put(given, "person", person);
        put(given, "class", retentionClass);
        put(given, "from", from);
        put(given, "to", to);
        put(given, "status", status);
        return given;
    }

    private static void put(Map<String, String> given, String name, @Nullable String value) {
        if (value != null) {
            given.put(name, value);
        }
    }

    /** The address of this list with a record shown beside it. */
    public String showing(String recordId) {
        return address(after, recordId) + "#preview";
    }

    /** The address of the list after that record. */
    public String olderThan(String recordId) {
        return address(recordId, null);
    }

    /** The address of the list as it is. */
    String list() {
        return address(after, null);
    }

    private String address(@Nullable String place, @Nullable String shown) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/records");
        Map<String, String> given = parameters();
        put(given, "after", place);
        put(given, "show", shown);
        given.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(given).toUriString();
    }
}
