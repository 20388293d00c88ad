package org.countersign.records.sign;

import org.jspecify.annotations.Nullable;

/** The outside time-stamping authority gave no usable token; the message says how it failed. */
public class TimestampNotGiven extends RuntimeException {

    TimestampNotGiven(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
