package org.countersign.engine;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.EncryptionUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who can sign in with what. The engine's identity service holds the hashes; people come from the directory.
 * Nothing here counts failures: the sign-in does, and the engine's own counting (which ends in a lasting lock) is never asked.
 */
@Service
public class Accounts {

    /** How long a one-time password can be used. */
    public static final Duration ONE_TIME_FOR = Duration.ofDays(7);

    static final int SHORTEST_PASSWORD = 12;

    private static final int LONGEST_PASSWORD = 200;

    /** Letters and digits that are not mistaken for each other when read out. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    /** Why a password does not do, in words for the person choosing it. */
    public static class UnsuitablePassword extends RuntimeException {
        UnsuitablePassword(String message) {
            super(message);
        }
    }

    private final ProcessEngine engine;
    private final JdbcClient database;
    private final Clock clock;
    private final Optional<String> demoPassword;
    private final SecureRandom random = new SecureRandom();
    private volatile @Nullable String nobodysHash;

    Accounts(ProcessEngine engine, JdbcClient database, Clock clock, DemoSettings demo, Environment environment) {
        this.engine = engine;
        this.database = database;
        this.clock = clock;
        this.demoPassword = environment.acceptsProfiles(Profiles.of("demo"))
                ? Optional.ofNullable(demo.password()).filter(p -> !p.isBlank()) : Optional.empty();
    }

    /** The one password of the demonstration; empty outside of it. */
    public Optional<String> demoPassword() {
        return demoPassword;
    }

    /** Whether the password is this account's. Takes as long for an account that does not exist. */
    public boolean matches(String userId, String password) {
        if (password.length() > LONGEST_PASSWORD) {
            return false;
        }
        record Stored(String hash, String salt) {}
        Stored stored = configuration().getCommandExecutorTxRequired().execute(context -> {
            UserEntity user = context.getReadOnlyIdentityProvider().findUserById(userId) instanceof UserEntity found ? found : null;
            return user == null || user.getPassword() == null ? null : new Stored(user.getPassword(), user.getSalt());
        });
        // Nobody has set the password of an account that has the demonstration's: outside of it, it opens nothing.
        boolean isSet = demoPassword.isPresent() || passwordSetAt(userId).isPresent();
        boolean known = stored != null && isSet;
        Stored asked = known ? stored : new Stored(nobodysHash(), "");
        boolean same = configuration().getPasswordManager().check(EncryptionUtil.saltPassword(password, asked.salt()), asked.hash());
        return known && same && !isOverdueOneTime(userId);
    }

    public boolean exists(String userId) {
        return identity().createUserQuery().userId(userId).count() > 0;
    }

    /** Whether the person has to choose a password before anything else. */
    public boolean mustChoosePassword(String userId) {
        return database.sql("select one_time from cs_passwords where user_id = ?").param(userId)
                .query(Boolean.class).optional().orElse(false);
    }

    /** Whether the account has a password that still works. */
    public boolean canSignIn(String userId) {
        return passwordSetAt(userId).isPresent() && !isOverdueOneTime(userId);
    }

    /** When the password was last set; sessions opened before that are over. */
    public Optional<Instant> passwordSetAt(String userId) {
        return database.sql("select set_at from cs_passwords where user_id = ?").param(userId)
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant()).optional();
    }

    /**
     * The person's own choice.
     *
     * @throws UnsuitablePassword in words for the person
     */
    @Transactional
    public void choosePassword(String userId, String password) {
        check(userId, password);
        if (matches(userId, password)) {
            throw new UnsuitablePassword("That is the password you have now. Please choose another one.");
        }
        set(userId, password, false);
    }

    /** Makes a password that works once, within {@link #ONE_TIME_FOR}: after it the person chooses an own one. */
    @Transactional
    public String issueOneTimePassword(String userId) {
        if (!exists(userId)) {
            throw new NotAllowed("There is no account '" + userId + "'.");
        }
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            password.append(i > 0 && i % 5 == 0 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        set(userId, password.toString(), true);
        return password.toString();
    }

    /** Makes an account: with the demonstration's password there, elsewhere one nobody can sign in to until a password is issued. */
    @Transactional
    public void open(String userId, String name, @Nullable String email) {
        Provisioning.run(() -> {
            User user = identity().newUser(userId);
            name(user, name, email);
            demoPassword.ifPresent(user::setPassword);
            identity().saveUser(user);
        });
    }

    /** Sets a password given by configuration. */
    @Transactional
    public void setPassword(String userId, String password) {
        set(userId, password, false);
    }

    /** @throws UnsuitablePassword when it is too short, too long or too obvious */
    public static void check(String userId, String password) {
        if (password.length() < SHORTEST_PASSWORD) {
            throw new UnsuitablePassword("Please choose at least " + SHORTEST_PASSWORD + " characters; a few words in a row are fine.");
        }
        if (password.length() > LONGEST_PASSWORD) {
            throw new UnsuitablePassword("Please choose at most " + LONGEST_PASSWORD + " characters.");
        }
        if (password.toLowerCase(Locale.ROOT).contains(userId.toLowerCase(Locale.ROOT))) {
            throw new UnsuitablePassword("Please choose a password without your user name in it.");
        }
        if (password.chars().distinct().count() < 5) {
            throw new UnsuitablePassword("Please choose a password of more than a few different characters.");
        }
    }

    /** Splits a name into what the engine's two fields show as one. */
    public static boolean name(User user, String name, @Nullable String email) {
        int gap = name.lastIndexOf(' ');
        String first = gap < 0 ? name : name.substring(0, gap);
        String last = gap < 0 ? "" : name.substring(gap + 1);
        boolean same = first.equals(user.getFirstName()) && last.equals(user.getLastName())
                && Objects.equals(email, user.getEmail());
        user.setFirstName(first);
        user.setLastName(last);
        user.setEmail(email);
        return !same;
    }

    private void set(String userId, String password, boolean oneTime) {
        User user = identity().createUserQuery().userId(userId).singleResult();
        if (user == null) {
            throw new NotAllowed("There is no account '" + userId + "'.");
        }
        user.setPassword(password);
        Provisioning.run(() -> identity().saveUser(user));
        OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        int changed = database.sql("update cs_passwords set set_at = ?, one_time = ? where user_id = ?")
                .params(now, oneTime, userId).update();
        if (changed == 0) {
            database.sql("insert into cs_passwords (user_id, set_at, one_time) values (?, ?, ?)").params(userId, now, oneTime).update();
        }
    }

    private boolean isOverdueOneTime(String userId) {
        return mustChoosePassword(userId)
                && passwordSetAt(userId).filter(at -> at.plus(ONE_TIME_FOR).isBefore(clock.instant())).isPresent();
    }

    private String unguessable() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String nobodysHash() {
        String hash = nobodysHash;
        if (hash == null) {
            nobodysHash = hash = configuration().getPasswordManager().encrypt(unguessable());
        }
        return hash;
    }

    private IdentityService identity() {
        return engine.getIdentityService();
    }

    private ProcessEngineConfigurationImpl configuration() {
        return (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }
}
