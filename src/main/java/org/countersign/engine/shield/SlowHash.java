package org.countersign.engine.shield;

import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;

/** Passwords are kept as PBKDF2 with HMAC-SHA-512, 210,000 rounds; the engine's own digest is a single fast SHA-512. */
class SlowHash implements PasswordEncryptor {

    private static final int ROUNDS = 210_000;
    private static final int SALT_BYTES = 16;

    private final Pbkdf2PasswordEncoder encoder =
            new Pbkdf2PasswordEncoder("", SALT_BYTES, ROUNDS, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA512);

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
        return "PBKDF2-SHA512-210000";
    }
}
