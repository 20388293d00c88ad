package org.countersign.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.countersign.journeys.Visitor.ADA;
import static org.countersign.journeys.Visitor.CLEMENTINE;
import static org.countersign.journeys.Visitor.DESMOND;
import static org.countersign.journeys.Visitor.FERGUS;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.countersign.conversationtransfer.Transfers;
import org.countersign.journeys.Browsers.FrontDoor;
import org.countersign.people.People;
import org.countersign.records.Judges;
import org.countersign.registers.Groups;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An app becomes one that may be used, and a conversation on it becomes a record. */
@Journey
class AppJourneys {

    @Autowired
    Groups groups;
    @Autowired
    People people;
    @Autowired
    Transfers transfers;

    @Test
    void anAppIsApprovedOnConditionsThatStandInTheDeclaration(FrontDoor door) {
        Visitor ada = door.signIn(ADA);
        TasklistForm request = ada.start("Approval of an app").looksRight("form-request-app");
        assertThat(request.form().locator("input[name=about]")).hasCount(1);
        request.isRefused().sees("Enter the name of the app").fill("name", "Otter Post").fill("maker", "Otter Software").fill("whatFor", "To reach the crew.").completes();

        TasklistForm terms = door.signIn(CLEMENTINE).task("Review the terms of Otter Post").sees("To reach the crew.");
        terms.fill("provider", "Otter Software, Norway").fill("version", "May 2026").fill("readOn", today().toString());
        terms.everyPointYes().pick("verdict", "WITH_CONDITIONS").fill("reasons", "Short and plain.").sign("Clementine Crabtree").isRefused()
                .sees("Say on which conditions").looksRight("form-review-terms").fill("conditions", "Only the business version.").completes();

        TasklistForm security = door.signIn(FERGUS).task("Review the security of Otter Post");
        security.everyPointYes().pick("backups", "NO").pick("verdict", "SUITABLE").fill("reasons", "Tried out.").sign("Fergus Foxglove").isRefused()
                .sees("You said no under this heading").looksRight("form-review-security").fill("messagesNote", "Each member switches it off.").completes();

        byte[] pdf = ada.requestSays("Otter Post", "Suitable with conditions").follow("Open the record").download("Download the PDF");
        Judges.assertPdfA3a(pdf);
        assertThat(Judges.textOf(pdf)).contains("Only the business version.", "Each member switches it off.");
        ada.open("/registers/apps").sees("Otter Post").looksRight("apps").follow("Otter Post").sees("Only the business version.").sees("Decided by two reviews").looksRight("app-approved");
        ada.startApplication().choose("app", "Otter Post").sees("The conditions of Otter Post belong to it: Only the business version.");

        Visitor fergus = door.signIn(FERGUS).open("/registers/apps").follow("Otter Post").looksRight("app-of-it").choose("Why?", "A weakness has become known").press("Go on to the form");
        TasklistForm again = new TasklistForm(fergus).sees("What you chose is filled in already").looksRight("form-new-look");
        assertThat(again.form().locator("#app")).hasValue("otter-post");
        again.fill("whatHappened", "Somebody else's messages were shown.").completes();
        door.signIn(DESMOND).task("Review the terms of Otter Post").sees("Filled in as in the last review");
        fergus.open("/registers/apps/otter-post").sees("Being reviewed");
    }

    @Test
    void aConversationBecomesARecord(FrontDoor door) {
        Visitor ada = door.signIn(ADA);
        ada.startApplication().application("Weir watch", "To watch the weir.").sign("Ada Applegarth").completes();
        door.signIn(CLEMENTINE).task("Weir watch").decide("APPROVE").sign("Clementine Crabtree").completes();
        door.signIn(DESMOND).task("Weir watch").decide("APPROVE").sign("Desmond Dovecote").completes();
        ada.requestSays("Weir watch", "Authorised");

        String yesterday = today().minusDays(1).toString();
        TasklistForm transfer = ada.start("Transfer of a conversation").pick("showsIntimateOrChild", "YES").sees("Tell the safeguarding lead");
        assertThat(transfer.form().locator("#export")).isHidden();
        transfer.pick("showsIntimateOrChild", "NO").attach("export", "WhatsApp Chat.txt", "09:30 - Basil: The weir gate stays shut.").choose("group", "Weir watch (WhatsApp)")
                .fill("exportedAt", yesterday + "T18:00").fill("firstDay", yesterday).fill("lastDay", yesterday).fill("who", "The weir team").fill("why", "It was decided here.")
                .looksRight("form-transfer-conversation").sign("Ada Applegarth").completes();

        String groupId = groups.runBy(people.byUserId(ADA).orElseThrow().personId()).stream().filter(one -> one.name().equals("Weir watch")).findFirst().orElseThrow().groupId();
        await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> assertThat(transfers.of(groupId)).singleElement().matches(Transfers.Transfer::sealed));
        byte[] pdf = ada.open("/records/" + transfers.of(groupId).get(0).caseId()).looksRight("record-of-a-transfer").download("Download the PDF");
        Judges.assertPdfA3a(pdf);
        assertThat(new String(Judges.fileInside(pdf, "attachment-1-WhatsApp Chat.txt"), StandardCharsets.UTF_8)).contains("The weir gate stays shut.");
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Europe/London"));
    }
}
