package org.countersign.postremoval;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Rows.Worded;
import org.jspecify.annotations.Nullable;

/**
 * Whether it is urgent, whether it is lawful, what else would do, and whether removal would be in proportion (Higher Education and
 * Research Act 2017, section A1; European Convention on Human Rights, article 10(2); Higgs v Farmor's School [2025] EWCA Civ 109).
 *
 * @param told            who was told at once, where it is urgent and unlawful
 * @param steps           steps short of removal that were considered
 * @param grounds         ids of the standards it breaks
 * @param withdrawalAsked what whoever reported it said when they asked to withdraw, if they did
 */
record AssessPost(
        @NotNull(message = "Say whether it is urgent and unlawful") YesNo urgent,
        @Size(max = 4, message = "Choose from what is shown") List<Told> told,
        @Nullable @Size(max = 1000, message = "Keep it under 1,000 characters") String toldDetails,
        @Nullable Lawful lawful,
        @Size(max = 6, message = "Choose from what is shown") List<ShortOfRemoval> steps,
        @Nullable @Size(max = 2000, message = "Keep it under 2,000 characters") String stepsReason,
        @Nullable @Size(max = 1000, message = "Keep it under 1,000 characters") String content,
        @Nullable @Size(max = 1000, message = "Keep it under 1,000 characters") String tone,
        @Nullable @Size(max = 1000, message = "Keep it under 1,000 characters") String audience,
        @Nullable @Size(max = 1000, message = "Keep it under 1,000 characters") String othersRights,
        @Nullable YesNo disclaimer,
        @Nullable @Size(max = 1000, message = "Keep it under 1,000 characters") String powerImbalance,
        @Nullable @Size(max = 1000, message = "Keep it under 1,000 characters") String leastIntrusive,
        @Size(max = 40, message = "Choose from what is shown") List<String> grounds,
        @Nullable @Size(max = 1000, message = "Keep it under 1,000 characters") String withdrawalAsked,
        @NotBlank(message = "Give your reasons") @Size(max = 4000, message = "Keep the reasons under 4,000 characters") String rationale) {

    enum Told implements Worded {
        PROVIDER("The provider of the platform"), POLICE("The police"), SAFEGUARDING_LEAD("The safeguarding lead"),
        BREACH_CASE("The Data Protection Officer: a breach case is started");

        private final String words;

        Told(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    enum Lawful { LAWFUL, UNLAWFUL, UNCLEAR }

    enum ShortOfRemoval implements Worded {
        TALK("A talk with the author"), CONTEXT("More context or a correction by the author"), DISCLAIMER("A note that the view is personal"),
        REPLY("A reply by the institution"), PRIVACY_SETTINGS("Narrower privacy settings"), SUPPORT("Support for the person concerned");

        private final String words;

        ShortOfRemoval(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    AssessPost {
        told = told == null ? List.of() : List.copyOf(told);
        steps = steps == null ? List.of() : List.copyOf(steps);
        grounds = grounds == null ? List.of() : List.copyOf(grounds);
    }

    boolean isUrgent() {
        return urgent == YesNo.YES;
    }
}
