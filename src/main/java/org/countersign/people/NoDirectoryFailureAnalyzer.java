package org.countersign.people;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells whoever starts the application what is wrong with the file, without a stack trace. */
class NoDirectoryFailureAnalyzer extends AbstractFailureAnalyzer<NoDirectory> {

    @Override
    protected FailureAnalysis analyze(Throwable root, NoDirectory cause) {
        return new FailureAnalysis("The directory is empty and cannot be filled.\n\n" + cause.getMessage(),
                "Correct the file, or name another one with countersign.people.file; src/docs/people-csv.md describes it.", cause);
    }
}
