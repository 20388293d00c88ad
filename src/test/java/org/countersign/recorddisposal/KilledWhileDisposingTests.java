package org.countersign.recorddisposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole application, killed without warning in the middle of a disposal, goes on with it when it is started again.
 * {@code -Dcountersign.test.kills=10} for more blows than every build has time for.
 */
class KilledWhileDisposingTests {

    private static final long AT_MOST_NANOS = 600_000_000_000L;

    @TempDir Path data;

    @Test
    void everyRecordIsDestroyedWholeAndOnceAndOneCertificateSaysSo() throws Exception {
        int kills = Integer.getInteger("countersign.test.kills", 1);
        Random random = new Random();
        int left = DisposingUntilKilled.RECORDS;
        for (int kill = 0; kill < kills; kill++) {
            left = Math.max(1, left - 20 / kills);
            Process node = start("killed");
            try {
                for (long begun = System.nanoTime(); !said().contains("destroying " + left + "\n") && node.isAlive() && System.nanoTime() - begun < AT_MOST_NANOS;) {
                    Thread.sleep(5);
                }
                assertThat(said()).contains("destroying " + left + "\n");
                Thread.sleep(random.nextInt(40));
                assertThat(node.isAlive()).as("when it is killed: " + said()).isTrue();
            } finally {
                // SIGKILL: no shutdown hook, no last flush.
                node.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
            }
        }
        Process node = start("end");
        try {
            assertThat(node.waitFor(10, TimeUnit.MINUTES)).as(said()).isTrue();
        } finally {
            node.destroyForcibly();
        }
        assertThat(said()).contains("result " + DisposingUntilKilled.RECORDS + " destroyed, 0 half, " + DisposingUntilKilled.RECORDS
                + " in the ledger, certificate GENUINE, ledger true, head file: agrees");
    }

    private String said() throws IOException {
        return Files.exists(data.resolve("said")) ? Files.readString(data.resolve("said")) : "";
    }

    private Process start(String until) throws IOException {
        // An empty entry would be the working folder, whose processes would be deployed a second time.
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")).replaceAll(":+$", "");
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp", classes,
                DisposingUntilKilled.class.getName(), data.toString(),
                "jdbc:h2:file:" + data.resolve("database") + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;LOCK_TIMEOUT=15000;MAX_COMPACT_TIME=0", until)
                .redirectErrorStream(true).redirectOutput(data.resolve("said").toFile()).start();
    }
}
