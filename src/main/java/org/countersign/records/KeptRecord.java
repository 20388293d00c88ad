package org.countersign.records;

import java.time.Instant;
import org.countersign.records.RecordDraft.AccessClass;

/**
 * A record in the archive.
 *
 * @param sha256           hex digest of the newest revision of the bytes
 * @param size             bytes of the newest revision
 * @param verificationCode 128 random bits, printed on the record and in its QR code; never the record id
 * @param timeAttestedBy   whose time stamp the seal carries, in words
 * @param awaitsTimestamp  an external time-stamping authority is configured and has not answered yet
 */
public record KeptRecord(
        String recordId,
        String flow,
        String title,
        String outcome,
        AccessClass accessClass,
        String retentionClass,
        Instant sealedAt,
        String sha256,
        long size,
        String verificationCode,
        String timeAttestedBy,
        boolean awaitsTimestamp) {}
