package org.countersign.disciplinaryreferral;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** An appeal in writing, by the person concerned or as they handed it in (ACAS Code, paragraph 26). */
record LodgeAppeal(
        @NotBlank(message = "Say on what grounds") @Size(max = 4000, message = "Keep the grounds under 4,000 characters") String grounds) {}
