package org.countersign.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.countersign.answers.Attachments.Attachment;
import org.countersign.casefile.CaseFile;
import org.countersign.conversationtransfer.Transfers;
import org.countersign.conversationtransfer.Transfers.Transfer;
import org.countersign.engine.Cases;
import org.countersign.engine.Cases.Waiting;
import org.countersign.engine.NotAllowed;
import org.countersign.grouplife.Duty;
import org.countersign.grouplife.Duty.Kind;
import org.countersign.grouplife.GroupActions;
import org.countersign.grouplife.GroupLives;
import org.countersign.grouplife.GroupLives.Year;
import org.countersign.grouplife.GroupPeople;
import org.countersign.holds.Holds;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.Archive;
import org.countersign.registers.Apps;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.countersign.registers.Groups.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The register of messaging groups, which every member of staff reads; a page for each group, for those concerned; and one to attest for
 * several groups at once.
 */
@Controller
@RequestMapping("/registers/groups")
class GroupPages {

    /** Who sees what the register adds up to. */
    static final List<String> WATCHERS = List.of("records-officers", "college-officers", "dpo", "it-team");

    private static final int PAGE = 100;
    private static final int ATTESTATIONS_SHOWN = 26;
    private static final int REVIEWS_SHOWN = 8;
    private static final String[] COLUMNS = {"group", "name", "app", "status", "administrator", "assistant", "department", "approved_at", "record"};

    /** What somebody looks for; what cannot be understood is no filter. */
    record Filter(@Nullable String text, @Nullable Status status, @Nullable String app, @Nullable String department) {

        static Filter of(@Nullable String text, @Nullable String status, @Nullable String app, @Nullable String department) {
            return new Filter(RecordPages.orNull(text), Arrays.stream(Status.values()).filter(one -> one.name().equals(status)).findFirst().orElse(null),
                    RecordPages.orNull(app), RecordPages.orNull(department));
        }

        public boolean given() {
            return text != null || status != null || app != null || department != null;
        }
    }

    /** A duty in the calendar strip: a sign that is not told by its colour alone, and the words for it. */
    record Cell(String sign, String look, String words) {}

    private final Groups groups;
    private final Apps apps;
    private final GroupLives lives;
    private final GroupPeople who;
    private final GroupActions actions;
    private final Holds holds;
    private final Cases cases;
    private final CaseFile file;
    private final Transfers transfers;
    private final Archive archive;
    private final People people;
    private final Words words;

    GroupPages(Groups groups, Apps apps, GroupLives lives, GroupPeople who, GroupActions actions, Holds holds, Cases cases, CaseFile file, Transfers transfers, Archive archive,
            People people, Words words) {
        this.groups = groups;
        this.apps = apps;
        this.lives = lives;
        this.who = who;
        this.actions = actions;
        this.holds = holds;
        this.cases = cases;
        this.file = file;
        this.transfers = transfers;
        this.archive = archive;
        this.people = people;
        this.words = words;
    }

    // --- the register

    @GetMapping
    String register(Person me, @RequestParam(required = false) @Nullable String text, @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String app, @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable String after, Model model) {
        Filter filter = Filter.of(text, status, app, department);
        List<Group> all = groups.all();
        List<Group> found = found(all, filter);
        int from = after == null ? 0 : found.stream().map(Group::groupId).toList().indexOf(after) + 1;
        List<Group> shown = found.subList(from, Math.min(found.size(), from + PAGE));
        model.addAttribute("groups", shown);
        model.addAttribute("count", found.size());
        model.addAttribute("next", from + PAGE < found.size() ? shown.get(shown.size() - 1).groupId() : null);
        model.addAttribute("readable", who.readable(me, shown));
        model.addAttribute("filter", filter);
        model.addAttribute("statuses", Status.values());
        model.addAttribute("apps", apps.all());
        model.addAttribute("departments", departments(all));
        boolean watches = WATCHERS.stream().anyMatch(me::has);
        model.addAttribute("watches", watches);
        model.addAttribute("plots", !watches || all.isEmpty() ? List.of() : List.of(
                GroupFigures.kept(lives.tallies(words.today().minusMonths(12)), this::department), GroupFigures.byApp(all), GroupFigures.reviews(lives.reviewsDue(), words.today())));
        return "pages/groups";
    }

