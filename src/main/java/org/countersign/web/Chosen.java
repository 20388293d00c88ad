package org.countersign.web;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.Archive;
import org.countersign.records.Archive.Query;
import org.countersign.records.KeptRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which records something is to happen to: those ticked in the list, or all that a search finds.
 *
 * @param which    {@code chosen} or {@code found}
 * @param id       numbers of records, for those chosen; also as somebody typed them, with blanks, commas or lines between
 * @param question what was asked, for those found
 */
record Chosen(String which, List<String> id, Asked question) {

    private static final int MOST = 500;

    Chosen {
        LinkedHashSet<String> each = new LinkedHashSet<>();
        id.forEach(typed -> {
            for (String one : typed.split("[\\s,;]+")) {
                if (!one.isBlank() && one.length() <= 40 && each.size() < MOST) {
                    each.add(one.toUpperCase(Locale.ROOT));
                }
            }
        });
        id = List.copyOf(each);
    }

    static Chosen of(@Nullable String which, @Nullable List<String> id, Asked question) {
        return new Chosen("found".equals(which) ? "found" : "chosen", id == null ? List.of() : id, question);
    }

    boolean isQuestion() {
        return which.equals("found");
    }

    boolean isNothing() {
        return isQuestion() ? !question.isFiltered() : id.isEmpty();
    }

    /** What a form sends along so that the next page means the same records. */
    public List<Map.Entry<String, String>> parameters() {
        List<Map.Entry<String, String>> given = new ArrayList<>(List.of(Map.entry("which", which)));
        if (isQuestion()) {
            question.parameters().forEach((name, value) -> given.add(Map.entry(name, value)));
        } else {
            id.forEach(one -> given.add(Map.entry("id", one)));
        }
        return given;
    }

    String address(String path) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        List<Object> values = new ArrayList<>();
        parameters().forEach(one -> {
            address.queryParam(one.getKey(), "{v}");
            values.add(one.getValue());
        });
        return address.encode().buildAndExpand(values.toArray()).toUriString();
    }

    /** Finds what is meant. */
    @Component
    static class Meant {

        private final Archive archive;
        private final RecordAccess access;
        private final People people;

        Meant(Archive archive, RecordAccess access, People people) {
            this.archive = archive;
            this.access = access;
            this.people = people;
        }

        /**
         * The question asked, for those found.
         *
         * @throws IllegalArgumentException with plain words when it cannot be understood
         */
        Query query(Asked question) {
            Optional<Person> named = question.person() == null ? Optional.empty() : RecordPages.personNamed(people, question.person());
            Map<String, String> wrong = question.wrong();
            if (question.person() != null && named.isEmpty()) {
                throw new IllegalArgumentException("Nobody in the directory is called that, or several are.");
            }
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException(wrong.values().iterator().next());
            }
            return question.query(named.map(Person::personId).orElse(null), MOST).after(null, MOST);
        }

        long count(Chosen chosen) {
            return chosen.isQuestion() ? archive.count(query(chosen.question())) : chosen.id().size();
        }

        /**
         * All of them, read as they are taken.
         *
         * @throws NotThere when one of those chosen is not there for this person
         */
        Stream<KeptRecord> all(Person me, Chosen chosen) {
            return chosen.isQuestion() ? archive.all(query(chosen.question())) : chosen.id().stream().map(one -> access.known(me, one));
        }

        /**
         * Up to so many of them.
         *
         * @throws NotThere when one of those chosen is not there for this person
         */
        List<KeptRecord> records(Person me, Chosen chosen, int most) {
            return all(me, chosen).limit(most).toList();
        }
    }
}
