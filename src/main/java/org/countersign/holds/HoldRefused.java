package org.countersign.holds;

/** A hold cannot be placed, changed or released like this; the message says why in plain words. */
public class HoldRefused extends RuntimeException {

    public HoldRefused(String message) {
        super(message);
    }
}
