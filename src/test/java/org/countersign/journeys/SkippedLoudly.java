package org.countersign.journeys;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** A build without a browser is not a build with green journeys, and says so where everybody looks: at its end. */
public final class SkippedLoudly implements TestExecutionListener {

    private final AtomicInteger skipped = new AtomicInteger();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        if (reason.contains(Browsers.NO_BROWSER)) {
            skipped.incrementAndGet();
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
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
