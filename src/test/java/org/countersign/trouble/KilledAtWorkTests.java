package org.countersign.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole application, killed without warning while people work and its own job executor seals, is started again and goes on.
 * {@code -Dcountersign.test.kills=20} for more blows than every build has time for, {@code -Dcountersign.test.kills.database=jdbc:…} for
 * another database than a file of H2.
 */
class KilledAtWorkTests {

    private static final long AT_MOST_NANOS = 600_000_000_000L;

    @TempDir Path data;

    @Test
    void everyCaseEndsWithExactlyOneValidRecord() throws Exception {
        int kills = Integer.getInteger("countersign.test.kills", 3);
        Random random = new Random();
        for (int kill = 0; kill < kills; kill++) {
            Process node = start("on");
            try {
                for (long begun = System.nanoTime(); !said().contains("sealing ") && node.isAlive() && System.nanoTime() - begun < AT_MOST_NANOS;) {
                    Thread.sleep(10);
                }
                assertThat(said()).contains("sealing ");
                Thread.sleep(random.nextInt(900));
                assertThat(node.isAlive()).as("still at work when it is killed: " + said()).isTrue();
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
        assertThat(said()).containsPattern("result \\{Authorised, 1 record, GENUINE, 4 signers, 1 group, 1 revision, "
                + "\\[deposited 1, frozen 1, sealed 1, signed 4\\]=\\d+\\}, told twice: 0, stuck: 0, ledger: true, head file: agrees");
    }

    private String said() throws IOException {
        return Files.exists(data.resolve("said")) ? Files.readString(data.resolve("said")) : "";
    }

    private Process start(String until) throws IOException {
        // An empty entry would be the working folder, whose processes would be deployed a second time.
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")).replaceAll(":+$", "");
        String database = System.getProperty("countersign.test.kills.database", "jdbc:h2:file:" + data.resolve("database")
                + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;LOCK_TIMEOUT=15000;MAX_COMPACT_TIME=0");
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp", classes,
                WorkingUntilKilled.class.getName(), data.toString(), database, until).redirectErrorStream(true).redirectOutput(data.resolve("said").toFile()).start();
    }
}
