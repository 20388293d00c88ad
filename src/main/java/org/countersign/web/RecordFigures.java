package org.countersign.web;

import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.countersign.engine.Cases;
import org.countersign.engine.Cases.TimeTaken;
import org.countersign.institution.Institution;
import org.countersign.people.Person;
import org.countersign.records.Archive;
import org.countersign.web.BreachFigures.Drawing;
import org.countersign.web.BreachFigures.Line;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What the archive adds up to, drawn as bars, each drawing with its numbers as a table. Counted at most once a minute. */
@Controller
class RecordFigures {

    private static final int MONTHS = 24;
    private static final long SHARED_FOR_NANOS = Duration.ofMinutes(1).toNanos();
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uu", Locale.UK);

    /** One count of everything. */
    private record Counted(List<String> kinds, List<Line> months, Drawing monthsDrawn, List<Line> years, Drawing yearsDrawn, List<Line> times, Drawing timesDrawn,
            List<List<String>> hours, long countedAt) {}

    private final Archive archive;
    private final Cases cases;
    private final RecordView view;
    private final Clock clock;
    private final ZoneId zone;
    private volatile @Nullable Counted counted;

    RecordFigures(Archive archive, Cases cases, RecordView view, Clock clock, Institution institution) {
        this.archive = archive;
        this.cases = cases;
        this.view = view;
        this.clock = clock;
        this.zone = institution.zone();
    }

    @GetMapping("/records/figures")
    String show(Person me, Model model) {
        RecordAccess.mustBeOfficer(me);
        Counted known = counted;
        if (known == null || System.nanoTime() - known.countedAt() > SHARED_FOR_NANOS) {
            known = count();
            counted = known;
        }
        model.addAttribute("figures", known);
        return "pages/record-figures";
    }

    private Counted count() {
        YearMonth last = YearMonth.from(clock.instant().atZone(zone));
        List<Map<String, Long>> byMonth = new ArrayList<>();
        TreeSet<String> flows = new TreeSet<>();
        for (int back = MONTHS - 1; back >= 0; back--) {
            YearMonth month = last.minusMonths(back);
            Map<String, Long> counts = archive.countByFlow(month.atDay(1).atStartOfDay(zone).toInstant(), month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant());
            byMonth.add(counts);
            flows.addAll(counts.keySet());
        }
        List<String> kinds = flows.stream().map(this::title).toList();
        List<Line> months = IntStream.range(0, MONTHS).mapToObj(at -> new Line(MONTH.format(last.minusMonths(MONTHS - 1L - at)),
                flows.stream().map(flow -> byMonth.get(at).getOrDefault(flow, 0L)).toList())).toList();
        long sealed = byMonth.stream().flatMap(counts -> counts.values().stream()).mapToLong(Long::longValue).sum();
        List<Line> years = archive.countDueByYear().entrySet().stream().map(year -> new Line(String.valueOf(year.getKey()), List.of(year.getValue()))).toList();
        List<TimeTaken> taken = cases.timesTaken(last.minusMonths(MONTHS - 1L).atDay(1).atStartOfDay(zone).toInstant()).stream()
                .filter(one -> flows.contains(one.flow())).toList();
        List<Line> times = taken.stream().map(one -> new Line(title(one.flow()) + " (" + one.cases() + (one.cases() == 1 ? " case)" : " cases)"),
                List.of(one.median().toHours()))).toList();
        return new Counted(kinds, months, BreachFigures.stacked(months, kinds, "Records by the month of sealing, stacked by kind: " + sealed + " in the last two years."),
                years, BreachFigures.stacked(years, List.of("records"), "Records due for disposal, by year."), times,
                BreachFigures.bars(times, "Hours from the start of a case to its end, half of the cases took no longer; by kind.", RecordFigures::hours),
                taken.stream().map(one -> List.of(hours(one.median().toHours()), hours(one.most().toHours()))).toList(), System.nanoTime());
    }

    /** Whole hours, as people say them. */
    private static String hours(long hours) {
        return hours == 0 ? "under 1" : String.valueOf(hours);
    }

    private String title(String flow) {
        return view.flows().getOrDefault(flow, RecordView.inWords(flow));
    }
}
