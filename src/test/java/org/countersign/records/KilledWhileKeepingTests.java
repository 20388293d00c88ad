package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed without warning at random moments ({@code -Dcountersign.test.kills=20} for more of them), everything is there once or not at all. */
class KilledWhileKeepingTests {

    @TempDir Path data;

    @Test
    void everyCaseEndsWithExactlyOneValidRecord() throws Exception {
        Random random = new Random();
        int begun = 0;
        for (int kill = 0; kill < Integer.getInteger("countersign.test.kills", 3); kill++) {
            Process node = start(0);
            while (node.isAlive() && !said().contains("working ")) {
                Thread.sleep(20);
            }
            Thread.sleep(random.nextInt(1500));
            assertThat(node.isAlive()).as("still at work when it is killed: " + said()).isTrue();
            // SIGKILL: no shutdown hook, no last flush.
            node.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
            begun = Math.max(begun, said().lines().filter(line -> line.matches("working \\d+"))
                    .mapToInt(line -> Integer.parseInt(line.substring("working ".length()))).max().orElse(0));
        }
        Process node = start(begun);
        try {
            assertThat(node.waitFor(10, TimeUnit.MINUTES)).as(said()).isTrue();
        } finally {
            node.destroyForcibly();
        }
        assertThat(said()).contains("result " + begun + " cases, " + begun
                + " deposited once, four signatures each: true, [GENUINE], head file: agrees, ledger: true");
    }

    private String said() throws IOException {
        return Files.exists(data.resolve("said")) ? Files.readString(data.resolve("said")) : "";
    }

    private Process start(int last) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-Xmx400m", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), KeepingUntilKilled.class.getName(),
                data.toString(), Integer.toString(last)).redirectErrorStream(true).redirectOutput(data.resolve("said").toFile()).start();
    }
}
