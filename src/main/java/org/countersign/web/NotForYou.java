package org.countersign.web;

/** A whole page is kept for a role the person does not have; never used for single records or cases, see {@link NotThere}. */
class NotForYou extends RuntimeException {

    NotForYou(String message) {
        super(message);
    }
}
