package org.countersign.records.sign;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.records.PersonalSignature;
import org.jspecify.annotations.Nullable;

/** What stands as the reason in a personal signature, readable in any PDF viewer and by our own verification. */
public record SigningReason(String decision, String role, @Nullable String inPlaceOf, @Nullable String commentDigest) {

    private static final Pattern TEXT = Pattern.compile(
            "Decision: (?<decision>[^;]*); role: (?<role>[^;]*)(; in place of: (?<for>[^;]*))?(; comment \\(SHA-256, salted\\): (?<digest>[0-9a-f]{64}))?");

    public static SigningReason of(PersonalSignature signature, @Nullable String commentDigest) {
        return new SigningReason(signature.decision(), signature.role(), signature.inPlaceOf(), commentDigest);
    }

    public static @Nullable SigningReason read(@Nullable String text) {
        Matcher matcher = TEXT.matcher(text == null ? "" : text);
        return matcher.matches()
                ? new SigningReason(matcher.group("decision"), matcher.group("role"), matcher.group("for"), matcher.group("digest")) : null;
    }

    public String text() {
        return "Decision: " + plain(decision) + "; role: " + plain(role) + (inPlaceOf == null ? "" : "; in place of: " + plain(inPlaceOf))
                + (commentDigest == null ? "" : "; comment (SHA-256, salted): " + commentDigest);
    }

    private static String plain(String text) {
        return text.replace(';', ',').replaceAll("\\p{Cntrl}", " ");
    }
}
