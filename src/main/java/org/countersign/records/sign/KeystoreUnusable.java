package org.countersign.records.sign;

/** The institution's keys cannot be used; the message says what is wrong and what to do. Stops the start. */
public class KeystoreUnusable extends RuntimeException {

    private final String action;

    public KeystoreUnusable(String message, String action) {
        this(message, action, null);
    }

    public KeystoreUnusable(String message, String action, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    /** The way out. */
    public String action() {
        return action;
    }
}
