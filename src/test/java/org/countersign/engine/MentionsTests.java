package org.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.countersign.Demonstration;
import org.countersign.people.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Whom a request for access finds in cases that are still open. */
@Demonstration
@Tag("database")
class MentionsTests {

    @Autowired
    Mentions mentions;
    @Autowired
    Cases cases;
    @Autowired
    People people;
    @Autowired
    List<Flow> flows;
    @Autowired
    Forms forms;
    @Autowired
    ProcessEngine engine;
    @Autowired
    ObjectMapper json;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TransactionTemplate transaction;

    @AfterEach
    void leaveNothingOpen() {
        engine.getRuntimeService().createProcessInstanceQuery().list()
                .forEach(open -> engine.getRuntimeService().deleteProcessInstance(open.getId(), "end of test", true, true, true));
    }

    @Test
    void findsWhoIsNamedInWhatOthersWroteOrActsInIt() {
        String caseId = concern("It began when mábel MARMALADE came in; Ada saw it.", "basil.birdwhistle");
        assertThat(involving("mabel.marmalade")).as("named in a sentence").contains(caseId);
        assertThat(involving("basil.birdwhistle")).as("chosen as the person concerned").contains(caseId);
        assertThat(involving("ada.applegarth")).as("began it").contains(caseId);
        assertThat(involving("clementine.crabtree")).as("has a task in it").contains(caseId);
        assertThat(involving("noel.nightjar")).doesNotContain(caseId);
    }

    @Test
    void looksForWhoeverTheDirectoryLearnsOfLaterAndForgetsWithTheCase() {
        String caseId = concern("The new gardener, Wilhelmina Woodlouse, said so.", "basil.birdwhistle");
        String personId = "P" + UUID.randomUUID();
        jdbc.sql("insert into cs_person (person_id, user_id, user_id_folded, full_name, email, job_title, department, kind, employed_from) select ?, ?, ?, 'Wilhelmina Woodlouse', email,"
                + " job_title, department, kind, employed_from from cs_person where person_id = 'P0001'").params(personId, personId.toLowerCase(), personId.toLowerCase()).update();
        jdbc.sql("update cs_people_stamp set stamp = ? where id = 1").param(UUID.randomUUID().toString()).update();
        assertThat(cases.involving(personId)).isEmpty();
        mentions.lookBack();
        mentions.lookBack();
        assertThat(cases.involving(personId)).extracting(Case::caseId).containsExactly(caseId);
        engine.getRuntimeService().deleteProcessInstance(cases.find(caseId).orElseThrow().processInstanceId(), "end of test");
        transaction.executeWithoutResult(together -> cases.forget(caseId));
        assertThat(cases.involving(personId)).isEmpty();
        jdbc.sql("delete from cs_person where person_id = ?").param(personId).update();
        jdbc.sql("update cs_people_stamp set stamp = ? where id = 1").param(UUID.randomUUID().toString()).update();
    }

    private List<String> involving(String userId) {
        return cases.involving(people.byUserId(userId).orElseThrow().personId()).stream().map(Case::caseId).toList();
    }

    private String concern(String whatHappened, String about) {
        return new Player("concern-intake", flows, forms, people, engine, json).starts("ada.applegarth", Map.of("showsIntimateOrChild", "NO", "raisedFor", "MYSELF", "about", "POST",
                "whatHappened", whatHappened, "concerned", "STAFF", "person", about, "urgency", "SOON", "wish", "LINE_MANAGER", "evidence", List.of()));
    }
}
