package org.countersign.appapproval;

import org.countersign.casefile.Rows.Worded;

/** The answer to a point of a checklist. Every point is asked so that "yes" is what one hopes for. */
enum Known implements Worded {

    YES("Yes"), NO("No"), NOT_KNOWN("Not known");

    private final String words;

    Known(String words) {
        this.words = words;
    }

    @Override
    public String words() {
        return words;
    }
}
