package org.countersign.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.people.People;
import org.countersign.people.PeopleChanged;
import org.countersign.people.Person;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whom people name in what they write in a case. Noted when an answer comes, so that a request for access (UK GDPR art. 15) is one question
 * to the database however many cases there are. Whoever the directory learns of later, or by another name, is looked for once in what is there.
 */
@Component
class Mentions {

    private static final int STRETCH = 500;

    private record Written(String answersId, String caseId, String json) {}

    private record Named(String caseId, String personId) {}

    private final JdbcClient jdbc;
    private final People people;
    private final ObjectMapper json;
    private final TransactionTemplate transaction;

    Mentions(JdbcClient jdbc, People people, ObjectMapper json, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.people = people;
        this.json = json;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** In the transaction in which these answers count. */
    void note(String caseId, String answers) {
        keep(people.namedIn(texts(answers)).stream().map(personId -> new Named(caseId, personId)).collect(Collectors.toSet()));
    }

    /** Looks through everything once for those who are new in the directory, or are called otherwise now. */
    @EventListener({ApplicationReadyEvent.class, PeopleChanged.class})
    void lookBack() {
        try {
            transaction.executeWithoutResult(together -> lookFor(sought()));
        } catch (DuplicateKeyException anotherNodeDoes) {
            // It has looked for the same people.
        }
    }

    /** Those nobody has looked for yet as they are called now; from here on somebody has. */
    private Set<String> sought() {
        Map<String, String> before = new HashMap<>();
        jdbc.sql("select person_id, sought_as from cs_person_sought").query(row -> {
            before.put(row.getString(1), row.getString(2));
        });
        Set<String> now = new HashSet<>();
        for (Person one : people.all()) {
            String as = one.name() + "\n" + one.userId();
            if (!as.equals(before.get(one.personId()))) {
                jdbc.sql("delete from cs_person_sought where person_id = ?").param(one.personId()).update();
                jdbc.sql("insert into cs_person_sought (person_id, sought_as) values (?, ?)").params(one.personId(), as).update();
                now.add(one.personId());
            }
        }
        return now;
    }

    private void lookFor(Set<String> personIds) {
        String after = "";
        while (!personIds.isEmpty()) {
            List<Written> stretch = jdbc.sql("select answers_id, case_id, answers_json from cs_answers where case_id is not null and answers_id > ? order by answers_id fetch first ? rows only")
                    .params(after, STRETCH).query((row, n) -> new Written(row.getString(1), row.getString(2), row.getString(3))).list();
            Set<Named> found = new HashSet<>();
            stretch.forEach(one -> people.namedIn(texts(one.json())).stream().filter(personIds::contains).forEach(id -> found.add(new Named(one.caseId(), id))));
            keep(found);
            if (stretch.size() < STRETCH) {
                return;
            }
            after = stretch.get(stretch.size() - 1).answersId();
        }
    }

    private void keep(Set<Named> found) {
        if (found.isEmpty()) {
            return;
        }
        Set<Named> fresh = new HashSet<>(found);
        jdbc.sql("select case_id, person_id from cs_case_person where case_id in (:cases)").param("cases", found.stream().map(Named::caseId).distinct().toList())
                .query(row -> {
                    fresh.remove(new Named(row.getString(1), row.getString(2)));
                });
        fresh.forEach(one -> jdbc.sql("insert into cs_case_person (case_id, person_id) values (?, ?)").params(one.caseId(), one.personId()).update());
    }

    private List<String> texts(String answers) {
        try {
            List<String> texts = new ArrayList<>();
            collect(json.readTree(answers), texts);
            return texts;
        } catch (JsonProcessingException e) {
            return List.of(answers);
        }
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(part -> collect(part, texts));
    }
}
