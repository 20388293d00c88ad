package org.countersign.records.sign;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns a keystore that cannot be used into a start-up message without a stack trace. */
class KeystoreUnusableAnalyzer extends AbstractFailureAnalyzer<KeystoreUnusable> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, KeystoreUnusable cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), rootFailure);
    }
}
