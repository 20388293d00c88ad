package org.countersign.engine.shield;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.digest.PasswordManager;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** How passwords are kept in earnest, and in the demonstration, where everybody reads the one password on the sign-in page. */
class SlowHashTests {

    private static final String PASSWORD = "rowing before breakfast";

    @Test
    void keepsAPasswordWithTwoHundredAndTenThousandRoundsInEarnest() throws Exception {
        String kept = passwords(new MockEnvironment().withProperty("countersign.demo.password", PASSWORD)).encrypt(PASSWORD);
        assertThat(kept).startsWith("{PBKDF2-SHA512-210000}").isEqualTo("{PBKDF2-SHA512-210000}" + asTheMachineItselfComputesIt(kept, 210_000));
    }

    @Test
    void keepsAPasswordAsInEarnestInADemonstrationWithoutACommonOne() {
        assertThat(passwords(demonstration("")).encrypt(PASSWORD)).startsWith("{PBKDF2-SHA512-210000}");
    }

    @Test
    void takesAThousandRoundsForAPasswordThatEverybodyReads() throws Exception {
        String kept = passwords(demonstration(PASSWORD)).encrypt(PASSWORD);
        assertThat(kept).startsWith("{PBKDF2-SHA512-1000}").isEqualTo("{PBKDF2-SHA512-1000}" + asTheMachineItselfComputesIt(kept, 1_000));
    }

    @Test
    void checksWhatTheOtherHasKept() {
        PasswordManager earnest = passwords(new MockEnvironment());
        PasswordManager demonstration = passwords(demonstration(PASSWORD));
        for (String kept : new String[] {earnest.encrypt(PASSWORD), demonstration.encrypt(PASSWORD)}) {
            assertThat(earnest.check(PASSWORD, kept)).isTrue();
            assertThat(demonstration.check(PASSWORD, kept)).isTrue();
            assertThat(earnest.check("something else", kept)).isFalse();
            assertThat(demonstration.check("something else", kept)).isFalse();
        }
    }

    private static MockEnvironment demonstration(String password) {
        MockEnvironment environment = new MockEnvironment().withProperty("countersign.demo.password", password);
        environment.setActiveProfiles("demo");
        return environment;
    }

    private static PasswordManager passwords(MockEnvironment environment) {
        var engine = new StandaloneInMemProcessEngineConfiguration();
        new ShieldPlugin(environment).preInit(engine);
        return new PasswordManager(engine.getPasswordEncryptor(), engine.getCustomPasswordChecker());
    }

    /** Salt and key as they are kept, made once more by the JDK alone. */
    private static String asTheMachineItselfComputesIt(String kept, int rounds) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(kept.substring(kept.indexOf('}') + 1));
        byte[] salt = Arrays.copyOf(bytes, 16);
        byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                .generateSecret(new PBEKeySpec(PASSWORD.toCharArray(), salt, rounds, (bytes.length - salt.length) * 8)).getEncoded();
        return HexFormat.of().formatHex(salt) + HexFormat.of().formatHex(key);
    }
}
