package org.countersign.web;

/** What was asked for cannot be done; the message says why, and a program gets it with 422. */
class Refused extends RuntimeException {

    Refused(String why) {
        super(why);
    }
}
