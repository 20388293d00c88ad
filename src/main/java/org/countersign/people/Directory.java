package org.countersign.people;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.text.Collator;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The directory as it stands on one day under one stamp; never changes once read. */
final class Directory {

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final String stamp;
    private final LocalDate today;
    private final List<Person> byName;
    private final Map<String, Person> byId;
    private final Map<String, Person> byUserId;
    private final Map<String, String> deputies;
    private final Map<String, List<Absence>> absences;
    private final Map<String, String> searchText;

    /** What people are called, by the first word of it. */
    private final Map<String, List<Called>> called = new HashMap<>();

    /** A name or a user id, as words. */
    private record Called(List<String> words, String personId) {}

    private Directory(String stamp, LocalDate today, List<Person> people, Map<String, String> deputies, List<Absence> absences) {
        this.stamp = stamp;
        this.today = today;
        Collator alphabet = Collator.getInstance(Locale.UK);
        this.byName = people.stream()
                .sorted(Comparator.comparing(Person::name, alphabet::compare).thenComparing(Person::personId)).toList();
        this.byId = people.stream().collect(toMap(Person::personId, Function.identity()));
        this.byUserId = people.stream().collect(toMap(Person::userId, Function.identity()));
        this.deputies = deputies;
        this.absences = absences.stream().collect(groupingBy(Absence::personId));
        this.searchText = people.stream().collect(toMap(Person::personId, p -> folded(
                String.join("\n", p.name(), p.userId(), p.position(), p.department()))));
        people.forEach(p -> Stream.of(p.name(), p.userId()).map(Directory::words).filter(words -> !words.isEmpty()).distinct()
                .forEach(words -> called.computeIfAbsent(words.get(0), first -> new ArrayList<>()).add(new Called(words, p.personId()))));
    }

    static String stamp(JdbcClient database) {
        return database.sql("select stamp from cs_people_stamp where id = 1").query(String.class).single();
    }

    /** Reads until the stamp is the same before and after, so that no half of a change is seen. */
    static Directory read(JdbcClient database, LocalDate today) {
        while (true) {
            String stamp = stamp(database);
            Directory directory = new Directory(stamp, today, people(database, today), deputies(database), absences(database));
            if (stamp.equals(stamp(database))) {
                return directory;
            }
        }
    }

    boolean isAsOf(String stamp, LocalDate day) {
        return this.stamp.equals(stamp) && today.equals(day);
    }

    Optional<Person> byId(String personId) {
        return Optional.ofNullable(byId.get(personId));
    }

    Optional<Person> byUserId(String userId) {
        return Optional.ofNullable(byUserId.get(userId));
    }

    List<Person> all() {
        return byName;
    }

    List<Person> staffMatching(String text, int limit) {
        String wanted = folded(text.strip());
        return byName.stream().filter(p -> p.has("staff") && searchText.get(p.personId()).contains(wanted)).limit(limit).toList();
    }

    Set<String> namedIn(Collection<String> texts) {
        Set<String> named = new TreeSet<>();
        for (String text : texts) {
            if (byId.containsKey(text)) {
                named.add(text);
            }
            List<String> words = words(text);
            for (int at = 0; at < words.size(); at++) {
                List<String> rest = words.subList(at, words.size());
                called.getOrDefault(words.get(at), List.of()).stream()
                        .filter(one -> one.words().size() <= rest.size() && rest.subList(0, one.words().size()).equals(one.words())).forEach(one -> named.add(one.personId()));
            }
        }
        return named;
    }

    private static List<String> words(String text) {
        return NO_WORD.splitAsStream(FoldedText.of(text)).filter(word -> !word.isEmpty()).toList();
    }

    List<Person> withRole(String role) {
        return byName.stream().filter(p -> p.has(role)).toList();
    }

    List<Person> managedBy(String personId) {
        return byName.stream().filter(p -> personId.equals(p.lineManagerId()) && p.isEmployedOn(today)).toList();
    }

    Optional<Person> lineManagerOf(String personId) {
        return byId(personId).map(Person::lineManagerId).flatMap(this::byId).filter(p -> p.isEmployedOn(today));
    }

    Optional<Person> deputyOf(String personId) {
        return Optional.ofNullable(deputies.get(personId)).flatMap(this::byId).filter(p -> p.isEmployedOn(today));
    }

    boolean isAbsent(String personId, LocalDate on) {
        return absences.getOrDefault(personId, List.of()).stream().anyMatch(a -> a.covers(on));
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "").toLowerCase(Locale.ROOT);
    }

    private static List<Person> people(JdbcClient database, LocalDate today) {
        Map<String, Set<String>> roles = database.sql("select person_id, role_id from cs_person_role")
                .query((rs, n) -> Map.entry(rs.getString(1), rs.getString(2))).list().stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet())));
        List<Person> bare = database.sql("""
                select person_id, user_id, full_name, email, job_title, department, kind, line_manager_id,
                       employed_from, employed_until, left_file_on
                  from cs_person""").query((rs, n) -> new Person(
                        rs.getString(1), rs.getString(2), rs.getString(3), rs.getString(4), rs.getString(5), rs.getString(6),
                        Person.Kind.valueOf(rs.getString(7)), rs.getString(8), rs.getObject(9, LocalDate.class),
                        lastDay(rs.getObject(10, LocalDate.class), rs.getObject(11, LocalDate.class)), Set.of())).list();
        Set<String> managers = bare.stream().filter(p -> p.isEmployedOn(today) && p.lineManagerId() != null)
                .map(Person::lineManagerId).collect(toSet());
        return bare.stream().map(p -> withRolesOn(today, p, roles.getOrDefault(p.personId(), Set.of()), managers)).toList();
    }

    private static @Nullable LocalDate lastDay(
            @Nullable LocalDate employedUntil, @Nullable LocalDate leftFileOn) {
        if (leftFileOn == null) {
            return employedUntil;
        }
        LocalDate dayBefore = leftFileOn.minusDays(1);
        return employedUntil == null || dayBefore.isBefore(employedUntil) ? dayBefore : employedUntil;
    }

    private static Person withRolesOn(LocalDate today, Person p, Set<String> given, Set<String> managers) {
        Set<String> roles = new HashSet<>();
        if (p.isEmployedOn(today)) {
            roles.addAll(given);
            if (p.kind() == Person.Kind.STAFF) {
                roles.add("staff");
            }
            if (managers.contains(p.personId())) {
                roles.add("line-managers");
            }
        }
        return new Person(p.personId(), p.userId(), p.name(), p.email(), p.position(), p.department(), p.kind(), p.lineManagerId(),
                p.employedFrom(), p.employedUntil(), roles);
    }

    private static Map<String, String> deputies(JdbcClient database) {
        Map<String, String> latest = new HashMap<>();
        database.sql("select person_id, deputy_id from cs_deputy order by deputy_no").query(rs -> {
            latest.put(rs.getString(1), rs.getString(2));
        });
        latest.values().removeIf(Objects::isNull);
        return latest;
    }

    private static List<Absence> absences(JdbcClient database) {
        return database.sql("select " + Absence.COLUMNS + " from cs_absence where not cancelled order by first_on")
                .query(Absence::read).list();
    }
}
