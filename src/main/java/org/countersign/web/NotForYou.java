package org.countersign.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** A whole page is kept for a role the person does not have; never used for single records or cases, see {@link NotThere}. */
@ResponseStatus(HttpStatus.FORBIDDEN)
class NotForYou extends RuntimeException {

    NotForYou(String message) {
        super(message);
    }
}
