package org.countersign.institution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.institution.Institution.AppApproval;
import org.countersign.institution.Institution.AppTerms;
import org.countersign.institution.Institution.Asked;
import org.countersign.institution.Institution.Body;
import org.countersign.institution.Institution.BreachEscalation;
import org.countersign.institution.Institution.ConcernIntake;
import org.countersign.institution.Institution.Controller;
import org.countersign.institution.Institution.ConversationTransfer;
import org.countersign.institution.Institution.DisciplinaryReferral;
import org.countersign.institution.Institution.FormQuestion;
import org.countersign.institution.Institution.FormSection;
import org.countersign.institution.Institution.FreeSpeech;
import org.countersign.institution.Institution.GroupApproval;
import org.countersign.institution.Institution.GroupLife;
import org.countersign.institution.Institution.GroupLifeTerms;
import org.countersign.institution.Institution.Mark;
import org.countersign.institution.Institution.Milestone;
import org.countersign.institution.Institution.Nation;
import org.countersign.institution.Institution.NotificationForm;
import org.countersign.institution.Institution.OnPost;
import org.countersign.institution.Institution.Point;
import org.countersign.institution.Institution.Policy;
import org.countersign.institution.Institution.PostRemoval;
import org.countersign.institution.Institution.ProtectedDisclosure;
import org.countersign.institution.Institution.RecordDisposal;
import org.countersign.institution.Institution.ReferralRetention;
import org.countersign.institution.Institution.ReferralTerms;
import org.countersign.institution.Institution.Regulator;
import org.countersign.institution.Institution.RemovalTerms;
import org.countersign.institution.Institution.Retention;
import org.countersign.institution.Institution.Sanction;
import org.countersign.institution.Institution.Standard;
import org.countersign.institution.Institution.Summary;
import org.countersign.institution.Institution.Terms;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * What stands in a pack's file.
 *
 * @param closures days on which the institution is closed beside weekends and bank holidays
 */
record Pack(Institution institution, List<LocalDate> closures) {

    private static final int MOST_DAYS = 60;

    /** UK GDPR art. 33(1). */
    private static final Duration LONGEST = Duration.ofHours(72);

    private static final List<String> ROLES_THAT_DISMISS = List.of("college-officers", "line-managers", "hr");

    private static final List<String> ROLES_TOLD = List.of("dpo", "dpo-deputies", "college-officers", "it-team", "communications");

    /**
     * Reads it.
     *
     * @param today what day it is in a zone
     * @throws PackRefused naming every mistake by its line and the path of its key
     */
    static Pack read(InputStream yaml, String fileName, Function<ZoneId, LocalDate> today) throws IOException {
        PackFile file = PackFile.read(yaml, fileName);
        List<String> mistakes = new ArrayList<>();
        PackReader reader = new PackReader("", file.root(), mistakes);
        Pack pack = new Pack(institution(reader, today), reader.days("closures"));
        reader.refuseUnknownKeys();
        if (!mistakes.isEmpty()) {
            throw new PackRefused(fileName, mistakes.stream().map(file::withItsLine).toList());
        }
        return pack;
    }

