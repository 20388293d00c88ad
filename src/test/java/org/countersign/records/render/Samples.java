package org.countersign.records.render;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.Colleges;
import org.countersign.engine.Diagram;
import org.countersign.groupapproval.ApplicationSheet;
import org.countersign.groupapproval.ApplicationSheet.AffirmedPoint;
import org.countersign.casefile.CaseRecord.Letterhead;
import org.countersign.casefile.CaseRecord.PersonLine;
import org.countersign.groupapproval.ApplicationSheet.ReadPolicy;
import org.countersign.groupapproval.GroupApprovalRecord;
import org.countersign.casefile.CaseRecord.Decision;
import org.countersign.casefile.CaseRecord.Event;
import org.countersign.casefile.CaseRecord.SignatureEvidence;
import org.countersign.institution.Institution;
import org.countersign.records.Document;
import org.jspecify.annotations.Nullable;

/** Invented cases to render, from the shortest to the longest. */
final class Samples {

    static final Institution INSTITUTION = Colleges.named("Example College", "assets/logo-jesus-college.svg");

    static final PersonLine ADA = new PersonLine("P0001", "Ada Applegarth", "Boathouse Coordinator", "Sports");
    static final PersonLine BASIL = new PersonLine("P0002", "Basil Birdwhistle", "Assistant Boatman", "Sports");
    static final PersonLine CLEMENTINE = new PersonLine("P0003", "Clementine Crabtree", "Head of Sports", "Sports");
    static final PersonLine DESMOND = new PersonLine("P0004", "Desmond Dovecote", "Domestic Bursar", "Bursary");

    static final Instant SUBMITTED = Instant.parse("2026-06-03T08:14:22Z");

    private static final List<AffirmedPoint> DECLARATION = List.of(
            point("Only people who are members of staff at present are in the group.", "Social Media Policy §9.3(a), Annex B"),
            point("The group is not used to pass on personal data as a matter of routine.", "Social Media Policy §9.3(b), Annex B"),
            point("No special-category data, such as health or belief, is ever shared in the group.", "Social Media Policy §9.3(c), Annex B"),
            point("Where personal data cannot be avoided, it is kept to the least that serves the purpose.", "Social Media Policy §9.3(d), Annex B"),
            point("What matters to the College is moved to its own records as soon as that is possible.", "Social Media Policy §9.3(e), Annex B"),
            point("The administrators watch what is posted and speak up where it does not belong there.", "Social Media Policy §9.3(f), Annex B"),
            point("Messages are kept for seven days at most and then deleted on every device.", "Social Media Policy §9.3(g), Annex B"),
            point("Access ends at once when somebody is excluded, leaves, or is no longer a member of staff.", "Social Media Policy §9.3(h), Annex B"),
            point("Chats are not backed up to any cloud.", "Social Media Policy §12.2"));

    private Samples() {}

    private static AffirmedPoint point(String text, String citation) {
        return new AffirmedPoint(text, citation, true);
    }

    static ApplicationSheet sheet(int number, @Nullable PersonLine assistant, String groupName, String purpose) {
        return new ApplicationSheet("GA-2026-000001", number, SUBMITTED, ADA, assistant, groupName, purpose, "WhatsApp",
                "Disappearing messages set to seven days.", "Team", List.of("Issued phone", "Personal phone"),
                List.of("PIN", "Fingerprint"), DECLARATION,
                List.of(new ReadPolicy("Social Media Policy", "3.1"), new ReadPolicy("Acceptable Use Policy", "as published by the College"),
                        new ReadPolicy("Remote Working Policy", "1.4")),
                "I have read the declaration, it is true, and I will keep to it for as long as the group exists.",
                new Letterhead("Example College", "Example", "assets/logo-jesus-college.svg"));
    }

    static ApplicationSheet plainSheet() {
        return sheet(1, BASIL, "Boathouse rota", "Swapping rowing-outing and safety-launch shifts at short notice.");
    }

    static Decision decision(String step, PersonLine who, String role, String decision, @Nullable String comment, int hours) {
        return new Decision(step, who, role, null, decision, comment, SUBMITTED.plusSeconds(hours * 3600L),
                "signed in with password", "I have seen the application and decide on it as shown.");
    }

    static GroupApprovalRecord record(String outcome, String sentence, ApplicationSheet sheet, List<ApplicationSheet> earlier,
            List<Decision> decisions) {
        List<Event> trail = new ArrayList<>();
        trail.add(new Event(SUBMITTED, "Application submitted; sheet 1 frozen", ADA.name()));
        decisions.forEach(d -> trail.add(new Event(d.at(), d.step() + ": " + d.decision().toLowerCase(), d.person().name())));
        trail.add(new Event(SUBMITTED.plusSeconds(90_000), "Reminder sent to the second line manager", null));
        trail.add(new Event(SUBMITTED.plusSeconds(200_000), "Record sealed", null));
        var signatures = decisions.stream().map(d -> new SignatureEvidence(sheet.sheetNumber(),
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "5c1a3e9077b2d46f1e0c8a6b9d2f4e71",
                d.person().name(), d.role(), d.at(), d.authenticatedBy())).toList();
        return new GroupApprovalRecord("GA-2026-000001", outcome, sentence, SUBMITTED.plusSeconds(180_000), sheet, earlier,
                decisions, trail, "Social Media Policy §9 and Annex B; UK GDPR art. 5(1)(f) and 32 (security of processing).",
                "group-approval", "Kept for three years after the group is closed, then reviewed and destroyed.",
                new Diagram("group-approval", 7), sheet.policies(), signatures, ZoneId.of("Europe/London"));
    }

    static GroupApprovalRecord authorised() {
        return record("Authorised", "The group “Boathouse rota” may be set up on WhatsApp as described below.", plainSheet(), List.of(),
                List.of(decision("Application", ADA, "Group administrator", "Signed", null, 0),
                        decision("Assistant's signature", BASIL, "Assistant administrator", "Signed", null, 3),
                        decision("First approval", CLEMENTINE, "First line manager", "Approved",
                                "A sensible use; please keep the rota itself on the shared drive.", 27),
                        decision("Authorisation", DESMOND, "Second line manager", "Authorised", null, 50)));
    }

    static Document sheetDocument(ApplicationSheet sheet) {
        return new Document("group-approval/sheet", "Application for the group “" + sheet.groupName() + "”",
                Map.of("sheet", sheet, "caseId", sheet.caseId()));
    }

    static Document recordDocument(GroupApprovalRecord record) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("record", record);
        model.put("recordId", record.recordId());
        model.put("outcome", record.outcome());
        model.put("verificationCode", "7c2f-9d04-4e1b-8a6c-3bf7-6e5f-52d0-91aa");
        model.put("verifyUrl", "https://countersign.college.example/verify?code=7c2f-9d04-4e1b-8a6c-3bf7-6e5f-52d0-91aa");
        model.put("timeAttestedBy", "the institution itself");
        return new Document("group-approval/record", "Approval of the group “" + record.application().groupName() + "”", model);
    }
}
