package org.countersign.web.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which setting holds the weak password, without showing it. */
class WeakPasswordFailureAnalyzer extends AbstractFailureAnalyzer<WeakPassword> {

    @Override
    protected FailureAnalysis analyze(Throwable root, WeakPassword weak) {
        return new FailureAnalysis("The password in " + weak.key() + " is too weak. " + weak.getMessage(),
                "Set a better one, or leave the setting out: then a one-time password is made and printed once.", weak);
    }
}
