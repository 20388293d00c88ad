package org.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.journeys.Visitor.ADA;
import static org.countersign.journeys.Visitor.BASIL;
import static org.countersign.journeys.Visitor.CLEMENTINE;
import static org.countersign.journeys.Visitor.DESMOND;
import static org.countersign.journeys.Visitor.IMOGEN;

import com.microsoft.playwright.options.FilePayload;
import org.countersign.journeys.Browsers.FrontDoor;
import org.countersign.records.Judges;
import org.junit.jupiter.api.Test;

/** The main job: four people, one sealed record. */
@Journey
class GroupApprovalJourneys {

    @Test
    void fourPeopleSignAndTheRecordIsAcceptedByEveryJudge(FrontDoor door) {
        Visitor ada = door.signIn(ADA);
        ada.startApplication()
                .application("Boathouse rota", "To swap shifts at short notice when e-mail is too slow.")
                .fill("assistant", "Basil Birdwhistle (basil.birdwhistle)")
                .looksRight("form-apply-for-group")
                .sign("Ada Applegarth")
                .completes();

        Visitor basil = door.signIn(BASIL);
        basil.task("Boathouse rota").looksRight("form-sign-as-assistant").decide("SIGN").sign("Basil Birdwhistle").completes();
        Visitor clementine = door.signIn(CLEMENTINE);
        clementine.task("Boathouse rota").sees("Basil Birdwhistle").looksRight("form-approve-group")
                .decide("APPROVE").sign("Clementine Crabtree").completes();
        Visitor desmond = door.signIn(DESMOND);
        desmond.task("Boathouse rota").sees("Clementine Crabtree").looksRight("form-authorise-group")
                .decide("APPROVE").fill("comment", "Well thought through.").sign("Desmond Dovecote").completes();

        ada.requestSays("Boathouse rota", "Authorised").looksRight("request-done");
        String recordId = ada.page().locator(".intro .mono").textContent();
        byte[] herCopy = ada.follow("Open the record").looksRight("record-of-applicant").download("Download the PDF");
        byte[] officersCopy = door.signIn(IMOGEN).open("/records").looksRight("records").follow("Boathouse rota").follow("Open and check it")
                .looksRight("record-of-officer").download("Download the PDF");
        assertThat(officersCopy).isEqualTo(herCopy);

        Judges.assertPdfA3a(herCopy);
        Judges.assertPdfUa1(herCopy);
        assertThat(Judges.textOf(herCopy)).contains("Boathouse rota", "Ada Applegarth", "Basil Birdwhistle", "Clementine Crabtree",
                "Desmond Dovecote", "Well thought through.", recordId);

        Visitor outsider = door.visitor();
        check(outsider, herCopy).sees("Genuine and unchanged").sees("Desmond Dovecote").looksRight("verify-genuine");
        check(outsider, flipped(herCopy)).doesNotSee("Genuine and unchanged").looksRight("verify-changed");
    }

    private static Visitor check(Visitor visitor, byte[] pdf) {
        visitor.open("/verify").page().setInputFiles("#file", new FilePayload("record.pdf", "application/pdf", pdf));
        return visitor.press("Check");
    }

    private static byte[] flipped(byte[] pdf) {
        byte[] changed = pdf.clone();
        changed[changed.length / 2] ^= 1;
        return changed;
    }
}
