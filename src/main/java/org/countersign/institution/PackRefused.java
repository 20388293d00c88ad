package org.countersign.institution;

import java.util.List;

/** The institution's pack has mistakes; the application does not start with it. */
public class PackRefused extends RuntimeException {

    private final String pack;
    private final transient List<String> mistakes;

    /** @param pack its file, or the part of it that is meant */
    public PackRefused(String pack, List<String> mistakes) {
        super("The institution's pack " + pack + " has mistakes: " + String.join("; ", mistakes));
        this.pack = pack;
        this.mistakes = List.copyOf(mistakes);
    }

    String pack() {
        return pack;
    }

    List<String> mistakes() {
        return mistakes;
    }
}
