package org.countersign.engine.shield;

import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;

/**
 * Passwords are kept as PBKDF2 with HMAC-SHA-512; the engine's own digest is a single fast SHA-512. Each password keeps beside it with how many
 * rounds it was made.
 */
class SlowHash implements PasswordEncryptor {

    /** OWASP's figure for this function; about a quarter of a second. */
    static final int IN_EARNEST = 210_000;

    /** For the one password of the demonstration, which stands on its sign-in page: nothing is left to guess, and its people are there at once. */
    static final int FOR_EVERYBODY = 1_000;

    private static final int SALT_BYTES = 16;

    private final int rounds;
    private final Pbkdf2PasswordEncoder encoder;

    SlowHash(int rounds) {
        this.rounds = rounds;
        this.encoder = new Pbkdf2PasswordEncoder("", SALT_BYTES, rounds, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA512);
    }

    @Override
    public String encrypt(String password) {
        return encoder.encode(password);
    }

    @Override
    public boolean check(String password, String encrypted) {
        return encoder.matches(password, encrypted);
    }

    @Override
    public String hashAlgorithmName() {
        return "PBKDF2-SHA512-" + rounds;
    }
}
