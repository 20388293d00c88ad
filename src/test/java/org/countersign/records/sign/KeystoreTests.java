package org.countersign.records.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.records.RecordsSettings;
import org.countersign.records.RecordsSettings.SealKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoreTests {

    private static final String GOOD = "a good long password";

    @TempDir Path data;

    private Keystore keystore(@Nullable String password, boolean demonstration) {
        return new Keystore(data, new RecordsSettings.Keystore(password, null, null, SealKey.EC_P256), demonstration, "Example College",
                "https://countersign.college.example");
    }

    private static Set<String> known(KeyRing ring) {
        return ring.everIssued().stream().map(Digests::of).collect(Collectors.toSet());
    }

    @Test
    void makesKeysOnceAndOpensTheSameAfterwards() {
        KeyRing first = keystore(GOOD, false).open(Set.of(), false, Instant.now());
        KeyRing second = keystore(GOOD, false).open(known(first), true, Instant.now());
        assertThat(second.authority()).isEqualTo(first.authority());
        assertThat(second.seal().certificate()).isEqualTo(first.seal().certificate());
    }

    @Test
    void refusesToStartWithoutAPasswordOrWithAWeakOne() {
        assertThatThrownBy(() -> keystore(null, false).open(Set.of(), false, Instant.now())).isInstanceOf(KeystoreUnusable.class)
                .hasMessageContaining("No password");
        assertThatThrownBy(() -> keystore("", false).open(Set.of(), false, Instant.now())).isInstanceOf(KeystoreUnusable.class);
        assertThatThrownBy(() -> keystore("elevenchars", false).open(Set.of(), false, Instant.now())).isInstanceOf(KeystoreUnusable.class)
                .hasMessageContaining("shorter than 12");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void keepsThePasswordBesideTheKeysInTheDemonstrationOnlyAndForItsOwnerOnly() throws IOException {
        KeyRing first = keystore(null, true).open(Set.of(), false, Instant.now());
        for (String file : Set.of("keystore.p12", "keystore.password")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file)))).isEqualTo("rw-------");
        }
        assertThat(keystore(null, true).open(known(first), true, Instant.now()).authority()).isEqualTo(first.authority());
        Files.delete(data.resolve("keystore.password"));
        assertThatThrownBy(() -> keystore(null, true).open(known(first), true, Instant.now())).isInstanceOf(KeystoreUnusable.class)
                .hasMessageContaining("password");
        assertThat(data.resolve("keystore.password")).doesNotExist();
    }

    @Test
    void leavesNoPasswordBesideTheKeysOutsideTheDemonstration() {
        keystore(GOOD, false).open(Set.of(), false, Instant.now());
        assertThat(data.resolve("keystore.password")).doesNotExist();
    }

    @Test
    void saysAWrongPasswordLoudlyAndLeavesTheKeystoreAlone() throws IOException {
        KeyRing first = keystore(GOOD, false).open(Set.of(), false, Instant.now());
        byte[] before = Files.readAllBytes(data.resolve("keystore.p12"));
        assertThatThrownBy(() -> keystore("another long password", false).open(known(first), true, Instant.now()))
                .isInstanceOf(KeystoreUnusable.class).hasMessageContaining("the password does not fit");
        assertThat(data.resolve("keystore.p12")).hasBinaryContent(before);
    }

    @Test
    void tellsAFileThatCannotBeReadFromAWrongPassword() throws IOException {
        Files.createDirectory(data.resolve("keystore.p12"));
        assertThatThrownBy(() -> keystore(GOOD, false).open(Set.of(), false, Instant.now())).isInstanceOf(KeystoreUnusable.class)
                .hasMessageContaining("cannot be read").hasMessageNotContaining("password");
        assertThat(data.resolve("keystore.p12")).isEmptyDirectory();
    }

    @Test
    void neverMakesNewKeysOverExistingRecords() throws IOException {
        KeyRing first = keystore(GOOD, false).open(Set.of(), false, Instant.now());
        Files.delete(data.resolve("keystore.p12"));
        assertThatThrownBy(() -> keystore(GOOD, false).open(known(first), true, Instant.now())).isInstanceOf(KeystoreUnusable.class)
                .hasMessageContaining("missing").hasMessageContaining("belongs to keys made before");
        assertThat(data.resolve("keystore.p12")).doesNotExist();
    }

    @Test
    void refusesKeysThatAreNotTheOnesOfThisDatabase() {
        keystore(GOOD, false).open(Set.of(), false, Instant.now());
        assertThatThrownBy(() -> keystore(GOOD, false).open(Set.of("ab".repeat(32)), true, Instant.now())).isInstanceOf(KeystoreUnusable.class)
                .hasMessageContaining("not the ones this database belongs to");
    }

    @Test
    void keepsTheOldCertificatesWhenKeysAreRotated() {
        KeyRing first = keystore(GOOD, false).open(Set.of(), false, Instant.now());
        KeyRing second = keystore(GOOD, false).rotate(Instant.now()).keep();
        assertThat(second.authority()).isNotEqualTo(first.authority());
        assertThat(second.everIssued()).containsAll(first.everIssued()).hasSize(6);
        assertThat(keystore(GOOD, false).open(known(second), true, Instant.now()).authority()).isEqualTo(second.authority());
    }
}
