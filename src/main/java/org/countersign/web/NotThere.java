package org.countersign.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Nothing is at this address for this person: "not there" and "not yours" are this same answer. */
@ResponseStatus(HttpStatus.NOT_FOUND)
class NotThere extends RuntimeException {

    NotThere() {
        super("Nothing is here");
    }
}
