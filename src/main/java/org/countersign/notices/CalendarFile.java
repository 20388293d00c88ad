package org.countersign.notices;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Calendar entries as a file that calendar programs read (iCalendar, RFC 5545): UTC throughout, lines of at most 75 octets. */
public final class CalendarFile {

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LONGEST_LINE = 75;

    private final String publicUrl;
    private final StringBuilder text = new StringBuilder();

    private CalendarFile(String publicUrl, String method) {
        this.publicUrl = publicUrl;
        line("BEGIN:VCALENDAR");
        line("VERSION:2.0");
        line("PRODID:-//Countersign//Deadlines//EN");
        line("METHOD:" + method);
    }

    /** A calendar to subscribe to; {@link #add} what it shows, then ask for its {@link #text}. */
    public static CalendarFile toSubscribe(String publicUrl, String name) {
        CalendarFile file = new CalendarFile(publicUrl, "PUBLISH");
        file.line("X-WR-CALNAME:" + escaped(name));
        file.line("REFRESH-INTERVAL;VALUE=DURATION:PT15M");
        file.line("X-PUBLISHED-TTL:PT15M");
        return file;
    }

    /** An entry sent to one person: a request, so that their calendar takes the place of what it had under that uid; or its cancellation. */
    static String sentTo(String publicUrl, CalendarEntry entry, Instant stamp, String link, String organizer, String attendee) {
        CalendarFile file = new CalendarFile(publicUrl, entry.cancelled() ? "CANCEL" : "REQUEST");
        file.event(entry, stamp, link, organizer, attendee);
        return file.text();
    }

    /**
     * One more entry.
     *
     * @param stamp when it was last changed
     * @param link  path on this server
     */
    public CalendarFile add(CalendarEntry entry, Instant stamp, String link) {
        event(entry, stamp, link, "", "");
        return this;
    }

    /** The whole file. */
    public String text() {
        return text + "END:VCALENDAR\r\n";
    }

    private void event(CalendarEntry entry, Instant stamp, String link, String organizer, String attendee) {
        line("BEGIN:VEVENT");
        line("UID:" + entry.uid() + "@" + URI.create(publicUrl).getHost());
        line("SEQUENCE:" + entry.sequence());
        line("DTSTAMP:" + UTC.format(stamp));
        // Without an end it takes up no time.
        line("DTSTART:" + UTC.format(entry.at()));
        line("SUMMARY:" + escaped(entry.summary()));
        line("URL:" + publicUrl + link);
        line("CLASS:CONFIDENTIAL");
        line("TRANSP:TRANSPARENT");
        if (!attendee.isEmpty()) {
            line("ORGANIZER:mailto:" + organizer);
            line("ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:" + attendee);
        }
        if (entry.cancelled()) {
            line("STATUS:CANCELLED");
        } else {
            line("STATUS:CONFIRMED");
            line("BEGIN:VALARM");
            line("ACTION:DISPLAY");
            line("DESCRIPTION:" + escaped(entry.summary()));
            line("TRIGGER:-PT12H");
            line("END:VALARM");
        }
        line("END:VEVENT");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,");
    }

    /** Long lines go on in the next one after a blank; no letter is cut in two. */
    private void line(String line) {
        int room = LONGEST_LINE;
        for (int at = 0; at < line.length();) {
            int letter = line.codePointAt(at);
            int size = Character.toString(letter).getBytes(StandardCharsets.UTF_8).length;
            if (size > room) {
                text.append("\r\n ");
                room = LONGEST_LINE - 1;
            }
            text.appendCodePoint(letter);
            room -= size;
            at += Character.charCount(letter);
        }
        text.append("\r\n");
    }
}
