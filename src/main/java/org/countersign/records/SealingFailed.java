package org.countersign.records;

/** A sheet or record could not be rendered, signed, sealed or deposited; the message names the case, the thing and the way out. */
public class SealingFailed extends RuntimeException {

    public SealingFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
