package org.countersign.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * Limits of the page anybody may use.
 *
 * @param maxSize   the largest file looked at
 * @param perMinute files or codes a single source may have checked in a minute
 * @param atOnce    files held in memory at the same time, over all sources
 */
@Validated
@ConfigurationProperties("countersign.verify")
record VerifySettings(
        @DefaultValue("40MB") DataSize maxSize,
        @DefaultValue("20") @Min(1) @Max(10_000) int perMinute,
        @DefaultValue("2") @Min(1) @Max(100) int atOnce) {

    String maxSizeInWords() {
        return maxSize.toMegabytes() > 0 ? maxSize.toMegabytes() + " MB" : maxSize.toKilobytes() + " KB";
    }
}