    private static Institution institution(PackReader pack, Function<ZoneId, LocalDate> today) {
        List<Policy> policies = pack.parts("policies", p -> new Policy(p.text("id"), p.text("title"), p.text("version"), p.optionalDay("inForceFrom")));
        pack.noneTwice("policies", policies.stream().map(Policy::id).toList());
        ZoneId zone = pack.text("zone", ZoneId::of, ZoneOffset.UTC);
        return new Institution(pack.text("id"), pack.text("name"), pack.text("shortName"), zone, pack.choice("nation", Nation.class), logo(pack),
                regulators(pack, today.apply(zone)), policies, pack.part("groupApproval", g -> groupApproval(g, policies)), pack.part("groupLife", Pack::groupLife),
                pack.part("breachEscalation", b -> breachEscalation(b, today.apply(zone))), standards(pack),
                pack.part("protectedDisclosure", d -> new ProtectedDisclosure(d.text("legalBasis"), d.part("retention", Pack::retention), d.number("judge", 1, MOST_DAYS))),
                pack.part("concernIntake", c -> new ConcernIntake(c.text("legalBasis"), c.part("retention", Pack::retention), c.number("urgent", 1, MOST_DAYS),
                        c.number("screen", 1, MOST_DAYS), c.number("route", 1, MOST_DAYS))),
                pack.part("postRemoval", Pack::postRemoval),
                pack.part("disciplinaryReferral", Pack::disciplinaryReferral),
                pack.part("appApproval", a -> new AppApproval(a.text("legalBasis"), a.part("retention", Pack::retention), a.number("reviewAfterMonths", 1, 60),
                        a.part("terms", Pack::appTerms))),
                pack.part("conversationTransfer", c -> new ConversationTransfer(c.text("legalBasis"), c.part("retention", Pack::retention))),
                pack.part("recordDisposal", d -> new RecordDisposal(d.text("legalBasis"), d.part("retention", Pack::retention), d.number("backupsKeptDays", 1, 3660),
                        d.text("sealedOffSecond"), d.number("confirm", 1, MOST_DAYS), d.number("handOver", 1, MOST_DAYS))), decisions(pack));
    }

    private static List<String> decisions(PackReader pack) {
        List<String> decisions = pack.optionalTexts("decisions");
        for (int i = 0; i < decisions.size(); i++) {
            if (!Files.isReadable(Path.of(decisions.get(i))) || Files.isDirectory(Path.of(decisions.get(i)))) {
                pack.mistake(pack.at("decisions") + "[" + i + "]", "names " + decisions.get(i) + ", which is not there");
            }
        }
        return decisions;
    }

    private static DisciplinaryReferral disciplinaryReferral(PackReader d) {
        List<Body> bodies = d.parts("bodies", b -> new Body(b.text("id"), b.text("name"), b.text("address")));
        d.noneTwice("bodies", bodies.stream().map(Body::id).toList());
        List<Sanction> sanctions = d.parts("sanctions", s -> new Sanction(s.text("id"), s.text("words"), s.number("liveMonths", 0, 120), s.yesOrNo("dismissal")));
        d.noneTwice("sanctions", sanctions.stream().map(Sanction::id).toList());
        for (int i = 0; i < sanctions.size(); i++) {
            if (sanctions.get(i).id().equals("none")) {
                d.mistake(d.at("sanctions") + "[" + i + "].id", "must not be 'none', which stands for no sanction");
            } else if (i > 0 && sanctions.get(i - 1).dismissal()) {
                d.mistake(d.at("sanctions") + "[" + i + "]", "stands after a dismissal, which is the last step");
            }
        }
        List<String> mayDismiss = d.texts("mayDismiss");
        mayDismiss.stream().filter(role -> !ROLES_THAT_DISMISS.contains(role)).forEach(role ->
                d.mistake(d.at("mayDismiss"), "names '" + role + "', which is none of " + String.join(", ", ROLES_THAT_DISMISS)));
        return new DisciplinaryReferral(d.text("legalBasis"), d.part("retention", r -> new ReferralRetention(r.part("unfounded", Pack::retention),
                r.part("staff", Pack::retention), r.part("safeguarding", Pack::retention), r.part("student", Pack::retention),
                r.part("fitnessToPractise", Pack::retention), r.part("contractor", Pack::retention))), bodies, sanctions, mayDismiss,
                d.part("terms", t -> new ReferralTerms(t.number("complete", 1, MOST_DAYS), t.number("screen", 1, MOST_DAYS), t.number("check", 1, MOST_DAYS),
                        t.number("investigate", 1, MOST_DAYS), t.number("decide", 1, MOST_DAYS), t.number("invite", 1, MOST_DAYS), t.number("outcome", 1, MOST_DAYS),
                        t.number("appealWindow", 1, MOST_DAYS), t.number("hearAppeal", 1, MOST_DAYS), t.number("changeAccess", 1, MOST_DAYS),
                        t.number("receipt", 1, MOST_DAYS), t.number("bodyOutcome", 1, MOST_DAYS), t.number("notice", 1, MOST_DAYS),
                        t.number("postponement", 1, MOST_DAYS))));
    }

