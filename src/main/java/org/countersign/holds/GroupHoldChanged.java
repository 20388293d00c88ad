package org.countersign.holds;

/** A hold on a messaging group was placed or released; published in the transaction that did it, so a listener sees it and may refuse it. */
public record GroupHoldChanged(String groupId) {}
