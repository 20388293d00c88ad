package org.countersign.engine;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The demonstration.
 *
 * @param password the one password of the demonstration's invented people; without effect outside the profile {@code demo}
 * @param cases    whether the first start plays the demonstration's first cases; without effect outside the profile {@code demo}
 */
@ConfigurationProperties("countersign.demo")
public record DemoSettings(@Nullable String password, @DefaultValue("false") boolean cases) {

    /** A word for the log, never the password. */
    @Override
    public String toString() {
        return "DemoSettings[password=" + (password == null ? "none" : "set") + ", cases=" + cases + "]";
    }
}
