package org.countersign.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.countersign.engine.Cases;
import org.countersign.engine.ReadableCases;
import org.countersign.institution.Institution;
import org.countersign.people.Person;
import org.countersign.records.Archive;
import org.countersign.records.Archive.Query;
import org.countersign.records.Bags;
import org.countersign.records.Bags.Order;
import org.countersign.records.Bags.Taker;
import org.countersign.records.KeptRecord;
import org.countersign.records.RecordDraft.AccessClass;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Records on their way out as a bag: only those whose content the person may read. Pages and programs ask here. The bag is written while it
 * is made; if that fails halfway the connection breaks, and what has arrived is no whole zip file.
 */
@Component
class RecordBags {

    /** Each holds one record in memory and keeps the database busy for as long as it lasts. */
    private static final int AT_ONCE = 2;

    private static final int STRETCH = 500;

    private final Bags bags;
    private final Archive archive;
    private final RecordAccess access;
    private final ReadableCases readable;
    private final Cases cases;
    private final ZoneId zone;
    private final Semaphore seats = new Semaphore(AT_ONCE);

    RecordBags(Bags bags, Archive archive, RecordAccess access, ReadableCases readable, Cases cases, Institution institution) {
        this.bags = bags;
        this.archive = archive;
        this.access = access;
        this.readable = readable;
        this.cases = cases;
        this.zone = institution.zone();
    }

    /** @throws NotThere when one of them is not there, or not this person's to read; nothing leaves then */
    void these(Person me, List<String> recordIds, HttpServletRequest request, HttpServletResponse response) throws IOException {
        LinkedHashSet<String> each = new LinkedHashSet<>(recordIds);
        for (String recordId : each) {
            access.readable(me, recordId);
        }
        if (each.size() == 1 && !bags.isSound(each.iterator().next())) {
            request.setAttribute(Trouble.WORDS, "The archive's copy of this record is damaged, so it cannot leave in a bag, which would vouch for it. "
                    + "Put it back from an earlier bag first (import-bag), then try again.");
            response.sendError(HttpStatus.CONFLICT.value());
            return;
        }
        write(me, taker(me), each.stream(), 0, each.size() == 1 ? each.iterator().next() : null, response);
    }

    /** Those found that this person may read; the bag says how many others stayed. */
    void found(Person me, Query query, HttpServletResponse response) throws IOException {
        RecordAccess.mustBeOfficer(me);
        readable(me, () -> archive.all(query), response);
    }

    /** Of these records those that this person may read; the bag says how many others stayed. */
    void readable(Person me, Supplier<Stream<KeptRecord>> records, HttpServletResponse response) throws IOException {
        int withheld = (int) records.get().filter(record -> !access.isReadable(me, record)).count();
        write(me, taker(me), records.get().filter(record -> access.isReadable(me, record)).map(KeptRecord::recordId), withheld, null, response);
    }

    /**
     * Numbers of the restricted and sealed-off records that this person's office may read and that were sealed on these days: its part of the
     * archive, which no bag of the desk has. Not what they may read as somebody concerned.
     */
    List<String> ofTheOffice(Person me, @Nullable LocalDate from, @Nullable LocalDate to) {
        List<String> found = new ArrayList<>();
        String after = null;
        while (true) {
            List<String> stretch = readable.ofTheOffice(me, after, STRETCH);
            stretch.stream().map(archive::find).flatMap(Optional::stream).filter(one -> one.accessClass() != AccessClass.OPEN_TO_THE_DESK)
                    .filter(one -> isOn(LocalDate.ofInstant(one.sealedAt(), zone), from, to)).map(KeptRecord::recordId).filter(id -> cases.mayRead(me, id)).forEach(found::add);
            if (stretch.size() < STRETCH) {
                return found;
            }
            after = stretch.get(stretch.size() - 1);
        }
    }

    private static boolean isOn(LocalDate day, @Nullable LocalDate from, @Nullable LocalDate to) {
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }

    /** The bag of an office, of what {@link #ofTheOffice} has found. */
    void office(Person me, List<String> recordIds, HttpServletResponse response) throws IOException {
        write(me, Taker.OFFICE, recordIds.stream(), 0, null, response);
    }

    private static Taker taker(Person me) {
        return me.has(RecordAccess.OFFICERS) ? Taker.DESK : Taker.READER;
    }

    private void write(Person me, Taker taker, Stream<String> recordIds, int withheld, @Nullable String single, HttpServletResponse response)
            throws IOException {
        if (!seats.tryAcquire()) {
            throw new Pace.Exceeded("Two bags are being made just now, and more at once would hold up everybody else. Nothing has left.", Duration.ofSeconds(30));
        }
        try {
            String name = bags.newName();
            response.setContentType("application/zip");
            response.setHeader("Content-Disposition", "attachment; filename=\"" + (single == null ? name : single + "-" + name) + ".zip\"");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Content-Type-Options", "nosniff");
            OutputStream out = new BufferedOutputStream(response.getOutputStream(), 1 << 16);
            bags.write(name, new Order(me.personId(), taker, withheld), recordIds, out);
            out.flush();
        } finally {
            seats.release();
        }
    }
}
