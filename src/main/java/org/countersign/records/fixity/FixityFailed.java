package org.countersign.records.fixity;

/**
 * Bytes of a record are no longer what was kept; told once, in the transaction that found it.
 *
 * @param words what is wrong with it, in a sentence
 */
public record FixityFailed(String recordId, String words) {}
