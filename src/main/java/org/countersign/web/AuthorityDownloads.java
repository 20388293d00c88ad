package org.countersign.web;

import org.countersign.records.SealKeys;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What the certificates point to: programs that check a record fetch these by themselves. */
@Controller
class AuthorityDownloads {

    private final SealKeys keys;

    AuthorityDownloads(SealKeys keys) {
        this.keys = keys;
    }

    @GetMapping("/verify/authority.crt")
    ResponseEntity<byte[]> certificate() {
        return Download.file(keys.caCertificate(), "authority.crt", MediaType.parseMediaType("application/pkix-cert"));
    }

    @GetMapping("/verify/authority.crl")
    ResponseEntity<byte[]> revocationList() {
        return Download.file(keys.revocationList(), "authority.crl", MediaType.parseMediaType("application/pkix-crl"));
    }
}
