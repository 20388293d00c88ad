package org.countersign.casefile;

/** Answers that end with a signing step: an intent sentence ticked and the signer's name typed. */
public interface Signed {

    String signedName();

    boolean intent();
}
