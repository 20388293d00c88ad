package org.countersign.records.render;

/** A page asked for something that is not part of this application; nothing was fetched. */
public class OutsideResource extends RuntimeException {

    OutsideResource(String message) {
        super(message);
    }
}
