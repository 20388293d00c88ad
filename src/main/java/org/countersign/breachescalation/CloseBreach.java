package org.countersign.breachescalation;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.countersign.casefile.Signed;

/**
 * The case is closed: cause, lessons, and measures each with an owner and a date.
 *
 * @param measures       a line each: what, who, by when
 * @param startsRemoval  whether a post has to be looked into, in a case of its own
 * @param startsReferral whether somebody is to be referred for discipline, in a case of its own
 */
record CloseBreach(
        @NotNull(message = "Choose the cause") Cause cause,
        @NotBlank(message = "Say what was learnt") @Size(max = 4000, message = "Keep the lessons under 4,000 characters") String lessons,
        @NotBlank(message = "Enter the measures, each with an owner and a date; or say that none are needed and why")
        @Size(max = 4000, message = "Keep the measures under 4,000 characters") String measures,
        boolean startsRemoval,
        boolean startsReferral,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    enum Cause { SENT_TO_WRONG_PERSON, WRONG_MEMBER_IN_GROUP, LOST_OR_STOLEN_DEVICE, PUBLISHED_BY_MISTAKE, UNAUTHORISED_ACCESS, PHISHING_OR_MALWARE, SYSTEM_FAULT, OTHER }
}
