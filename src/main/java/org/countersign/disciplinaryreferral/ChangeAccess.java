package org.countersign.disciplinaryreferral;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** That access was withdrawn or given back as asked, and what was done. */
record ChangeAccess(
        @NotBlank(message = "Say what you have done") @Size(max = 1000, message = "Keep this under 1,000 characters") String done) {}
