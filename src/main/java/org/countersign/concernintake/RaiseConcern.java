package org.countersign.concernintake;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Rows.Worded;
import org.jspecify.annotations.Nullable;

/**
 * Somebody raises a concern, for themselves or for somebody who has no account here.
 *
 * @param onBehalfOf  who it is raised for, as far as they wish to be named
 * @param person      the member of staff it is about, by user id or as "Name (user.id)"
 * @param personElse  who else it is about, as far as known
 * @param wants       what whoever raises it wishes for
 * @param evidence    ids of uploaded files
 */
record RaiseConcern(
        @NotNull(message = "Say whether it shows an intimate image or a child") YesNo showsIntimateOrChild,
        @NotNull(message = "Say for whom you raise it") RaisedFor raisedFor,
        @Nullable @Size(max = 200, message = "Keep the name under 200 characters") String onBehalfOf,
        @NotNull(message = "Say what it is about") About about,
        @NotBlank(message = "Say what happened") @Size(max = 4000, message = "Keep what happened under 4,000 characters") String whatHappened,
        @Nullable @Size(max = 1000, message = "Keep where it happened under 1,000 characters") String where,
        @NotNull(message = "Say whom it is about") Concerned concerned,
        @Nullable @Size(max = 200, message = "Keep the name under 200 characters") String person,
        @Nullable @Size(max = 200, message = "Keep the name under 200 characters") String personElse,
        @NotNull(message = "Say how urgent it is") Urgency urgency,
        @Nullable @Size(max = 2000, message = "Keep what you wish for under 2,000 characters") String wants,
        @NotNull(message = "Say who shall receive it") Wish wish,
        @Size(max = 20, message = "Attach at most 20 files") List<String> evidence) {

    enum RaisedFor implements Worded {
        MYSELF("For myself"), A_STUDENT("For a student"), SOMEBODY_OUTSIDE("For somebody outside the institution");

        private final String words;

        RaisedFor(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    enum About implements Worded {
        PERSONAL_DATA("Personal data that has leaked, was lost or was shown to the wrong people"),
        HARASSMENT("Bullying, harassment, discrimination or threats"),
        POST("A post or conversation that should not be there"),
        PRIVATE_MESSAGE("Offensive messages to a personal account"),
        RULES("Rules for messaging or social media that are not kept"),
        ACCOUNT("An account that was taken over, or a false one"),
        SAFEGUARDING("A child or an adult who may be at risk"),
        SOMETHING_ELSE("Something else");

        private final String words;

        About(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    enum Concerned implements Worded {
        STAFF("Somebody who works here"), STUDENT("A student"), CONTRACTOR("A contractor or volunteer"), OUTSIDE("Somebody outside"), UNKNOWN("Nobody, or not known");

        private final String words;

        Concerned(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    enum Urgency implements Worded {
        NOW("Now: somebody may come to harm, or it is spreading"), SOON("Soon"), NOT_URGENT("Not urgent");

        private final String words;

        Urgency(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    /** Whom they wish to tell, where the table leaves the choice. */
    enum Wish implements Worded {
        LINE_MANAGER("My line manager"), COLLEGE_OFFICER("A college officer"), EITHER("Either");

        private final String words;

        Wish(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    RaiseConcern {
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }
}
