package org.countersign.appapproval;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.countersign.casefile.Rows;
import org.countersign.casefile.Section;
import org.jspecify.annotations.Nullable;

/**
 * The line manager's review of an app's terms: how information is processed, where it is stored, and the access of third parties (Social
 * Media Policy §7.2a).
 *
 * @param provider     company and country
 * @param version      of the terms, or their date, as they say themselves
 * @param readOn       when they were read, as forms send a day
 * @param termsAddress where they were read
 * @param copies       ids of uploaded copies of the terms
 * @param conditions   on which the app may be used
 */
record ReviewTerms(
        @NotBlank(message = "Say who provides the app: company and country") @Size(max = 200, message = "Keep the provider under 200 characters") String provider,
        @NotBlank(message = "Say which terms you read: their version or date") @Size(max = 100, message = "Keep the version under 100 characters") String version,
        @NotBlank(message = "Say when you read the terms") @Size(max = 10, message = "Enter a day, for example 30/11/2026") String readOn,
        @Nullable @Size(max = 500, message = "Keep the address under 500 characters") String termsAddress,
        @Size(max = 20, message = "Attach at most 20 files") List<String> copies,
        @NotNull(message = "Choose yes, no or not known: the terms list the data it collects") Known listsData,
        @NotNull(message = "Choose yes, no or not known: not used for advertising or to train AI") Known ownPurposes,
        @NotNull(message = "Choose yes, no or not known: access of third parties is limited") Known thirdParties,
        @NotNull(message = "Choose yes, no or not known: data are erased soon after deletion") Known erasure,
        @Nullable @Size(max = 1000, message = "Keep the note under 1,000 characters") String processingNote,
        @NotNull(message = "Choose yes, no or not known: the terms name the countries") Known countries,
        @NotNull(message = "Choose yes, no or not known: data that leave the UK are protected") Known transfers,
        @NotNull(message = "Choose yes, no or not known: the maker is our processor") Known processor,
        @Nullable @Size(max = 1000, message = "Keep the note under 1,000 characters") String hostingNote,
        @NotNull(message = "Choose yes, no or not known: use for work is allowed") Known workUse,
        @NotNull(message = "Choose yes, no or not known: everybody may use it at their age") Known ageLimit,
        @NotNull(message = "Choose yes, no or not known: what is posted stays ours") Known ownership,
        @NotNull(message = "Choose yes, no or not known: conversations can be exported") Known export,
        @NotNull(message = "Choose yes, no or not known: we are told of changes and can leave") Known ending,
        @Nullable @Size(max = 1000, message = "Keep the note under 1,000 characters") String useNote,
        @NotNull(message = "Say whether the app is suitable") Verdict verdict,
        @Nullable @Size(max = 1500, message = "Keep the conditions under 1,500 characters") String conditions,
        @NotBlank(message = "Give your reasons") @Size(max = 1500, message = "Keep the reasons under 1,500 characters") String reasons,
        @Nullable @Size(max = 10, message = "Enter a day, for example 30/11/2026") String reviewOn,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Review {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    ReviewTerms {
        copies = copies == null ? List.of() : List.copyOf(copies);
    }

    @Override
    public List<Section> sections() {
        Section read = Rows.under("The terms").add("Provider", provider).add("Version or date", version)
                .add("Read on", DAY.format(LocalDate.parse(readOn))).add("Address", termsAddress).section();
        return Stream.concat(Stream.of(read), Review.super.sections().stream()).toList();
    }

    @Override
    public List<Points> checklist() {
        return List.of(
                Points.under("What it does with data").add("The terms list the data it collects", listsData)
                        .add("Not used for advertising or to train AI", ownPurposes).add("Access of third parties is limited", thirdParties)
                        .add("Data are erased soon after deletion", erasure)
                        .note("processingNote", processingNote),
                Points.under("Where data are kept").add("The terms name the countries", countries)
                        .add("Data that leave the UK are protected", transfers).add("The maker is our processor", processor)
                        .note("hostingNote", hostingNote),
                Points.under("What we may do with it").add("Use for work is allowed", workUse)
                        .add("Everybody may use it at their age", ageLimit).add("What is posted stays ours", ownership)
                        .add("Conversations can be exported", export).add("We are told of changes and can leave", ending)
                        .note("useNote", useNote));
    }
}
