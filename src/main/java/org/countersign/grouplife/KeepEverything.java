package org.countersign.grouplife;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The timer is off and everything is kept, because of a hold. */
record KeepEverything(
        @AssertTrue(message = "Tick the sentence once it is done") boolean kept,
        @Nullable @Size(max = 2000, message = "Keep the comment under 2,000 characters") String comment) {}
