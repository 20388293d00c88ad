package org.countersign.grouplife;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who no longer works here has been taken out of the group (Social Media Policy §9.3(h)(3)).
 *
 * @param removed ids of those taken out
 */
record RemoveLeaver(
        @NotEmpty(message = "Tick whom you have taken out of the group") List<String> removed,
        @Nullable @Size(max = 2000, message = "Keep the comment under 2,000 characters") String comment) {

    RemoveLeaver {
        removed = removed == null ? List.of() : List.copyOf(removed);
    }
}
