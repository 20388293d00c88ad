package org.countersign.people;

/**
 * The directory has been imported or edited, here or on another node, or somebody has started or left with the new day; published
 * after the change is committed. May come twice for one change.
 */
public record PeopleChanged() {}
