package org.countersign.engine;

import java.util.Set;

/** The only expressions a task query may carry, compared as whole texts; the application's own filters use them. */
public final class TaskExpressions {

    public static final String ME = "${currentUser()}";
    public static final String NOW = "${now()}";

    private static final Set<String> ALL = Set.of(ME, NOW);

    private TaskExpressions() {}

    public static boolean isOurs(String expression) {
        return ALL.contains(expression);
    }
}
