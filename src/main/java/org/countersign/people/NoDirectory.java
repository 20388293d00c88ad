package org.countersign.people;

/** The directory is empty and the file that should fill it cannot be used. */
class NoDirectory extends RuntimeException {

    NoDirectory(String reason, Throwable cause) {
        super(reason, cause);
    }
}
