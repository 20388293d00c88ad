package org.countersign.engine;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.countersign.answers.Attachments;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Plays {@code demo/cases.yaml} once the first start is ready: the demonstration's people fill in form after form, through the same
 * checks and the same gate as from a browser. Nothing is back-dated: what lies in the past is what they say about it.
 */
@Component
@Profile("demo")
class DemonstrationCases {

    private static final Logger log = LoggerFactory.getLogger(DemonstrationCases.class);

    private static final Pattern MOMENT = Pattern.compile("(\\d+) (minutes|hours|days) (ago|from now)(, the day)?");
    private static final Pattern FILE = Pattern.compile("file ([^:]+): (.+)", Pattern.DOTALL);
    private static final DateTimeFormatter TYPED = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

    /** What the flow does by itself between two forms takes a moment; two minutes are far too many. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int LOOKS = 1200;

    /**
     * One person's form: {@code answers} by field name. A text such as "5 hours ago" stands for that local time, with ", the day" for the
     * day alone; "file seen.txt: What it says" in a list stands for a file of that name and content.
     */
    record Step(String person, String form, Map<String, Object> answers) {}

    /** The forms of one case and of those it starts, in order; the first one starts it. */
    record Story(String flow, String about, List<Step> steps) {}

    private final DemoSettings settings;
    private final Flows flows;
    private final Forms forms;
    private final Cases cases;
    private final People people;
    private final Attachments attachments;
    private final ProcessEngine engine;
    private final ObjectMapper json;
    private final TaskScheduler scheduler;
    private final Clock clock;
    private final ZoneId zone;

    DemonstrationCases(DemoSettings settings, Flows flows, Forms forms, Cases cases, People people, Attachments attachments, ProcessEngine engine, ObjectMapper json,
            TaskScheduler scheduler, Clock clock, ZoneId zone) {
        this.settings = settings;
        this.flows = flows;
        this.forms = forms;
        this.cases = cases;
        this.people = people;
        this.attachments = attachments;
        this.engine = engine;
        this.json = json;
        this.scheduler = scheduler;
        this.clock = clock;
        this.zone = zone;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order
    void ready() {
        if (settings.cases() && !cases.areThereAny()) {
            scheduler.schedule(this::play, clock.instant());
        }
    }

    /** Plays all stories, one after the other; a story that gets stuck ends the playing and nothing else. */
    void play() {
        try {
            for (Story story : stories()) {
                play(story);
            }
            log.info("The demonstration's first cases are there.");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.warn("The demonstration has fewer cases than it should have; it works all the same.", e);
        }
    }

    static List<Story> stories() throws IOException {
        try (InputStream yaml = new ClassPathResource("demo/cases.yaml").getInputStream()) {
            return new YAMLMapper().readValue(yaml, new TypeReference<List<Story>>() {});
        }
    }

    private void play(Story story) throws InterruptedException {
        String caseId = start(flows.named(story.flow()), story.steps().get(0));
        for (Step step : story.steps().subList(1, story.steps().size())) {
            Person person = person(step);
            Cases.Waiting task = awaitTask(caseId, step.form(), person);
            String answersId = submit(flows.named(task.flow()), step, task.taskId(), person);
            as(person, () -> {
                engine.getTaskService().complete(task.taskId(), Map.of(FormGate.ANSWERS_ID, answersId));
                return task;
            });
        }
    }

    private String start(Flow flow, Step step) {
        Person person = person(step);
        String answersId = submit(flow, step, null, person);
        return as(person, () -> engine.getRuntimeService().startProcessInstanceByKey(flow.name(), Map.of(FormGate.ANSWERS_ID, answersId)).getBusinessKey());
    }

    private String submit(Flow flow, Step step, @Nullable String taskId, Person person) {
        Forms.Opened opened = forms.open(flow.name(), Forms.kebab(step.form()), taskId, person)
                .orElseThrow(() -> new IllegalStateException("%s cannot open %s".formatted(step.person(), step.form())));
        Object answers = json.convertValue(typed(step.answers(), person), opened.form().answers());
        Map<String, List<String>> problems = forms.problems(opened, answers);
        if (!problems.isEmpty()) {
            throw new IllegalStateException("%s by %s is refused: %s".formatted(step.form(), step.person(), problems));
        }
        return forms.submit(opened, answers);
    }

    private Cases.Waiting awaitTask(String caseId, String task, Person person) throws InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            Optional<Cases.Waiting> found = cases.waitingFor(person.personId()).stream()
                    .filter(open -> open.task().equals(task) && comesFrom(caseId, open.caseId())).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
        throw new IllegalStateException("%s did not come to %s".formatted(task, person.userId()));
    }

    /** Whether it is that case, or was started from it, directly or by way of others. */
    private boolean comesFrom(String caseId, String otherId) {
        return caseId.equals(otherId) || cases.originOf(otherId).filter(origin -> comesFrom(caseId, origin.caseId())).isPresent();
    }

    private Map<String, Object> typed(Map<String, Object> answers, Person person) {
        Map<String, Object> typed = new LinkedHashMap<>(answers);
        typed.replaceAll((field, value) -> value instanceof String text ? inTime(text)
                : value instanceof List<?> all ? all.stream().map(one -> file(String.valueOf(one), person)).toList() : value);
        return typed;
    }

    private String inTime(String text) {
        Matcher moment = MOMENT.matcher(text);
        if (!moment.matches()) {
            return text;
        }
        Duration by = Duration.of(Long.parseLong(moment.group(1)), ChronoUnit.valueOf(moment.group(2).toUpperCase(Locale.ROOT)));
        LocalDateTime local = LocalDateTime.ofInstant(moment.group(3).equals("ago") ? clock.instant().minus(by) : clock.instant().plus(by), zone);
        return moment.group(4) == null ? TYPED.format(local) : local.toLocalDate().toString();
    }

    private String file(String text, Person person) {
        Matcher file = FILE.matcher(text);
        return file.matches() ? attachments.upload(file.group(1), file.group(2).getBytes(StandardCharsets.UTF_8), person.personId()).attachmentId() : text;
    }

    private Person person(Step step) {
        return people.byUserId(step.person()).orElseThrow(() -> new IllegalStateException("Nobody is called " + step.person()));
    }

    private <T> T as(Person person, Supplier<T> work) {
        engine.getIdentityService().setAuthentication(person.userId(), new ArrayList<>(person.roles()));
        try {
            return work.get();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }
}
