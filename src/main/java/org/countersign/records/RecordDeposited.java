package org.countersign.records;

/** A record has been put into the archive; published in the transaction that did it. */
public record RecordDeposited(String recordId) {}
