package org.countersign.records;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of keeping records, {@code countersign.records.*}.
 *
 * @param keystore  where the institution's keys lie
 * @param timestamp who attests the time of a seal
 */
@Validated
@ConfigurationProperties("countersign.records")
public record RecordsSettings(@Valid @DefaultValue Keystore keystore, @Valid @DefaultValue Timestamp timestamp) {

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
}
