package org.countersign.journeys;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** A build without a browser is not a build with green journeys, and says so where everybody looks: at its end. */
public final class SkippedLoudly implements TestExecutionListener {

    /** Reasons of single tests that need a tool of the machine. */
    public static final String NO_TOKEN = "SoftHSM is not installed (Debian: apt-get install softhsm2), so no keys in a PKCS#11 token were tried";
    public static final String NO_DUMP = "pg_dump is not installed (Debian: apt-get install postgresql-client), so no backup of PostgreSQL was tried";

    private final AtomicInteger skipped = new AtomicInteger();
    private final Set<String> missed = new ConcurrentSkipListSet<>();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        if (reason.contains(Browsers.NO_BROWSER)) {
            skipped.incrementAndGet();
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        result.getThrowable().map(Throwable::getMessage).filter(said -> result.getStatus() == Status.ABORTED)
                .ifPresent(said -> Stream.of(NO_TOKEN, NO_DUMP).filter(said::contains).forEach(missed::add));
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        missed.forEach(reason -> System.out.println("\n********  NOT EVERYTHING WAS TESTED: " + reason + ".  ********\n"));
        if (skipped.get() > 0) {
            System.out.println("""

                    ********************************************************************************
                    *  THE JOURNEYS WERE SKIPPED: %s.
                    *  %d classes of journeys were not run. Install chromium (Debian: apt-get install
                    *  chromium) or name a browser in the environment variable CHROME.
                    ********************************************************************************
                    """.formatted(Browsers.NO_BROWSER, skipped.get()));
        }
    }
}
