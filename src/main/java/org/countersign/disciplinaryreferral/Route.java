package org.countersign.disciplinaryreferral;

import java.util.List;

/**
 * Who deals with a referral, as {@code processes/disciplinary-referral-route.dmn} says.
 *
 * @param bodies as the table names them, each once
 */
record Route(List<String> bodies) {

    static final String HR = "hr";

    /** Those that are a role here and decide how a referral goes on. */
    static final List<String> AUTHORITIES = List.of(HR, "student-discipline", "contract-owners");

    /** The role that decides; the college officers where the table names none. */
    String authority() {
        return bodies.stream().filter(AUTHORITIES::contains).findFirst().orElse("college-officers");
    }

    /** Whether the body it is passed to decides by its own procedure. */
    boolean isPassedOn() {
        return !authority().equals(HR);
    }

    /** Ids of the bodies that get a pack. */
    List<String> packs() {
        return bodies.stream().filter(one -> !one.equals(HR)).toList();
    }
}
