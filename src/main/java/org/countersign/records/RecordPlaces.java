package org.countersign.records;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Addresses and places the records name.
 *
 * @param data      the data folder
 * @param publicUrl where people reach the application
 * @param authority address of the outside time-stamping authority, if any
 */
record RecordPlaces(Path data, String publicUrl, @Nullable URI authority) {

    String verifyUrl(String code) {
        return publicUrl + "/verify?code=" + code;
    }

    /** The authorities' public certificates, for checking without this application. */
    Path authorities() {
        return data.resolve("authorities.pem");
    }

    /** Certificates of outside time-stamping authorities accepted when sealing. */
    Path timeAuthorities() {
        return data.resolve("time-authorities.pem");
    }

    String institutionItself() {
        return "the institution itself";
    }

    String timestampAuthority() {
        return authority == null ? "none" : "the time-stamping authority " + authority.getHost();
    }
}
