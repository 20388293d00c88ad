package org.countersign.web.security;

/** A configured password does not do; the application does not start with it. */
class WeakPassword extends RuntimeException {

    private final String key;

    WeakPassword(String key, String reason) {
        super(reason);
        this.key = key;
    }

    String key() {
        return key;
    }
}
