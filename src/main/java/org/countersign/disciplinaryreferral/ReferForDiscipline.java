package org.countersign.disciplinaryreferral;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Rows;
import org.jspecify.annotations.Nullable;

/**
 * What is alleged of whom, by whoever refers it. An allegation is not a finding.
 *
 * @param showsIntimateOrChild whether what it is about shows an intimate image, or a child: then nothing may be uploaded
 * @param person               from the directory, as "Name (user.id)"
 * @param personName           of somebody who is not in the directory
 * @param course               of a student on a professional course: course, professional body, placement
 * @param company              whom a contractor works for
 * @param allegations          ids of the pack's standards
 * @param occurredFrom         local day, as {@code 2026-11-21}
 * @param witnesses            one to a line, as "Name (user.id)" where they are in the directory
 */
record ReferForDiscipline(
        @NotNull(message = "Say whether it shows an intimate image, or a child") YesNo showsIntimateOrChild,
        @NotNull(message = "Say in what relation the person stands to us") PersonType personType,
        @Size(max = 200, message = "Choose the person from the list") @Nullable String person,
        @Size(max = 200, message = "Keep the name under 200 characters") @Nullable String personName,
        @Size(max = 300, message = "Keep this under 300 characters") @Nullable String course,
        @Size(max = 300, message = "Keep this under 300 characters") @Nullable String company,
        @NotEmpty(message = "Choose at least one allegation") @Size(max = 20, message = "Choose from what is shown") List<String> allegations,
        @NotBlank(message = "Say what happened") @Size(max = 4000, message = "Keep what happened under 4,000 characters") String facts,
        @NotBlank(message = "Enter the day it happened, or began") @Size(max = 10, message = "Enter a day") String occurredFrom,
        @Size(max = 10, message = "Enter a day") @Nullable String occurredUntil,
        @NotNull(message = "Say how serious it looks") Severity severity,
        @NotNull(message = "Say whether it looks deliberate") Intent deliberate,
        @NotNull(message = "Say whether somebody else may have used the account") Compromised compromised,
        @Size(max = 2000, message = "Keep the witnesses under 2,000 characters") @Nullable String witnesses,
        @NotNull(message = "Say whether anybody is at risk now") Risk risk,
        @Size(max = 2000, message = "Keep this under 2,000 characters") @Nullable String riskWords,
        @NotNull(message = "Say whether the police have been told") Police police,
        @Size(max = 100, message = "Keep the reference under 100 characters") @Nullable String policeReference,
        @Size(max = 20, message = "At most 20 files") List<String> evidence) {

    enum PersonType implements Rows.Worded {
        STAFF("Member of staff"), STUDENT("Student"), PROFESSIONAL_STUDENT("Student on a professional course"), CONTRACTOR("Contractor"), VOLUNTEER("Volunteer");

        private final String words;

        PersonType(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    enum Severity implements Rows.Worded {
        MINOR("Minor: might be settled informally"), SERIOUS("Serious"), GROSS("Very serious: might be gross misconduct");

        private final String words;

        Severity(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    enum Intent { DELIBERATE, INADVERTENT, NOT_KNOWN }

    enum Compromised { YES, NO, NOT_KNOWN }

    enum Risk implements Rows.Worded {
        NONE("Nobody, as far as known"), SOMEBODY("Somebody"), CHILD_OR_ADULT_AT_RISK("A child, or an adult who cannot protect themselves");

        private final String words;

        Risk(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    enum Police { NOT_TOLD, TOLD, NOT_KNOWN }

    ReferForDiscipline {
        allegations = allegations == null ? List.of() : List.copyOf(allegations);
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }
}
