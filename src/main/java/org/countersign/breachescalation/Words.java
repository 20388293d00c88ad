package org.countersign.breachescalation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.countersign.casefile.Choice;

/** Answers in the words people read on pages and papers. */
final class Words {

    static final String NOT_KNOWN = "Not known yet";

    private Words() {}

    /** For example "Sent to wrong person". */
    static String of(Enum<?> answer) {
        if (answer instanceof DecideOnNotification.People people) {
            return switch (people) {
                case TELL -> "Tell them";
                case NO_HIGH_RISK -> "Not needed: no high risk";
                case UNINTELLIGIBLE -> "Not needed: data unintelligible";
                case RISK_REMOVED -> "Not needed: risk removed since";
                case PUBLIC_COMMUNICATION -> "Public communication instead";
            };
        }
        if (answer instanceof AssessBreach.Impact impact) {
            return switch (impact) {
                case HIGH -> "High: no critical service can be given to anybody";
                case MEDIUM -> "Medium: a critical service cannot be given to some";
                case LOW -> "Low: every critical service can be given, less efficiently";
                case UNKNOWN -> NOT_KNOWN;
            };
        }
        if (answer instanceof AssessBreach.Recovery recovery) {
            return switch (recovery) {
                case REGULAR -> "Regular: predictable, with what we have";
                case SUPPLEMENTED -> "Supplemented: predictable, with additional help";
                case EXTENDED -> "Extended: cannot be predicted, needs help from outside";
                case NOT_RECOVERABLE -> "Recovery is not possible";
                case RECOVERED -> "Complete: everything works again";
                case UNKNOWN -> NOT_KNOWN;
            };
        }
        if (answer == AssessBreach.Affected.UNKNOWN || answer == AssessBreach.YesNo.UNKNOWN) {
            return NOT_KNOWN;
        }
        String words = answer.name().replace('_', ' ').toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    static String of(List<? extends Enum<?>> answers) {
        return answers.stream().map(Words::of).collect(Collectors.joining(", "));
    }

    static String of(List<Choice> offered, List<String> codes) {
        return String.join(", ", Choice.words(offered, codes));
    }

    /** With separators, for example "10,000,000". The regulator's form has the bare digits, which any field there takes. */
    static String number(long number) {
        return String.format(Locale.UK, "%,d", number);
    }

    static String likelihood(int likelihood) {
        return List.of("Very unlikely", "Unlikely", "Neither likely nor unlikely", "Likely", "Very likely").get(likelihood - 1);
    }

    static String severity(int severity) {
        return List.of("Negligible", "Limited", "Significant", "Severe").get(severity - 1);
    }
}