    @GetMapping("/register.csv")
    void csv(Person me, @RequestParam(required = false) @Nullable String text, @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String app, @RequestParam(required = false) @Nullable String department, HttpServletResponse response) throws IOException {
        if (WATCHERS.stream().noneMatch(me::has)) {
            throw new NotForYou("The register as a table is for the records officers, the college officers, data protection and the IT team.");
        }
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"groups.csv\"");
        response.setHeader("Cache-Control", "no-store");
        try (Writer out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), 1 << 15);
                CSVPrinter lines = new CSVPrinter(out, CSVFormat.RFC4180.builder().setHeader(COLUMNS).get())) {
            for (Group one : found(groups.all(), Filter.of(text, status, app, department))) {
                lines.printRecord(one.groupId(), safe(one.name()), safe(one.appName()), one.status().name().toLowerCase(Locale.ROOT), safe(words.name(one.administratorId())),
                        one.assistantId() == null ? "" : safe(words.name(one.assistantId())), safe(department(one.administratorId())), one.enteredAt(), one.recordId());
            }
        }
    }

    /** Typed text that a spreadsheet would take for a formula is told to be text. */
    private static String safe(String typed) {
        return !typed.isEmpty() && "=+-@\t\r".indexOf(typed.charAt(0)) >= 0 ? "'" + typed : typed;
    }

    private List<Group> found(List<Group> all, Filter filter) {
        String text = filter.text() == null ? "" : filter.text().toLowerCase(Locale.ROOT);
        return all.stream().filter(one -> filter.status() == null || one.status() == filter.status())
                .filter(one -> filter.app() == null || one.appId().equals(filter.app()))
                .filter(one -> filter.department() == null || filter.department().equals(department(one.administratorId())))
                .filter(one -> text.isEmpty() || (one.name() + " " + one.membership() + " " + words.name(one.administratorId())).toLowerCase(Locale.ROOT).contains(text))
                .sorted(Comparator.comparing((Group one) -> one.name().toLowerCase(Locale.ROOT)).thenComparing(Group::groupId)).toList();
    }

    private Set<String> departments(List<Group> all) {
        return new TreeSet<>(all.stream().map(Group::administratorId).map(this::department).filter(one -> !one.isBlank()).toList());
    }

    private String department(String personId) {
        return people.byId(personId).map(Person::department).orElse("");
    }

    // --- several at once

    @GetMapping("/attest")
    String attest(Person me, Model model) {
        model.addAttribute("waiting", attestations(me));
        return "pages/groups-attest";
    }

    @PostMapping("/attest")
    String attest(Person me, @RequestParam(required = false) @Nullable List<String> task, RedirectAttributes after) {
        List<String> wrong = new ArrayList<>();
        int done = 0;
        for (String taskId : task == null ? List.<String>of() : task.stream().distinct().limit(200).toList()) {
            List<String> problems = actions.attest(me, taskId);
            done += problems.isEmpty() ? 1 : 0;
            problems.stream().filter(one -> !wrong.contains(one)).forEach(wrong::add);
        }
        if (done == 0 && wrong.isEmpty()) {
            wrong.add("Tick the groups you attest for.");
        }
        after.addFlashAttribute("wrong", wrong);
        if (done > 0) {
            after.addFlashAttribute("done", done == 1 ? "Attested for one group. Thank you." : "Attested for " + done + " groups. Thank you.");
        }
        return "redirect:/registers/groups/attest";
    }

    private List<Waiting> attestations(Person me) {
        return cases.waitingFor(me.personId()).stream().filter(one -> one.task().equals("attestDeletion")).toList();
    }

    // --- one group

    @GetMapping("/{groupId}")
    String group(Person me, @PathVariable String groupId, Model model) {
        Group group = readable(me, groupId);
        List<Duty> duties = lives.dutiesOf(groupId);
        List<Year> years = lives.yearsOf(groupId);
        Optional<Year> year = years.stream().reduce((earlier, later) -> later);
        List<Waiting> waiting = year.map(one -> cases.openTasksOf(one.caseId())).orElse(List.of());
        model.addAttribute("group", group);
        model.addAttribute("department", department(group.administratorId()));
        model.addAttribute("app", apps.byId(group.appId()).orElse(null));
        model.addAttribute("manager", people.lineManagerOf(group.administratorId()).map(Person::name).orElse("a college officer"));
        model.addAttribute("members", lives.members(groupId).size());
        model.addAttribute("year", year.orElse(null));
        model.addAttribute("waiting", waiting);
        model.addAttribute("attestations", strip(duties, Kind.ATTESTATION, ATTESTATIONS_SHOWN));
        model.addAttribute("reviews", strip(duties, Kind.REVIEW, REVIEWS_SHOWN));
        model.addAttribute("duties", duties.stream().sorted(Comparator.comparing(Duty::on).thenComparing(Duty::dutyNo).reversed()).toList());
        model.addAttribute("holds", holds.onGroup(groupId));
        model.addAttribute("whyHeld", me.has("records-officers") || me.has("dpo"));
        model.addAttribute("mayHold", me.has("records-officers") && group.status() != Status.CLOSED);
        model.addAttribute("history", groups.historyOf(groupId));
        model.addAttribute("records", years.stream().map(Year::caseId).filter(id -> archive.find(id).isPresent()).toList());
        model.addAttribute("approval", cases.mayRead(me, group.recordId()) || me.has("records-officers"));
        model.addAttribute("years", years.stream().map(one -> new Evidence(one.caseId(), one.number(), file.files(one.caseId()))).filter(one -> !one.files().isEmpty()).toList());
        model.addAttribute("runs", group.status() != Status.CLOSED && year.isPresent() && who.runs(me, group));
        model.addAttribute("mine", waiting.stream().filter(one -> one.holderIds().contains(me.personId())).toList());
        List<Transfer> moved = transfers.of(groupId);
        model.addAttribute("transfers", moved);
        model.addAttribute("readableTransfers", moved.stream().map(Transfer::caseId).filter(id -> cases.mayRead(me, id)).toList());
        return "pages/group";
    }

    /** What was attached in a year. */
    record Evidence(String caseId, int year, List<Attachment> files) {}

    @PostMapping("/{groupId}/ask")
    String ask(Person me, @PathVariable String groupId, @RequestParam String kind, RedirectAttributes after) {
        readable(me, groupId);
        Kind asked = GroupActions.ON_REQUEST.stream().filter(one -> one.name().equals(kind)).findFirst().orElseThrow(NotThere::new);
        try {
            actions.ask(me, groupId, asked);
            after.addFlashAttribute("done", "Asked for: " + asked.words() + ". The form is among the tasks.");
        } catch (NotAllowed no) {
            after.addFlashAttribute("no", no.getMessage());
        }
        return "redirect:/registers/groups/{groupId}";
    }

    private Group readable(Person me, String groupId) {
        return groups.byId(groupId).filter(one -> who.readers(one).admit(me)).orElseThrow(NotThere::new);
    }

    private List<Cell> strip(List<Duty> duties, Kind kind, int most) {
        List<Duty> some = duties.stream().filter(one -> one.kind() == kind).toList();
        return some.subList(Math.max(0, some.size() - most), some.size()).stream().map(this::cell).toList();
    }

    private Cell cell(Duty one) {
        String sign = switch (one.state()) {
            case KEPT -> "✓";
            case KEPT_LATE -> "✓!";
            case MISSED -> "✕";
            case HELD -> "‖";
            case OPEN -> "●";
            case TO_COME -> "○";
            case STOOD_STILL, NOT_NEEDED -> "–";
        };
        return new Cell(sign, one.state().name().toLowerCase(Locale.ROOT).replace('_', '-'), words.date(one.on()) + ": " + one.state().words().toLowerCase(Locale.ROOT)
                + Optional.ofNullable(one.endedBy()).map(by -> ", " + words.name(by)).orElse(""));
    }
}
