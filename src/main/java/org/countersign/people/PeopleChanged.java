package org.countersign.people;

/** The directory has been imported or edited; published after the change is committed. */
public record PeopleChanged() {}
