package org.countersign.grouplife;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The line manager lets a suspended group be used again. */
record RestoreGroup(
        @NotBlank(message = "Say what was agreed so that it does not happen again") @Size(max = 2000, message = "Keep this under 2,000 characters") String agreed,
        @AssertTrue(message = "Tick the sentence to restore the group") boolean restored) {}
