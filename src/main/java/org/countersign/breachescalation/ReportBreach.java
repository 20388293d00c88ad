package org.countersign.breachescalation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.stream.Collectors;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Choice;
import org.countersign.engine.HandedOver;
import org.jspecify.annotations.Nullable;

/**
 * Somebody reports that personal data may have leaked, been lost or been changed. Two minutes; only what happened must be said.
 *
 * @param occurredFrom when it began, as a local date and time such as {@code 2026-11-21T09:30}; unknown when {@code null}
 * @param noticedAt    when it was noticed, as a local date and time
 * @param group        id of a messaging group on the register, where one is concerned
 * @param subjects     codes of {@link #SUBJECTS}
 * @param data         codes of {@link #DATA}
 * @param howMany      about how many people, as far as known
 * @param showsIntimateOrChild whether it shows an intimate image or a child: then nothing is uploaded
 * @param evidence     ids of uploaded files
 */
record ReportBreach(
        @NotBlank(message = "Say what happened") @Size(max = 4000, message = "Keep what happened under 4,000 characters")
        String whatHappened,
        @Nullable String occurredFrom,
        @Nullable String noticedAt,
        @Nullable @Size(max = 1000, message = "Keep how it was noticed under 1,000 characters") String noticedHow,
        @Nullable String group,
        @Nullable @Size(max = 200, message = "Keep the platform under 200 characters") String platform,
        List<String> subjects,
        List<String> data,
        @Nullable @PositiveOrZero(message = "Enter a number of people, not a negative one")
        @Max(value = 10_000_000, message = "Enter a number of people up to 10,000,000") Integer howMany,
        @Nullable Ongoing ongoing,
        @Nullable @Size(max = 2000, message = "Keep what was done under 2,000 characters") String done,
        @Nullable YesNo showsIntimateOrChild,
        @Size(max = 20, message = "Attach at most 20 files") List<String> evidence) {

    /** Whose data; the kinds the regulator's form knows. */
    static final List<Choice> SUBJECTS = List.of(
            new Choice("staff", "Employees"), new Choice("students", "Students"), new Choice("applicants", "Applicants and prospective students"),
            new Choice("alumni", "Former students and donors"), new Choice("visitors", "Visitors and customers"),
            new Choice("children", "Children"), new Choice("vulnerable", "Vulnerable adults"), new Choice("users", "Users of a service"),
            new Choice("others", "Other people"), new Choice("unknown", Words.NOT_KNOWN));

    /** What kind of data; the kinds the regulator's form knows. */
    static final List<Choice> DATA = List.of(
            new Choice("basic", "Names and contact details"), new Choice("identification", "User names and passwords"),
            new Choice("financial", "Money and bank details"), new Choice("documents", "Official documents"), new Choice("location", "Location"),
            new Choice("health", "Health"), new Choice("ethnic", "Racial or ethnic origin"), new Choice("political", "Political opinions"),
            new Choice("religious", "Religious or philosophical beliefs"), new Choice("union", "Trade union membership"),
            new Choice("sexLife", "Sex life"), new Choice("orientation", "Sexual orientation"), new Choice("reassignment", "Gender reassignment"),
            new Choice("biometric", "Genetic or biometric data"), new Choice("criminal", "Criminal convictions or offences"),
            new Choice("other", "Other data"), new Choice("unknown", Words.NOT_KNOWN));

    enum Ongoing { YES, NO, UNKNOWN }

    /** What another case has found, as the report it begins with. */
    static ReportBreach of(HandedOver handedOver) {
        String facts = handedOver.facts().stream().map(row -> row.label() + ": " + row.text()).collect(Collectors.joining("\n"));
        return new ReportBreach(handedOver.reason() + "\n" + facts, null, null, null, null, null, List.of(), List.of(), null, null, null, null, handedOver.files());
    }

    ReportBreach {
        subjects = subjects == null ? List.of() : List.copyOf(subjects);
        data = data == null ? List.of() : List.copyOf(data);
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }
}
