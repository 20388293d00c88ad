package org.countersign.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A point on a case's line of time ({@code pages/parts :: timeline}).
 *
 * @param look  class of its mark: Event, Awareness, Escalation or Deadline, with {@code ahead} for what is to come
 * @param label before the words, where there is something to tell apart
 */
record Point(String look, @Nullable String label, Instant at, String words, @Nullable String who) {}
