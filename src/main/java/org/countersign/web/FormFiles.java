package org.countersign.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.countersign.answers.Attachments;
import org.countersign.answers.Attachments.Attachment;
import org.countersign.answers.Attachments.Refused;
import org.countersign.people.Person;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The files of a form that is being filled in: taken one by one, seen and taken back by nobody but who gave them. */
@Controller
@RequestMapping("/forms/files")
class FormFiles {

    /** An export may be large and is looked through in memory, of which 512 MB have room for one. */
    private static final int EXPORTS_AT_A_TIME = 1;

    private final Attachments attachments;
    private final Semaphore exports = new Semaphore(EXPORTS_AT_A_TIME);

    FormFiles(Attachments attachments) {
        this.attachments = attachments;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Map<String, String>> upload(Person me, @RequestParam MultipartFile file) throws IOException {
        SignedIn.mustHave(me, "staff", "members of staff");
        if (file.getSize() > Attachments.LARGEST) {
            return refused("This file is larger than 10 MB. Attach a smaller one.");
        }
        return kept(me, file, attachments::upload);
    }

    /** The export of a conversation, which may be larger, and a zip. */
    @PostMapping(path = "/exports", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Map<String, String>> uploadExport(Person me, @RequestParam MultipartFile file) throws IOException {
        SignedIn.mustHave(me, "staff", "members of staff");
        if (file.getSize() > Attachments.LARGEST_EXPORT) {
            return refused("This file is larger than 50 MB. Attach a smaller one.");
        }
        if (!exports.tryAcquire()) {
            return refused("Another export is being looked through just now. Try again in a minute.");
        }
        try {
            return kept(me, file, attachments::uploadExport);
        } finally {
            exports.release();
        }
    }

    private interface Keeping {
        Attachment keep(String name, byte[] content, String personId);
    }

    private static ResponseEntity<Map<String, String>> kept(Person me, MultipartFile file, Keeping keeping) throws IOException {
        try {
            String name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
            Attachment kept = keeping.keep(name, content(file), me.personId());
            return ResponseEntity.status(HttpStatus.CREATED).body(Map.of("id", kept.attachmentId(), "name", kept.name(), "size", kept.sizeInWords()));
        } catch (Refused no) {
            return refused(no.getMessage());
        }
    }

    /** In one piece of its size; read as it comes, the file would be in memory twice. */
    private static byte[] content(MultipartFile file) throws IOException {
        byte[] content = new byte[Math.toIntExact(file.getSize())];
        try (InputStream in = file.getInputStream()) {
            in.readNBytes(content, 0, content.length);
        }
        return content;
    }

    @GetMapping("/{attachmentId}")
    ResponseEntity<byte[]> show(Person me, @PathVariable String attachmentId) {
        Attachment file = attachments.find(attachmentId)
                .filter(found -> found.uploadedBy().equals(me.personId()) && found.isReadable()).orElseThrow(NotThere::new);
        return Download.file(attachments.content(attachmentId), file.name(), MediaType.parseMediaType(file.mediaType()));
    }

    /** Answers alike whether there was such a file or not. */
    @DeleteMapping("/{attachmentId}")
    ResponseEntity<Void> remove(Person me, @PathVariable String attachmentId) {
        attachments.remove(attachmentId, me.personId());
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<Map<String, String>> refused(String words) {
        return ResponseEntity.unprocessableEntity().body(Map.of("refused", words));
    }
}
