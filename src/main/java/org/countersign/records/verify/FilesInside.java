package org.countersign.records.verify;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Files embedded in a record's PDF, read within the limits of verification. */
public final class FilesInside {

    private FilesInside() {}

    /** The file of that name; empty when there is none or the PDF cannot be read. */
    public static Optional<byte[]> named(byte[] pdf, String name) {
        try (SignedFile file = new SignedFile(pdf, new Trust(Set.of(), Set.of()))) {
            return Optional.ofNullable(file.embeddedFiles().get(name));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
