package org.countersign.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.Principal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.answers.Answers;
import org.countersign.engine.Forms;
import org.countersign.engine.Forms.Opened;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.RecordKeeper;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/**
 * The forms that people fill in inside the Tasklist: rendered for the signed-in person, whatever the address says; answers
 * checked and stored here, so that the engine's completion carries nothing but their id.
 */
@Controller
@RequestMapping("/forms")
class FormController {

    /** Longer than any honest form. */
    private static final int LONGEST = 256 * 1024;

    private final Forms forms;
    private final People people;
    private final RecordKeeper records;
    private final Institution institution;
    private final Clock clock;
    private final ObjectMapper json;
    private final ObjectMapper typed;

    FormController(Forms forms, People people, RecordKeeper records, Institution institution, Clock clock, ObjectMapper json) {
        this.forms = forms;
        this.people = people;
        this.records = records;
        this.institution = institution;
        this.clock = clock;
        this.json = json;
        this.typed = TypedText.mapper(json);
    }

    @GetMapping("/{flow}/{task}")
    String page(@PathVariable String flow, @PathVariable String task, @RequestParam(required = false) @Nullable String taskId,
            Principal principal, Model model) {
        Opened opened = open(flow, task, taskId, principal);
        Map<String, Object> page = new LinkedHashMap<>(forms.page(opened));
        Map<String, List<String>> draft = forms.draft(opened);
        model.addAllAttributes(page);
        model.addAttribute("value", FormValues.of(page.get("initial"), draft, json));
        model.addAttribute("fromDraft", !draft.isEmpty() && !Answers.isPrefilled(draft));
        model.addAttribute("chosen", Answers.isPrefilled(draft));
        model.addAttribute("zone", institution.zone());
        model.addAttribute("now", clock.instant());
        model.addAttribute("me", opened.visit().person());
        model.addAttribute("address", "/forms/" + opened.path() + (taskId == null ? "" : "?taskId=" + opened.visit().taskId()));
        return "forms/" + opened.path();
    }

    @PostMapping(path = "/{flow}/{task}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    ResponseEntity<Map<String, Object>> submit(@PathVariable String flow, @PathVariable String task,
            @RequestParam(required = false) @Nullable String taskId, Principal principal, @RequestBody String body) {
        Opened opened = open(flow, task, taskId, principal);
        Object answers;
        try {
            answers = typed.readValue(limited(body), opened.form().answers());
        } catch (JsonMappingException e) {
            String field = e.getPath().isEmpty() ? "" : String.valueOf(e.getPath().get(0).getFieldName());
            return problems(Map.of(field, List.of(TypedText.words(e))));
        } catch (JsonProcessingException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "These are not answers to a form.");
        }
        if (answers == null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "These are not answers to a form.");
        }
        Map<String, List<String>> problems = forms.problems(opened, answers);
        return problems.isEmpty() ? ResponseEntity.ok(Map.of("answersId", forms.submit(opened, answers))) : problems(problems);
    }

    @PutMapping(path = "/{flow}/{task}/draft", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    ResponseEntity<Void> draft(@PathVariable String flow, @PathVariable String task, @RequestParam(required = false) @Nullable String taskId,
            Principal principal, @RequestBody String body) {
        Opened opened = open(flow, task, taskId, principal);
        try {
            Map<String, List<String>> fields = json.readValue(limited(body), new TypeReference<>() {});
            try {
                forms.saveDraft(opened, fields);
            } catch (DuplicateKeyException e) {
                // Another page of the same person saved the first draft a moment earlier: this one replaces it.
                forms.saveDraft(opened, fields);
            }
        } catch (JsonProcessingException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "This is not a draft of a form.");
        }
        return ResponseEntity.noContent().build();
    }

    /** For the person picker: name, position and user id of current members of staff. */
    @GetMapping("/people")
    @ResponseBody
    List<Map<String, String>> people(@RequestParam String text, Principal principal) {
        me(principal);
        return text.strip().length() < 2 ? List.of() : people.staffMatching(text.strip(), 12).stream()
                .map(person -> Map.of("choice", "%s (%s)".formatted(person.name(), person.userId()),
                        "words", person.position() + ", " + person.department()))
                .toList();
    }

    /** The sheet with the signatures it has so far, for those who have a task in the case and for who asked. */
    @GetMapping("/sheets/{caseId}.pdf")
    ResponseEntity<byte[]> sheet(@PathVariable String caseId, Principal principal) {
        Person me = me(principal);
        boolean mayRead = forms.maySeeSheet(caseId, me);
        return records.sheetPdf(caseId).filter(pdf -> mayRead)
                .map(pdf -> ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF)
                        .header("Content-Disposition", "inline; filename=\"" + caseId + "-sheet.pdf\"").body(pdf))
                .orElseThrow(FormController::notThere);
    }

    private Opened open(String flow, String task, @Nullable String taskId, Principal principal) {
        return forms.open(flow, task, taskId, me(principal)).orElseThrow(FormController::notThere);
    }

    private Person me(Principal principal) {
        return people.byUserId(principal.getName()).orElseThrow(FormController::notThere);
    }

    private static String limited(String body) {
        if (body.length() > LONGEST) {
            throw new ResponseStatusException(HttpStatus.PAYLOAD_TOO_LARGE, "This is longer than the form can be.");
        }
        return body;
    }

    private static ResponseEntity<Map<String, Object>> problems(Map<String, List<String>> problems) {
        return ResponseEntity.unprocessableEntity().body(Map.of("problems", problems));
    }

    private static ResponseStatusException notThere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
