package org.countersign.casefile;

import java.util.List;

/** One of the answers a form offers: its code, and the words people read. Public because pages read it. */
public record Choice(String code, String words) {

    public static boolean allOffered(List<Choice> offered, List<String> codes) {
        return codes.stream().allMatch(code -> offered.stream().anyMatch(choice -> choice.code().equals(code)));
    }

    /** In the order in which they are offered. */
    public static List<String> words(List<Choice> offered, List<String> codes) {
        return offered.stream().filter(choice -> codes.contains(choice.code())).map(Choice::words).toList();
    }
}
