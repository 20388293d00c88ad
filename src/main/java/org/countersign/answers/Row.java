package org.countersign.answers;

/** An answer as people read it, with its question. */
public record Row(String label, String text) {}
