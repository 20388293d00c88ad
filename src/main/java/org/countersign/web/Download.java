package org.countersign.web;

import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A file handed out: under its own name, never kept by caches on the way. */
final class Download {

    private Download() {}

    static ResponseEntity<byte[]> pdf(byte[] bytes, String name) {
        return file(bytes, name, MediaType.APPLICATION_PDF);
    }

    static ResponseEntity<byte[]> file(byte[] bytes, String name, MediaType type) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff")
                .headers(headers -> headers.setContentDisposition(
                        ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build()))
                .body(bytes);
    }
}
