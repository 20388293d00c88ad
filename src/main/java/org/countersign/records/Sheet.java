package org.countersign.records;

import java.time.Instant;

/**
 * What was submitted, frozen as a PDF/A; each signer adds an invisible signature to it.
 *
 * @param number  1 for the first submission of a case; a correction freezes the next one
 * @param sha256  hex digest of the unsigned sheet, the thing every signer signs
 */
public record Sheet(String caseId, int number, Instant frozenAt, String sha256, int signatures) {}
