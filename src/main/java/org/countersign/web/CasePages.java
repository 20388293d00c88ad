package org.countersign.web;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.countersign.answers.Attachments.Attachment;
import org.countersign.casefile.CaseFile;
import org.countersign.casefile.CaseFile.View;
import org.countersign.casefile.Letters.Letter;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.countersign.engine.Flow;
import org.countersign.engine.ReadableCases.Query;
import org.countersign.engine.ReadableCases;
import org.countersign.people.Person;
import org.countersign.records.Archive;
import org.countersign.records.KeptRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The case file: a case with those that belong to it, for whoever may read it; for everybody else nothing is here. */
@Controller
@RequestMapping("/cases")
class CasePages {

    private static final int PAGE = 50;

    private final CaseFile file;
    private final ReadableCases readable;
    private final Cases cases;
    private final Quarantine quarantine;
    private final Archive archive;
    private final Words words;
    private final Map<String, String> flows;
    /** Of confidential cases, by the name of their flow. */
    private final Map<String, String> kinds;

    CasePages(CaseFile file, ReadableCases readable, Cases cases, Quarantine quarantine, Archive archive, Words words, ObjectProvider<Flow> flows) {
        this.file = file;
        this.readable = readable;
        this.cases = cases;
        this.quarantine = quarantine;
        this.archive = archive;
        this.words = words;
        this.flows = flows.orderedStream().collect(Collectors.toMap(Flow::name, Flow::title));
        this.kinds = flows.stream().filter(Flow::confidential).sorted(Comparator.comparing(Flow::title))
                .collect(Collectors.toMap(Flow::name, Flow::title, (one, other) -> one, LinkedHashMap::new));
    }

    /** What cannot be understood is no filter, rather than an error. */
    @GetMapping
    String list(Person me, @RequestParam(required = false) @Nullable String flow, @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String before, @RequestParam(required = false) @Nullable String recordsAfter, Model model) {
        String only = kinds.containsKey(flow) ? flow : null;
        Boolean open = "open".equals(state) ? Boolean.TRUE : "ended".equals(state) ? Boolean.FALSE : null;
        KeyPage<Case> page = KeyPage.of(readable.of(me, new Query(only, open, RecordPages.orNull(before), PAGE + 1)), PAGE, Case::caseId);
        model.addAttribute("cases", page.shown());
        model.addAttribute("waiting", cases.openTasksOf(page.map(Case::caseId)));
        model.addAttribute("older", page.next());
        model.addAttribute("kinds", kinds);
        model.addAttribute("flow", only);
        model.addAttribute("state", open == null ? null : state);
        model.addAttribute("filtered", only != null || open != null);
        model.addAttribute("paged", before != null);
        KeyPage<String> records = KeyPage.of(readable.withoutACase(me, RecordPages.orNull(recordsAfter), PAGE + 1), PAGE, one -> one);
        model.addAttribute("withoutCase", records.shown());
        model.addAttribute("nextWithoutCase", records.next());
        model.addAttribute("ofAnOffice", !readable.ofTheOffice(me, null, 1).isEmpty());
        return "pages/cases";
    }

    @GetMapping("/{caseId}")
    String one(Person me, @PathVariable String caseId, Model model) {
        View view = file.of(me, caseId).orElseThrow(NotThere::new);
        archive.logAccess(caseId, me.personId(), "viewed");
        model.addAttribute("view", view);
        model.addAttribute("timeline", view.timeline().stream().map(one -> new Point("Event", view.related().isEmpty() ? null : one.caseId() + ": ", one.at(), one.words(),
                one.personId() == null ? null : words.name(one.personId()))).toList());
        model.addAttribute("flows", flows);
        model.addAttribute("open", cases.openTasksOf(caseId));
        model.addAttribute("recordId", archive.find(caseId).map(KeptRecord::recordId).orElse(null));
        return "pages/case";
    }

    @GetMapping("/{caseId}/files/{attachmentId}")
    ResponseEntity<byte[]> attached(Person me, @PathVariable String caseId, @PathVariable String attachmentId) {
        Attachment one = file.file(me, caseId, attachmentId).filter(Attachment::isReadable).orElseThrow(NotThere::new);
        return Download.file(file.content(one), one.name(), MediaType.parseMediaType(one.mediaType()));
    }

    @GetMapping("/{caseId}/letters/{letterId}")
    ResponseEntity<byte[]> letter(Person me, @PathVariable String caseId, @PathVariable String letterId) {
        Letter letter = file.letter(me, caseId, letterId).orElseThrow(NotThere::new);
        return Download.pdf(file.pdf(letter), letter.fileName());
    }

    @PostMapping("/{caseId}/files/{attachmentId}/quarantine")
    String quarantine(Person me, @PathVariable String caseId, @PathVariable String attachmentId, @RequestParam(defaultValue = "") String reason,
            RedirectAttributes after) {
        quarantine.begin(caseId, whole(me, caseId, attachmentId), reason, me, after);
        return "redirect:/cases/{caseId}";
    }

    @PostMapping("/{caseId}/files/{attachmentId}/destroy")
    String destroy(Person me, @PathVariable String caseId, @PathVariable String attachmentId, RedirectAttributes after) {
        quarantine.destroy(caseId, whole(me, caseId, attachmentId), me, after);
        return "redirect:/cases/{caseId}";
    }

    /** Only who may read the whole case takes a file of it away. */
    private Attachment whole(Person me, String caseId, String attachmentId) {
        return file.of(me, caseId).flatMap(view -> view.files().stream().filter(one -> one.attachmentId().equals(attachmentId)).findFirst()).orElseThrow(NotThere::new);
    }
}
