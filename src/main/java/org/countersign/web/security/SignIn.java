package org.countersign.web.security;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.countersign.engine.Accounts;
import org.countersign.people.PeopleChanged;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Checks user name and password for the form and for HTTP Basic alike. One attempt on an account at a time, so that a burst of guesses
 * meets the delay the first of them caused. A program that keeps sending the same right password is recognised for a minute without
 * hashing it again, but not while guesses are refused: a right one would stand out.
 */
@Component
class SignIn implements AuthenticationProvider {

    private static final Duration RECOGNISED_FOR = Duration.ofMinutes(1);
    private static final int RECOGNISED = 1_000;

    private final Accounts accounts;
    private final Admission admission;
    private final SignInDelays delays;
    private final Clock clock;
    private final List<Lock> locks = IntStream.range(0, 64).<Lock>mapToObj(i -> new ReentrantLock()).toList();
    private final SecretKeySpec key;
    private final Map<String, Instant> recognised = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > RECOGNISED;
        }
    };

    SignIn(Accounts accounts, Admission admission, SignInDelays delays, Clock clock) {
        this.accounts = accounts;
        this.admission = admission;
        this.delays = delays;
        this.clock = clock;
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String userId = attempt.getName().strip();
        String password = attempt.getCredentials() == null ? "" : attempt.getCredentials().toString();
        String address = attempt.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "unknown";
        confirm(userId, password, address);
        if (!admission.isAdmitted(userId)) {
            throw new BadCredentialsException("Not admitted");
        }
        var person = UsernamePasswordAuthenticationToken.authenticated(userId, null, List.of(new SimpleGrantedAuthority("SIGNED_IN")));
        person.setDetails(attempt.getDetails());
        return person;
    }

    /**
     * Says nothing if the password is that person's.
     *
     * @throws RefusedForNow           when there were too many failures before
     * @throws BadCredentialsException when it is not
     */
    void confirm(String userId, String password, String address) {
        String source = Source.of(address);
        refuseWhatComesTooSoon(userId, source);
        String digest = digest(userId, password);
        if (isRecognised(digest)) {
            return;
        }
        Lock lock = locks.get(Math.floorMod(userId.toLowerCase(Locale.ROOT).hashCode(), locks.size()));
        lock.lock();
        try {
            if (!isRecognised(digest)) {
                check(userId, password, source);
                recognise(digest);
            }
        } finally {
            lock.unlock();
        }
    }

    private void check(String userId, String password, String source) {
        refuseWhatComesTooSoon(userId, source);
        boolean matches = accounts.matches(userId, password);
        if (!matches || !admission.isAdmitted(userId)) {
            delays.failed(userId, source);
            throw new BadCredentialsException("Not admitted");
        }
        delays.succeeded(userId, source);
    }

    private void refuseWhatComesTooSoon(String userId, String source) {
        delays.refusedUntil(userId, source).ifPresent(until -> {
            throw new RefusedForNow(clock.instant(), until);
        });
    }

    /** After a change of passwords or of the directory nothing is recognised any more. */
    @EventListener
    void forget(PeopleChanged event) {
        forget();
    }

    void forget() {
        synchronized (recognised) {
            recognised.clear();
        }
    }

    private boolean isRecognised(String digest) {
        synchronized (recognised) {
            Instant at = recognised.get(digest);
            return at != null && at.plus(RECOGNISED_FOR).isAfter(clock.instant());
        }
    }

    private void recognise(String digest) {
        synchronized (recognised) {
            recognised.put(digest, clock.instant());
        }
    }

    private String digest(String userId, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(MessageDigest.getInstance("SHA-256").digest(userId.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("This Java has no HmacSHA256", e);
        }
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