    private static String logo(PackReader pack) {
        String logo = pack.text("logo");
        String address = logo.contains(":") ? logo : "classpath:templates/" + logo;
        if (!address.matches("(file|classpath):.*")) {
            pack.mistake(pack.at("logo"), "must name a file, such as file:/etc/countersign/logo.svg; nothing is fetched from elsewhere");
        } else if (!logo.isEmpty() && !new DefaultResourceLoader().getResource(address).isReadable()) {
            pack.mistake(pack.at("logo"), "names " + address + ", which is not there");
        } else if (!logo.isEmpty() && !logo.toLowerCase(Locale.ROOT).matches(".*\\.(svg|png|jpe?g)")) {
            pack.mistake(pack.at("logo"), "must name an SVG, PNG or JPEG file");
        }
        return logo;
    }

    private static List<Regulator> regulators(PackReader pack, LocalDate today) {
        List<Regulator> regulators = pack.parts("regulators", r -> new Regulator(
                r.day("from"), r.text("name"), r.text("shortName"), r.text("address"), r.text("phone"), r.text("website")));
        for (int i = 1; i < regulators.size(); i++) {
            if (!regulators.get(i).from().isAfter(regulators.get(i - 1).from())) {
                pack.mistake(pack.at("regulators") + "[" + i + "].from", "must be later than the one before it");
            }
        }
        if (!regulators.isEmpty() && regulators.get(0).from().isAfter(today)) {
            pack.mistake(pack.at("regulators") + "[0].from", "lies in the future, so no regulator is in force today");
        }
        for (int i = 0; i < regulators.size(); i++) {
            String website = regulators.get(i).website();
            if (!website.isEmpty() && !website.matches("https?://[^\\s]+")) {
                pack.mistake(pack.at("regulators") + "[" + i + "].website", "must be an address that starts with https://");
            }
        }
        return regulators;
    }

    private static GroupApproval groupApproval(PackReader g, List<Policy> policies) {
        List<Point> declaration = g.parts("declaration", p -> new Point(p.text("id"), p.text("text"), p.text("citation")));
        g.noneTwice("declaration", declaration.stream().map(Point::id).toList());
        for (int i = 0; i < declaration.size(); i++) {
            if (!declaration.get(i).id().isEmpty() && !declaration.get(i).id().matches("[a-zA-Z][a-zA-Z0-9-]{0,59}")) {
                g.mistake(g.at("declaration") + "[" + i + "].id", "must be letters, digits and hyphens, starting with a letter");
            }
        }
        List<String> readAndUnderstood = g.texts("readAndUnderstood");
        for (int i = 0; i < readAndUnderstood.size(); i++) {
            String id = readAndUnderstood.get(i);
            if (policies.stream().noneMatch(p -> p.id().equals(id))) {
                g.mistake(g.at("readAndUnderstood") + "[" + i + "]", "names '" + id + "', which is no id under policies");
            }
        }
        return new GroupApproval(g.number("approvals", 1, 2), declaration, readAndUnderstood, g.texts("memberships"),
                g.text("legalBasis"), g.text("retentionClass"), g.text("retentionWords"), g.part("terms", Pack::terms));
    }

    private static GroupLife groupLife(PackReader g) {
        return new GroupLife(g.text("legalBasis"), g.part("retention", Pack::retention), g.part("terms", t -> new GroupLifeTerms(t.number("activation", 1, MOST_DAYS),
                t.number("attestation", 1, MOST_DAYS), t.number("review", 1, MOST_DAYS), t.number("hold", 1, MOST_DAYS), t.number("app", 1, MOST_DAYS),
                t.number("renewal", 1, MOST_DAYS), t.number("change", 1, MOST_DAYS), t.number("restoring", 1, MOST_DAYS), t.number("closing", 1, MOST_DAYS),
                t.number("renewalBefore", 1, 180), t.number("managerAfter", 1, MOST_DAYS), t.number("suspendedAfter", 1, MOST_DAYS))));
    }

