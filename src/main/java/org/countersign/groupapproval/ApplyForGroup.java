package org.countersign.groupapproval;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.countersign.casefile.Choice;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/**
 * The application to run a staff messaging group (Social Media Policy §9, Annex B), by its administrator. A correction is the
 * same application once more, so {@code correctApplication} binds to this record too.
 *
 * @param position       the administrator's, prefilled from the directory
 * @param assistant      user id of the assistant administrator; optional
 * @param app            id of an app on the register
 * @param membership     kind of membership, one of the pack's
 * @param members        which team, section, shift or club
 * @param devices        codes of {@link #DEVICES}
 * @param deviceSecurity codes of {@link #DEVICE_SECURITY}
 * @param declaration    ids of the points affirmed: all of the pack's
 * @param policiesRead   ids of the policies read and understood: all of the pack's
 * @param signedName     the administrator's name as in the directory
 * @param intent         agrees to sign
 */
record ApplyForGroup(
        @NotBlank(message = "Enter your position") @Size(max = 120, message = "Keep your position under 120 characters")
        String position,
        @NotBlank(message = "Enter your department") @Size(max = 120, message = "Keep your department under 120 characters")
        String department,
        @Nullable @Size(max = 200, message = "Choose the assistant from the list")
        String assistant,
        @NotBlank(message = "Enter a name for the group") @Size(max = 80, message = "Keep the group's name under 80 characters")
        String groupName,
        @NotBlank(message = "Say what the group is for") @Size(max = 2000, message = "Keep the purpose under 2,000 characters")
        String purpose,
        @NotBlank(message = "Choose the app") String app,
        @NotBlank(message = "Choose who the members are") String membership,
        @NotBlank(message = "Say which team, section, shift or club it is")
        @Size(max = 200, message = "Keep the description of the members under 200 characters")
        String members,
        @NotEmpty(message = "Say which devices will be used") List<String> devices,
        @NotEmpty(message = "Say how the devices are secured") List<String> deviceSecurity,
        @NotNull(message = "Affirm every point of the declaration") List<String> declaration,
        @NotNull(message = "Confirm that you have read and understood each policy") List<String> policiesRead,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    /** Social Media Policy §7: issued and personal devices are both allowed. */
    static final List<Choice> DEVICES = List.of(
            new Choice("issued", "Devices issued by the institution"),
            new Choice("personal", "Members' personal devices"));

    /** Social Media Policy §7: any one of these secures a device. */
    static final List<Choice> DEVICE_SECURITY = List.of(
            new Choice("pin", "PIN"),
            new Choice("password", "Password"),
            new Choice("fingerprint", "Fingerprint"),
            new Choice("face", "Face recognition"),
            new Choice("voice", "Voice recognition"));

    /** A list that was not sent is an empty one, so that every rule about it can speak. */
    ApplyForGroup {
        devices = devices == null ? List.of() : List.copyOf(devices);
        deviceSecurity = deviceSecurity == null ? List.of() : List.copyOf(deviceSecurity);
        declaration = declaration == null ? List.of() : List.copyOf(declaration);
        policiesRead = policiesRead == null ? List.of() : List.copyOf(policiesRead);
    }
}
