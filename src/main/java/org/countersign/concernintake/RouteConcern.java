package org.countersign.concernintake;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.countersign.casefile.Rows.Worded;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/**
 * The receiver's decision.
 *
 * @param outside whom it is referred to outside, where it is
 * @param reasons for the record
 * @param answer  to whoever raised it, in their words
 */
record RouteConcern(
        @NotNull(message = "Say where it goes") Route route,
        List<Outside> outside,
        @NotBlank(message = "Give your reasons") @Size(max = 4000, message = "Keep the reasons under 4,000 characters") String reasons,
        @NotBlank(message = "Answer whoever raised it") @Size(max = 2000, message = "Keep the answer under 2,000 characters") String answer,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    enum Route implements Worded {
        BREACH("It becomes a case of a breach of personal data", "breach-escalation"),
        REMOVAL("It becomes a case of a post or conversation to be removed", "post-removal"),
        REFERRAL("It becomes a disciplinary referral", "disciplinary-referral"),
        ADVISE("I advise whoever raised it", null),
        REFER_OUTSIDE("It is referred outside", null),
        NO_ACTION("Nothing is done", null);

        private final String words;
        private final @Nullable String startsFlow;

        Route(String words, @Nullable String startsFlow) {
            this.words = words;
            this.startsFlow = startsFlow;
        }

        /** The flow a case of which it becomes; {@code null} where it is answered without one. */
        @Nullable String startsFlow() {
            return startsFlow;
        }

        @Override
        public String words() {
            return words;
        }
    }

    enum Outside implements Worded {
        PROVIDER("The provider of the app or platform"), POLICE("The police"), SAFEGUARDING_LEAD("The safeguarding lead"), UNIVERSITY("The University");

        private final String words;

        Outside(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    RouteConcern {
        outside = outside == null ? List.of() : List.copyOf(outside);
    }
}
