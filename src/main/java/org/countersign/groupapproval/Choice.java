package org.countersign.groupapproval;

import java.util.List;

/** One of the answers a form offers, by its code and in words. */
public record Choice(String code, String words) {

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

    static boolean allOffered(List<Choice> offered, List<String> codes) {
        return codes.stream().allMatch(code -> offered.stream().anyMatch(choice -> choice.code().equals(code)));
    }

    static List<String> words(List<Choice> offered, List<String> codes) {
        return offered.stream().filter(choice -> codes.contains(choice.code())).map(Choice::words).toList();
    }
}
