package org.countersign.answers;

/** An answer to a question that has to be answered one way or the other. */
public enum YesNo { YES, NO }
