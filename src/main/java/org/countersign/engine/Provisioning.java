package org.countersign.engine;

/**
 * Marks the moments at which the application itself writes the engine's users, groups, authorizations and filters.
 * Outside of them the shield refuses every such command, whoever gives it.
 */
public final class Provisioning {

    private static final ThreadLocal<Integer> DEPTH = ThreadLocal.withInitial(() -> 0);

    private Provisioning() {}

    public static void run(Runnable work) {
        DEPTH.set(DEPTH.get() + 1);
        try {
            work.run();
        } finally {
            if (DEPTH.get() == 1) {
                DEPTH.remove();
            } else {
                DEPTH.set(DEPTH.get() - 1);
            }
        }
    }

    public static boolean isUnderWay() {
        return DEPTH.get() > 0;
    }
}
