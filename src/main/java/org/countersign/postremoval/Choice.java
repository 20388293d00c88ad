package org.countersign.postremoval;

/** Something a form offers: its code, and the words people read. Public because pages read it. */
public record Choice(String code, String words) {}
