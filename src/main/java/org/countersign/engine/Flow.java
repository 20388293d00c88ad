package org.countersign.engine;

import java.util.List;

/** A flow as the rest of the application sees it; each flow's {@code *Tasks} class is one. */
public interface Flow {

    /** Kebab-case: process id, forms folder, templates folder, record type. */
    String name();

    /** What people call it, for example "Messaging group". */
    String title();

    /** One plain sentence for the home page's tile: what starting it does. */
    String invitation();

    /** Two letters before the year in case and record ids. */
    String prefix();

    /** Whether task names, mails and lists carry the case id and the verb only. */
    boolean confidential();

    /** Roles that may start it. */
    List<String> starters();

    /** Its forms, the start form first. */
    List<Form<?>> forms();
}
