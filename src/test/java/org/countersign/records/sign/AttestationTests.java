package org.countersign.records.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.countersign.records.RecordsSettings;
import org.countersign.records.RecordsSettings.SealKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.io.TempDir;

class AttestationTests {

    private static final byte[] TEXT = "the head of the chain".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(SealKey.class)
    void holdsForTheTextItWasMadeForAndWithNoBitTurned(SealKey kind) throws Exception {
        KeyRing keys = new Keystore(folder.resolve("keys.p12"), new RecordsSettings.Keystore("a password of the tests", null, null, kind), false,
                "Example College", "http://127.0.0.1").open(Set.of(), false, Instant.parse("2026-11-20T10:00:00Z"));
        byte[] seal = Attestation.seal(TEXT, keys);
        assertThat(Attestation.holds(TEXT, seal, List.of(keys.authority()))).isTrue();
        assertThat(Attestation.holds("the head of another".getBytes(StandardCharsets.UTF_8), seal, List.of(keys.authority()))).isFalse();
        assertThat(IntStream.range(0, seal.length * 8).parallel().filter(bit -> {
            byte[] turned = seal.clone();
            turned[bit / 8] ^= (byte) (1 << bit % 8);
            return Attestation.holds(TEXT, turned, List.of(keys.authority()));
        })).isEmpty();
    }
}
