package org.countersign.breachescalation;

/** Answers that end with a signing step: an intent sentence ticked and the signer's name typed. */
interface Signed {

    String signedName();

    boolean intent();
}
