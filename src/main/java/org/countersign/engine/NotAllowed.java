package org.countersign.engine;

/** Somebody tried what the rules forbid; the message says in plain words what and why. */
public class NotAllowed extends RuntimeException {

    public NotAllowed(String message) {
        super(message);
    }
}
