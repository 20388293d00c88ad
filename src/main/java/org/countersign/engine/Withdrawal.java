package org.countersign.engine;

/** What somebody says who withdraws a request; kept like any other answers. */
public record Withdrawal(String reason) {

    /** Stands where a task's name stands for answers that belong to a task. */
    public static final String TASK = "withdraw";
}
