package org.countersign.appapproval;

import org.countersign.casefile.Rows.Worded;

/** What a review finds, the mildest first. */
enum Verdict implements Worded {

    SUITABLE("Suitable"), WITH_CONDITIONS("Suitable with conditions"), UNSUITABLE("Unsuitable");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    @Override
    public String words() {
        return words;
    }
}
