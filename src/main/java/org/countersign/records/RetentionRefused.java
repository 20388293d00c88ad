package org.countersign.records;

/** The time for which records are kept is not changed like this; the message says why in plain words. */
public class RetentionRefused extends RuntimeException {

    public RetentionRefused(String message) {
        super(message);
    }
}
