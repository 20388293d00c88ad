package org.countersign.holds;

import java.util.List;
import org.countersign.records.Archive;

/** What a hold covers. */
public sealed interface Scope {

    /** These records. */
    record Records(List<String> recordIds) implements Scope {

        public Records {
            recordIds = List.copyOf(recordIds);
        }
    }

    /** Every record that answers to a question, those kept later too. Its page does not count. */
    record Matching(Archive.Query query) implements Scope {}

    /** The messaging groups of the register: nothing in them is deleted. */
    record Groups(List<String> groupIds) implements Scope {

        public Groups {
            groupIds = List.copyOf(groupIds);
        }
    }
}
