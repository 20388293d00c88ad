package org.countersign.records.verify;

/** What the archive says about some bytes. */
public interface ArchiveComparison {

    /** How the bytes stand to the archive. */
    enum Outcome { NEWEST, EARLIER, DIFFERENT, UNKNOWN, NOT_COMPARED }

    /**
     * Compares.
     *
     * @param recordId the record the file says it is
     */
    Outcome compare(String sha256, String recordId);

    /** Where there is no archive at hand. */
    static ArchiveComparison none() {
        return (sha256, recordId) -> Outcome.NOT_COMPARED;
    }
}
