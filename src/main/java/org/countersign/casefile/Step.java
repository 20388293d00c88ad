package org.countersign.casefile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One person's answers, given for themselves or in somebody's place.
 *
 * @param at when they counted, UTC
 */
public record Step(String answersId, String task, String personId, @Nullable String inPlaceOf, Instant at, Object answers) {}
