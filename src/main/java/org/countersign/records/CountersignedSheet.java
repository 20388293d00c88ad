package org.countersign.records;

/** A sheet as it is embedded in the record: with everything needed to judge its signatures years later. */
record CountersignedSheet(Sheets.Stored sheet, byte[] pdf) {

    String fileName() {
        return "sheet-" + sheet.number() + ".pdf";
    }
}