    private static BreachEscalation breachEscalation(PackReader b, LocalDate today) {
        List<Mark> marks = b.parts("escalation", m -> new Mark(m.text("id"), m.text("after", Duration::parse, Duration.ZERO),
                m.choice("neededUntil", Milestone.class), m.texts("to"), m.text("words")));
        b.noneTwice("escalation", marks.stream().map(Mark::id).toList());
        for (int i = 0; i < marks.size(); i++) {
            String at = b.at("escalation") + "[" + i + "]";
            if (marks.get(i).after().isNegative() || marks.get(i).after().isZero() || marks.get(i).after().compareTo(LONGEST) > 0) {
                b.mistake(at + ".after", "must lie between PT1M and PT72H");
            } else if (i > 0 && marks.get(i).after().compareTo(marks.get(i - 1).after()) <= 0) {
                b.mistake(at + ".after", "must be later than the one before it");
            }
            if (!marks.get(i).id().matches("[a-zA-Z][a-zA-Z0-9-]{0,39}") && !marks.get(i).id().isEmpty()) {
                b.mistake(at + ".id", "must be letters, digits and hyphens, starting with a letter");
            }
            marks.get(i).to().stream().filter(role -> !ROLES_TOLD.contains(role))
                    .forEach(role -> b.mistake(at + ".to", "names '" + role + "', which is none of " + String.join(", ", ROLES_TOLD)));
        }
        return new BreachEscalation(b.text("legalBasis"), b.part("notified", Pack::retention), b.part("notNotified", Pack::retention),
                b.part("controller", c -> new Controller(c.text("address"), c.text("registration"), c.text("sector"), c.text("size"), c.text("codesOfConduct"))),
                notificationForms(b, today), marks, b.part("summary", Pack::summary));
    }

    private static Summary summary(PackReader s) {
        Summary summary = new Summary(s.text("at", LocalTime::parse, LocalTime.NOON), s.text("toHeadAfter", Duration::parse, Duration.ZERO));
        if (!summary.at().isBefore(WorkingDays.CLOSE_OF_BUSINESS)) {
            s.mistake(s.at("at"), "must lie before the close of business at " + WorkingDays.CLOSE_OF_BUSINESS);
        }
        if (summary.toHeadAfter().isNegative()) {
            s.mistake(s.at("toHeadAfter"), "must not be negative");
        }
        return summary;
    }

    private static PostRemoval postRemoval(PackReader r) {
        List<OnPost> decisions = r.texts("decisions").stream().flatMap(name -> {
            Optional<OnPost> decision = Stream.of(OnPost.values()).filter(one -> one.name().equals(name)).findFirst();
            if (decision.isEmpty()) {
                r.mistake(r.at("decisions"), "names '" + name + "', which is none of " + Stream.of(OnPost.values()).map(OnPost::name).collect(Collectors.joining(", ")));
            }
            return decision.stream();
        }).toList();
        r.noneTwice("decisions", decisions.stream().map(OnPost::name).toList());
        return new PostRemoval(r.text("legalBasis"), r.part("noFurtherAction", Pack::retention), r.part("decided", Pack::retention), decisions,
                r.part("freeSpeech", f -> new FreeSpeech(f.choice("regime", FreeSpeech.Regime.class), f.text("route"))),
                r.part("terms", t -> new RemovalTerms(t.number("preserve", 1, MOST_DAYS), t.number("screen", 1, MOST_DAYS), t.number("assess", 1, MOST_DAYS),
                        t.number("decide", 1, MOST_DAYS), t.number("answer", 1, MOST_DAYS), t.number("review", 1, MOST_DAYS), t.number("publish", 1, MOST_DAYS))));
    }

    private static Retention retention(PackReader r) {
        return new Retention(r.text("retentionClass"), r.text("retentionWords"));
    }

