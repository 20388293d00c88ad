package org.countersign.records.render;

import org.countersign.institution.Institution;
import org.countersign.records.Document;

/** Sheet and record pages for tests elsewhere in records. */
public final class SampleDocuments {

    private SampleDocuments() {}

    public static Institution institution() {
        return Samples.INSTITUTION;
    }

    public static Document sheet() {
        return Samples.sheetDocument(Samples.plainSheet());
    }

    public static Document record() {
        return Samples.recordDocument(Samples.authorised());
    }

    public static Object data() {
        return Samples.authorised();
    }
}
