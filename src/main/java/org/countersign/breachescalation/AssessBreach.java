package org.countersign.breachescalation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How likely and how severe the consequences for the people affected are, and what the regulator's form asks besides.
 *
 * @param subjects    codes of {@link ReportBreach#SUBJECTS}
 * @param data        codes of {@link ReportBreach#DATA}
 * @param likelihood  1 very unlikely to 5 very likely
 * @param severity    1 negligible to 4 severe
 * @param aggravators each forces at least a risk
 * @param dataContext ENISA's DPC, 1 to 4; optional support, with the next ones
 * @param ease        ENISA's EI in hundredths: 25, 50, 75 or 100
 * @param circumstances ENISA's CB in hundredths: 0 to 200
 * @param level       what the officer judges, in either direction
 * @param earlierReport the reference under which the regulator knows of this breach already, where it does
 * @param firstReport whether the institution has never reported a breach before
 * @param systems     what of the information systems is affected; of a cyber incident, as the next two
 */
record AssessBreach(
        List<String> subjects,
        List<String> data,
        @Nullable @PositiveOrZero(message = "Enter a number of people, not a negative one")
        @Max(value = 10_000_000, message = "Enter a number of people up to 10,000,000") Integer people,
        @Nullable @PositiveOrZero(message = "Enter a number of records, not a negative one")
        @Max(value = 1_000_000_000, message = "Enter a number of records up to 1,000,000,000") Integer records,
        @NotBlank(message = "Say what the consequences may be") @Size(max = 4000, message = "Keep the consequences under 4,000 characters")
        String consequences,
        @NotNull(message = "Choose the likelihood") @Min(value = 1, message = "Choose the likelihood") @Max(value = 5, message = "Choose the likelihood")
        Integer likelihood,
        @NotNull(message = "Choose the severity") @Min(value = 1, message = "Choose the severity") @Max(value = 4, message = "Choose the severity")
        Integer severity,
        List<Aggravator> aggravators,
        @Nullable @Min(value = 1, message = "Enter 1 to 4") @Max(value = 4, message = "Enter 1 to 4") Integer dataContext,
        @Nullable @Min(value = 25, message = "Choose the ease of identification") @Max(value = 100, message = "Choose the ease of identification")
        Integer ease,
        @Nullable @Min(value = 0, message = "Enter 0 to 200 hundredths") @Max(value = 200, message = "Enter 0 to 200 hundredths")
        Integer circumstances,
        @NotNull(message = "Say what you judge the risk to be") Level level,
        @NotBlank(message = "Give your reasons") @Size(max = 4000, message = "Keep the reasons under 4,000 characters") String rationale,
        @Nullable @Size(max = 100, message = "Keep the reference under 100 characters") String earlierReport,
        @Nullable YesNo firstReport,
        @Nullable @Size(max = 2000, message = "Keep this under 2,000 characters") String dataDetails,
        @Nullable @Size(max = 2000, message = "Keep this under 2,000 characters") String route,
        @Nullable YesNo cyber,
        List<Affected> systems,
        @Nullable Impact impact,
        @Nullable Recovery recovery,
        @Nullable @Size(max = 2000, message = "Keep this under 2,000 characters") String measuresBefore,
        @Nullable YesNo staffTrained,
        @Nullable @Size(max = 2000, message = "Keep this under 2,000 characters") String training,
        @Nullable @Size(max = 2000, message = "Keep this under 2,000 characters") String prevention,
        @Nullable @Size(max = 2000, message = "Keep this under 2,000 characters") String othersTold) {

    /** Public: the risk table's outcome. */
    public enum Level { NO_RISK, RISK, HIGH_RISK }

    enum Aggravator { SPECIAL_CATEGORY, CHILDREN_OR_VULNERABLE, UNKNOWN_RECIPIENTS, CREDENTIALS_OR_FINANCIAL }

    enum YesNo { YES, NO, UNKNOWN }

    enum Affected { CONFIDENTIALITY, INTEGRITY, AVAILABILITY, NONE, UNKNOWN }

    enum Impact { HIGH, MEDIUM, LOW, UNKNOWN }

    enum Recovery { REGULAR, SUPPLEMENTED, EXTENDED, NOT_RECOVERABLE, RECOVERED, UNKNOWN }

    /** Only then the regulator asks about systems, impact and recovery. */
    boolean isCyberIncident() {
        return cyber == YesNo.YES;
    }

    AssessBreach {
        subjects = subjects == null ? List.of() : List.copyOf(subjects);
        data = data == null ? List.of() : List.copyOf(data);
        aggravators = aggravators == null ? List.of() : List.copyOf(aggravators);
        systems = systems == null ? List.of() : List.copyOf(systems);
    }
}