    private static List<NotificationForm> notificationForms(PackReader b, LocalDate today) {
        List<NotificationForm> forms = b.parts("notificationForms", f -> {
            NotificationForm form = new NotificationForm(f.day("from"), f.optionalDay("until"), f.parts("sections", s -> new FormSection(s.text("title"),
                    s.parts("questions", q -> new FormQuestion(q.choice("key", Asked.class), q.text("label"), q.optionalText("hint"))))));
            List<Asked> asked = form.sections().stream().flatMap(section -> section.questions().stream()).map(FormQuestion::key).toList();
            f.noneTwice("sections", asked.stream().map(Asked::name).toList());
            Stream.of(Asked.values()).filter(one -> !asked.contains(one)).forEach(one -> f.mistake(f.at("sections"), "do not ask " + one));
            return form;
        });
        for (int i = 0; i < forms.size(); i++) {
            String at = b.at("notificationForms") + "[" + i + "]";
            LocalDate from = forms.get(i).from();
            LocalDate until = forms.get(i).until();
            LocalDate next = i + 1 < forms.size() ? forms.get(i + 1).from() : null;
            if (i == 0 && from.isAfter(today)) {
                b.mistake(at + ".from", "lies in the future, so no form is in force today");
            }
            if (until == null ? next != null : next == null) {
                b.mistake(at + ".until", until == null ? "is missing, as another form follows" : "must be left out, as no form follows");
            } else if (until != null && until.isBefore(from)) {
                b.mistake(at + ".until", "lies before its from");
            } else if (until != null && !until.plusDays(1).equals(next)) {
                b.mistake(b.at("notificationForms") + "[" + (i + 1) + "].from", until.isBefore(next) ? "leaves days without a form after " + until : "overlaps with the form before it, which ends on " + until);
            }
        }
        return forms;
    }

    private static List<Standard> standards(PackReader pack) {
        List<Standard> standards = pack.parts("standards", s -> new Standard(s.text("id"), s.text("text"), s.text("citation"), s.optionalDay("from"),
                s.optionalDay("until"), s.yesOrNo("enough"), s.yesOrNo("ofPosts", true)));
        pack.noneTwice("standards", standards.stream().map(Standard::id).toList());
        for (int i = 0; i < standards.size(); i++) {
            Standard one = standards.get(i);
            if (!one.id().isEmpty() && !one.id().matches("[a-zA-Z][a-zA-Z0-9-]{0,59}")) {
                pack.mistake(pack.at("standards") + "[" + i + "].id", "must be letters, digits and hyphens, starting with a letter");
            }
            if (one.from() != null && one.until() != null && one.until().isBefore(one.from())) {
                pack.mistake(pack.at("standards") + "[" + i + "].until", "must not be earlier than from");
            }
        }
        return standards;
    }

    private static AppTerms appTerms(PackReader t) {
        AppTerms terms = new AppTerms(t.number("reviewTerms", 1, MOST_DAYS), t.number("reviewSecurity", 1, MOST_DAYS), t.number("reminderBefore", 0, MOST_DAYS),
                t.number("deputyAfter", 0, MOST_DAYS), t.number("nextInLineAfter", 0, MOST_DAYS));
        if (terms.nextInLineAfter() < terms.deputyAfter()) {
            t.mistake(t.at("nextInLineAfter"), "must not be smaller than deputyAfter");
        }
        return terms;
    }

    private static Terms terms(PackReader t) {
        Terms terms = new Terms(t.number("assistant", 1, MOST_DAYS), t.number("manager", 1, MOST_DAYS), t.number("applicant", 1, MOST_DAYS),
                t.number("reminderBefore", 0, MOST_DAYS), t.number("deputyAfter", 0, MOST_DAYS), t.number("nextInLineAfter", 0, MOST_DAYS));
        if (terms.nextInLineAfter() < terms.deputyAfter()) {
            t.mistake(t.at("nextInLineAfter"), "must not be smaller than deputyAfter");
        }
        return terms;
    }
}
