package org.countersign.web.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.countersign.engine.Accounts;
import org.countersign.people.Person;
import org.countersign.records.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Passwords that work once. Whoever issues one could sign in with it and sign as somebody else, so that it was issued stands in
 * the ledger, beside the signatures it may have to explain. The password itself stands nowhere.
 */
@Service
public class OneTimePasswords {

    static final String EVENT = "oneTimePasswordIssued";

    private final Accounts accounts;
    private final Ledger ledger;
    private final ObjectMapper json;

    OneTimePasswords(Accounts accounts, Ledger ledger, ObjectMapper json) {
        this.accounts = accounts;
        this.ledger = ledger;
        this.json = json;
    }

    /**
     * One that was issued.
     *
     * @param byPersonId who issued it; {@code null} once the ledger's details have been disposed of
     */
    public record Issued(Instant at, @Nullable String byPersonId) {}

    /** @return the password, to be shown once and kept nowhere */
    @Transactional
    public String issue(Person person, String byPersonId) {
        ledger.add(EVENT, person.personId(), Map.of("by", byPersonId));
        return accounts.issueOneTimePassword(person.userId());
    }

    /** Oldest first. */
    public List<Issued> issuedTo(String personId) {
        return ledger.of(personId).stream().filter(entry -> entry.event().equals(EVENT))
                .map(entry -> new Issued(entry.at(), entry.details() == null ? null : by(entry.details()))).toList();
    }

    private @Nullable String by(String details) {
        try {
            return json.readTree(details).path("by").asText(null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The ledger's details are no JSON", e);
        }
    }
}
