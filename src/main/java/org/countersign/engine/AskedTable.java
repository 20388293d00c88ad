package org.countersign.engine;

import java.util.List;

/** A decision table that a flow asks. One of the institution's own is asked everything that can be asked when the application starts. */
public interface AskedTable {

    /** The id of its decision. */
    String decision();

    /** What is wrong with its answers to everything that can be asked: gaps, several answers, words nobody knows. Empty for a sound one. */
    List<String> mistakes();
}
