package org.countersign.records;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of keeping records, {@code countersign.records.*}.
 *
 * @param keystore  where the institution's keys lie
 * @param timestamp who attests the time of a seal
 * @param renewal   how long before its end an archive time stamp is renewed
 */
@Validated
@ConfigurationProperties("countersign.records")
public record RecordsSettings(@Valid @DefaultValue Keystore keystore, @Valid @DefaultValue Timestamp timestamp,
        @Valid @DefaultValue Renewal renewal) {

    /** Kind of the institution's sealing key. */
    public enum SealKey { EC_P256, RSA_3072 }

    /**
     * Where the institution's keys lie.
     *
     * @param password opens the keystore (or is the token's PIN); at least 12 characters outside the demonstration
     * @param file     the PKCS#12 file; {@code keystore.p12} in the data folder when not given
     * @param pkcs11   configuration file of the JDK's SunPKCS11 provider; when given, the keys lie in that token instead of the file
     * @param sealKey  kind of sealing key made at the first start
     */
    public record Keystore(@Nullable String password, @Nullable Path file, @Nullable Path pkcs11,
            @NotNull @DefaultValue("EC_P256") SealKey sealKey) {}

    /**
     * Who attests the time of a seal.
     *
     * @param url     address of an RFC 3161 time-stamping authority; without one the application's own time-stamping key attests
     * @param timeout how long to wait for its answer
     * @param retryAfter first pause before asking again for a token that did not come; doubled each time up to a day
     */
    public record Timestamp(@Nullable URI url, @NotNull @DefaultValue("10s") Duration timeout,
            @NotNull @DefaultValue("1m") Duration retryAfter) {}

    /** What a time stamp is made with. */
    public enum Digest {
        SHA_256, SHA_384, SHA_512;

        String javaName() {
            return name().replace('_', '-');
        }
    }

    /**
     * How records outlive their archive time stamps.
     *
     * @param before      so long before the last time stamp ends a new one is put over the record
     * @param digest      what new archive time stamps are made with
     * @param sha256Until the day from which SHA-256 is no longer to be relied on, once that is known; with a stronger {@code digest}, records
     *                    stamped with SHA-256 get a new time stamp before it
     */
    public record Renewal(@NotNull @DefaultValue("365d") Duration before, @NotNull @DefaultValue("SHA_256") Digest digest,
            @Nullable LocalDate sha256Until) {}
}
