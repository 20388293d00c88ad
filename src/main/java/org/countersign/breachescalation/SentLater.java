package org.countersign.breachescalation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was still missing when the regulator was told, and has been sent since (UK GDPR art. 33(4)).
 *
 * @param what    the question of the regulator's form, or whatever else was missing
 * @param atFirst what was said then; {@code null} where it answers no question of the form
 * @param known   what is known now
 */
public record SentLater(String what, @Nullable String atFirst, String known, Instant sentAt) {}
