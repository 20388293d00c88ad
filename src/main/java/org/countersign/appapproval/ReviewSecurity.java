package org.countersign.appapproval;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The IT team's review of an app's security and access controls (Social Media Policy §7.2b).
 *
 * @param conditions on which the app may be used
 */
record ReviewSecurity(
        @NotNull(message = "Choose yes, no or not known: encrypted end to end by default") Known endToEnd,
        @NotNull(message = "Choose yes, no or not known: people can verify whom they write to") Known verifiable,
        @NotNull(message = "Choose yes, no or not known: messages can disappear after 7 days") Known disappearing,
        @NotNull(message = "Choose yes, no or not known: cloud back-up can be switched off") Known backups,
        @Nullable @Size(max = 1000, message = "Keep the note under 1,000 characters") String messagesNote,
        @NotNull(message = "Choose yes, no or not known: administrators admit members") Known admission,
        @NotNull(message = "Choose yes, no or not known: members can be removed at once") Known removal,
        @NotNull(message = "Choose yes, no or not known: forwarding can be restricted") Known forwarding,
        @Nullable @Size(max = 1000, message = "Keep the note under 1,000 characters") String groupsNote,
        @NotNull(message = "Choose yes, no or not known: locked by PIN or biometrics") Known appLock,
        @NotNull(message = "Choose yes, no or not known: a second step protects the account") Known secondStep,
        @NotNull(message = "Choose yes, no or not known: linked devices can be seen and ended") Known linkedDevices,
        @NotNull(message = "Choose yes, no or not known: notifications can hide the text") Known previews,
        @NotNull(message = "Choose yes, no or not known: pictures are not saved by themselves") Known mediaSaving,
        @NotNull(message = "Choose yes, no or not known: it works without the address book") Known contacts,
        @NotNull(message = "Choose yes, no or not known: a lost device can be wiped") Known remoteWipe,
        @NotNull(message = "Choose yes, no or not known: old versions are no longer served") Known versions,
        @Nullable @Size(max = 1000, message = "Keep the note under 1,000 characters") String devicesNote,
        @NotNull(message = "Choose yes, no or not known: known weaknesses are mended soon") Known weaknesses,
        @NotNull(message = "Choose yes, no or not known: independent assurance") Known assurance,
        @NotNull(message = "Choose yes, no or not known: it is known where data lie") Known location,
        @NotNull(message = "Choose yes, no or not known: what administrators did can be followed") Known audit,
        @NotNull(message = "Choose yes, no or not known: works with our accounts") Known signOn,
        @Nullable @Size(max = 1000, message = "Keep the note under 1,000 characters") String vendorNote,
        @NotNull(message = "Say whether the app is suitable") Verdict verdict,
        @Nullable @Size(max = 1500, message = "Keep the conditions under 1,500 characters") String conditions,
        @NotBlank(message = "Give your reasons") @Size(max = 1500, message = "Keep the reasons under 1,500 characters") String reasons,
        @Nullable @Size(max = 10, message = "Enter a day, for example 30/11/2026") String reviewOn,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Review {

    @Override
    public List<Points> checklist() {
        return List.of(
                Points.under("Messages").add("Encrypted end to end by default", endToEnd)
                        .add("People can verify whom they write to", verifiable).add("Messages can disappear after 7 days", disappearing)
                        .add("Cloud back-up can be switched off", backups)
                        .note("messagesNote", messagesNote),
                Points.under("Groups").add("Administrators admit members", admission)
                        .add("Members can be removed at once", removal).add("Forwarding can be restricted", forwarding)
                        .note("groupsNote", groupsNote),
                Points.under("Devices and accounts").add("Locked by PIN or biometrics", appLock)
                        .add("A second step protects the account", secondStep).add("Linked devices can be seen and ended", linkedDevices)
                        .add("Notifications can hide the text", previews).add("Pictures are not saved by themselves", mediaSaving)
                        .add("It works without the address book", contacts).add("A lost device can be wiped", remoteWipe)
                        .add("Old versions are no longer served", versions)
                        .note("devicesNote", devicesNote),
                Points.under("The maker").add("Known weaknesses are mended soon", weaknesses)
                        .add("Independent assurance", assurance).add("It is known where data lie", location)
                        .add("What administrators did can be followed", audit).add("Works with our accounts", signOn)
                        .note("vendorNote", vendorNote));
    }
}
