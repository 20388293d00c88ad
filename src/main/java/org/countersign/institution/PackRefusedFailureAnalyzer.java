package org.countersign.institution;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells whoever starts the application what to change in the pack, without a stack trace. */
class PackRefusedFailureAnalyzer extends AbstractFailureAnalyzer<PackRefused> {

    @Override
    protected FailureAnalysis analyze(Throwable root, PackRefused cause) {
        return new FailureAnalysis(
                "The institution's pack " + cause.pack() + " cannot be used:\n\n"
                        + cause.mistakes().stream().map(m -> "  - " + m).collect(Collectors.joining("\n")),
                "Correct the file, or name another one with countersign.institution.pack.", cause);
    }
}
