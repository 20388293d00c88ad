package org.countersign.web.security;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The first administrator of a new installation.
 *
 * @param user     the account's name; if the directory has a person with that user id it is theirs
 * @param password set at the first start; without one a one-time password is made and printed once
 */
@Validated
@ConfigurationProperties("countersign.admin")
record AdministratorSettings(
        @DefaultValue("administrator") @Pattern(regexp = "[A-Za-z0-9._@+-]{1,64}") String user,
        @Nullable String password) {

    @Override
    public String toString() {
        return "AdministratorSettings[user=" + user + "]";
    }
}
