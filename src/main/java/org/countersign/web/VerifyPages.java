package org.countersign.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.countersign.records.Archive;
import org.countersign.records.Archive.Standing;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.Verification;
import org.countersign.records.Verification.Report;
import org.countersign.records.Verification.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;

/** Anybody may ask whether a PDF is a record of this institution. Nothing that is given here is kept. */
@Controller
@Tag(name = "Verification", description = "Is a PDF a record of this institution, and unchanged? Open to everyone.")
class VerifyPages {

    private final Verification verification;
    private final Archive archive;
    private final SignedIn signedIn;
    private final Pace pace;
    private final VerifySettings settings;

    VerifyPages(Verification verification, Archive archive, SignedIn signedIn, Pace pace, VerifySettings settings) {
        this.verification = verification;
        this.archive = archive;
        this.signedIn = signedIn;
        this.pace = pace;
        this.settings = settings;
    }

    @GetMapping("/verify")
    String ask(@RequestParam(required = false) @Nullable String code, HttpServletRequest request, Model model) {
        frame(model);
        model.addAttribute("code", code);
        if (code != null && !code.isBlank()) {
            pace.count(request.getRemoteAddr());
            model.addAttribute("known", code.length() <= 100 && verification.isKnown(code.strip()));
        }
        return "pages/verify";
    }

    @PostMapping("/verify")
    String answer(@RequestParam(required = false) @Nullable MultipartFile file, HttpServletRequest request, Model model) throws IOException {
        frame(model);
        Optional<String> wrong = complaint(file);
        if (wrong.isPresent() || file == null) {
            model.addAttribute("wrong", wrong.orElse("Choose the PDF you want to check."));
            return "pages/verify";
        }
        Report report = verify(file, request);
        model.addAttribute("report", report);
        model.addAttribute("fileName", file.getOriginalFilename());
        model.addAttribute("disposedAt", disposedAt(report, request).orElse(null));
        model.addAttribute("tone", tone(report));
        model.addAttribute("mark", mark(report));
        return "pages/verify";
    }

    @Operation(summary = "Check a PDF", description = "Answers with the verdict, who sealed and signed it and when, and everything that was looked at. Instants are ISO 8601 in UTC.")
    @ApiResponse(responseCode = "200", description = "The answer, also for a file that is not one of ours or no PDF at all")
    @ApiResponse(responseCode = "400", description = "No file, or an empty one, was given")
    @ApiResponse(responseCode = "413", description = "The file is too large")
    @ApiResponse(responseCode = "429", description = "Too many requests from this source; see Retry-After")
    @SecurityRequirements
    @PostMapping(path = "/api/verify", consumes = MediaType.MULTIPART_FORM_DATA_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    ResponseEntity<?> answerAsJson(@Parameter(description = "The PDF") @RequestParam(required = false) @Nullable MultipartFile file,
            HttpServletRequest request) throws IOException {
        Optional<String> wrong = complaint(file);
        if (wrong.isPresent() || file == null) {
            HttpStatus status = isTooLarge(file) ? HttpStatus.PAYLOAD_TOO_LARGE : HttpStatus.BAD_REQUEST;
            return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(ProblemDetail.forStatusAndDetail(status, wrong.orElse("Give the PDF as the part named 'file'.")));
        }
        return ResponseEntity.ok(verify(file, request));
    }

    @GetMapping("/verify/ca.pem")
    ResponseEntity<byte[]> certificate() {
        return Download.file(verification.certificatePem().getBytes(StandardCharsets.US_ASCII), "authority.crt",
                MediaType.parseMediaType("application/x-pem-file"));
    }

    /** That a record was disposed of is told to records officers only; to others a copy of it is what it is. */
    private Optional<Instant> disposedAt(Report report, HttpServletRequest request) {
        String recordId = report.recordId();
        boolean ours = report.verdict() == Verdict.GENUINE || report.verdict() == Verdict.EARLIER_REVISION;
        return recordId == null || !ours || signedIn.person(request).filter(me -> me.has(RecordAccess.OFFICERS)).isEmpty() ? Optional.empty()
                : archive.find(recordId).filter(one -> one.accessClass() != AccessClass.SEALED_OFF)
                        .flatMap(one -> Optional.ofNullable(archive.standings(List.of(recordId)).get(recordId))).map(Standing::disposedAt);
    }

    private Report verify(MultipartFile file, HttpServletRequest request) throws IOException {
        pace.count(request.getRemoteAddr());
        Pace.Turn turn = pace.takeTurn();
        try {
            return verification.verify(file.getBytes());
        } finally {
            turn.close();
        }
    }

    private Optional<String> complaint(@Nullable MultipartFile file) {
        if (file == null || (file.isEmpty() && (file.getOriginalFilename() == null || file.getOriginalFilename().isBlank()))) {
            return Optional.of("Choose the PDF you want to check.");
        }
        if (file.isEmpty()) {
            return Optional.of("This file is empty.");
        }
        if (isTooLarge(file)) {
            return Optional.of("This file is larger than " + settings.maxSizeInWords() + ". A record is never that large.");
        }
        return Optional.empty();
    }

    private boolean isTooLarge(@Nullable MultipartFile file) {
        return file != null && file.getSize() > settings.maxSize().toBytes();
    }

    private void frame(Model model) {
        model.addAttribute("limit", settings.maxSizeInWords());
        model.addAttribute("withoutUs", verification.withoutUs());
        model.addAttribute("limitBytes", settings.maxSize().toBytes());
    }

    private static String tone(Report report) {
        return switch (report.verdict()) {
            case GENUINE -> "good";
            case EARLIER_REVISION, NOT_CHECKED -> "wait";
            case CHANGED, NOT_OURS, NOT_A_PDF -> "bad";
        };
    }

    private static String mark(Report report) {
        return switch (report.verdict()) {
            case GENUINE -> "✓ Genuine and unchanged";
            case EARLIER_REVISION -> "An earlier copy";
            case CHANGED -> "✕ Changed";
            case NOT_OURS -> "✕ Not one of our records";
            case NOT_A_PDF -> "✕ Not a PDF";
            case NOT_CHECKED -> "Not checked";
        };
    }
}
