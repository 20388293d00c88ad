package org.countersign.breachescalation;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.countersign.breachescalation.RegulatorForm.Question;
import org.countersign.institution.Institution;
import org.countersign.institution.Institution.Controller;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fills the regulator's form from a case: every question in its order, without names of data subjects. */
@Component
class RegulatorFormFiller {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm zzz", Locale.UK);

    private static final Pattern EMAIL = Pattern.compile("[\\w.%+-]+@[\\w-]+(\\.[\\w-]+)+");
    private static final Pattern PHONE = Pattern.compile("(?<!\\w)(\\+44|0)[\\d\\s()-]{8,14}\\d(?!\\w)");
    private static final Pattern IDENTIFIER = Pattern.compile("(?i)\\b[a-z]{2}\\s?\\d{2}\\s?\\d{2}\\s?\\d{2}\\s?[a-d]\\b|\\b\\d{7,}\\b");
    private static final Pattern NAME = Pattern.compile("\\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor)\\.?\\s+\\p{Lu}[\\p{L}'’-]+(?:\\s+\\p{Lu}[\\p{L}'’-]+)?"
            + "|(?<=[\\p{Ll},;] )\\p{Lu}[\\p{Ll}'’-]+ \\p{Lu}[\\p{Ll}'’-]+");

    private final BreachFiles files;
    private final Institution institution;
    private final People people;

    RegulatorFormFiller(BreachFiles files, Institution institution, People people) {
        this.files = files;
        this.institution = institution;
        this.people = people;
    }

    RegulatorForm of(String caseId, Breach breach) {
        ReportBreach report = breach.report();
        Optional<AssessBreach> assessed = breach.last(AssessBreach.class);
        Optional<DecideOnNotification> decided = breach.last(DecideOnNotification.class);
        Optional<NotifyRegulator> notified = breach.notification();
        boolean late = breach.clock().isLateAt(notified.flatMap(one -> LocalTimes.instant(one.submittedAt(), files.zone())).orElse(files.now()));
        Controller controller = institution.breachEscalation().controller();
        Optional<Person> officer = people.withRole(Responders.DPO).stream().findFirst();
        Answers a = new Answers();
        a.section("About your report");
        a.add("Report type", notified.isPresent() && (!breach.missing().isEmpty() || breach.last(FollowUp.class).isPresent()) ? "Follow-up report, reference " + notified.get().reference() : "Initial report", true);
        a.add("Reason for the report", assessed.map(one -> one.level() == AssessBreach.Level.NO_RISK
                ? "Does not meet the threshold, but we want you to be aware" : "Meets the threshold").orElse("Unclear whether it meets the threshold"), true);
        a.add("Size of the organisation", controller.size(), true);
        a.add("Is this your first report of a breach?", "", false);
        a.section("About the breach");
        a.free("What happened", report.whatHappened(), true);
        a.free("How did it happen", assessed.map(AssessBreach::route).orElse(null), true);
        a.free("How did you discover it", report.noticedHow(), true);
        a.free("What preventative measures were in place", assessed.map(AssessBreach::measuresBefore).orElse(null), true);
        a.add("Was it caused by a cyber incident", assessed.map(AssessBreach::cyber).map(RegulatorFormFiller::yesNo).orElse(null), true);
        a.add("When did it happen", moment(report.occurredFrom()), true);
        a.add("When did you discover it", report.noticedAt() == null ? MOMENT.format(breach.clock().awareAt().atZone(files.zone())) : moment(report.noticedAt()), true);
        List<String> data = assessed.map(AssessBreach::data).filter(codes -> !codes.isEmpty()).orElse(report.data());
        List<String> subjects = assessed.map(AssessBreach::subjects).filter(codes -> !codes.isEmpty()).orElse(report.subjects());
        a.add("Categories of personal data", Words.of(Choice.DATA, data), true);
        a.free("Details of the data", report.platform() == null ? null : "On " + report.platform(), false);
        a.add("Number of personal data records (about)", assessed.map(AssessBreach::records).map(String::valueOf).orElse(null), true);
        a.add("Number of data subjects (about)", assessed.map(AssessBreach::people).or(() -> Optional.ofNullable(report.howMany())).map(String::valueOf).orElse(null), true);
        a.add("Categories of data subjects", Words.of(Choice.SUBJECTS, subjects), true);
        a.free("Potential consequences, and detriment so far", assessed.map(AssessBreach::consequences).orElse(null), true);
        a.add("Is a high risk to data subjects likely", assessed.map(one -> one.level() == AssessBreach.Level.HIGH_RISK ? "Yes" : "No").orElse("Not yet known"), true);
        a.add("Likelihood of significant consequences", assessed.map(one -> Words.likelihood(one.likelihood())).orElse("Not yet known"), true);
        a.section("Cyber incidents only");
        boolean cyber = assessed.map(AssessBreach::cyber).filter(AssessBreach.YesNo.YES::equals).isPresent();
        String notCyber = assessed.map(AssessBreach::cyber).filter(AssessBreach.YesNo.NO::equals).isPresent() ? "Not a cyber incident" : "";
        a.add("Confidentiality, integrity or availability of your information systems affected",
                notCyber.isEmpty() ? breach.last(TriageBreach.class).map(one -> Words.of(one.kinds())).orElse("") : notCyber, cyber);
        a.add("Impact on your organisation", notCyber, cyber);
        a.add("Recovery time", notCyber, cyber);
        a.section("Staff");
        a.add("Had the member of staff had data-protection training in the last two years", assessed.map(AssessBreach::staffTrained).map(RegulatorFormFiller::yesNo).orElse(null), true);
        a.free("Describe the training, its content and how often", assessed.map(AssessBreach::training).orElse(null), false);
        a.section("Delay");
        a.free("If more than 72 hours have passed, explain the delay",
                late ? notified.map(NotifyRegulator::reasonsForDelay).orElse(null) : "Reported within 72 hours", late);
        a.section("Taking action");
        a.free("Actions taken or proposed", actions(breach), true);
        a.free("Steps to prevent it from happening again, and by when", assessed.map(AssessBreach::prevention).orElse(null), true);
        a.add("Have you told the data subjects", told(breach, decided), true);
        a.free("Have you told other organisations", assessed.map(AssessBreach::othersTold).orElse(null), false);
        a.add("Are you a member of a code of conduct or certification scheme", "", false);
        a.section("About you");
        a.add("Controller, registration number, sector and address", "%s; %s; %s; %s".formatted(institution.name(), controller.registration(),
                controller.sector(), controller.address()), true);
        a.add("Person making the report", officer.map(RegulatorFormFiller::contact).orElse(null), true);
        a.add("Contact, if different", officer.map(one -> "Data Protection Officer, as above").orElse(null), false);
        a.section("Sending");
        a.add("How sent, when, and the reference", notified.map(one -> "%s, %s, %s".formatted(Words.of(one.channel()), moment(one.submittedAt()), one.reference()))
                .orElse("Our case " + caseId + ", not sent yet"), false);
        return new RegulatorForm(List.copyOf(a.questions), a.percentComplete());
    }

    /** What in a text looks like somebody's name, e-mail address, phone number or identifier. */
    List<String> warnings(String text) {
        List<String> warnings = new ArrayList<>();
        find(EMAIL, text, "an e-mail address", warnings);
        find(PHONE, text, "a phone number", warnings);
        find(IDENTIFIER, text, "a number that may identify somebody", warnings);
        Matcher name = NAME.matcher(text);
        while (name.find() && !institution.name().contains(name.group())) {
            warnings.add("“" + name.group() + "” looks like a name");
        }
        people.all().stream().map(Person::name).filter(text::contains).filter(known -> warnings.stream().noneMatch(one -> one.contains(known)))
                .forEach(known -> warnings.add("“" + known + "” is a name in the directory"));
        return warnings.stream().distinct().limit(10).toList();
    }

    private static void find(Pattern pattern, String text, String what, List<String> warnings) {
        Matcher found = pattern.matcher(text);
        while (found.find() && warnings.size() < 10) {
            warnings.add("“" + found.group().strip() + "” looks like " + what);
        }
    }

    private static @Nullable String actions(Breach breach) {
        String done = breach.all(ContainBreach.class).stream().map(ContainBreach::actions).collect(Collectors.joining("\n"));
        String reported = breach.report().done() == null ? "" : breach.report().done();
        return reported.isBlank() || done.isBlank() ? reported + done : reported + "\n" + done;
    }

    private static String told(Breach breach, Optional<DecideOnNotification> decided) {
        if (breach.last(TellPeopleAffected.class).isPresent()) {
            return "Told";
        }
        return decided.map(one -> breach.arePeopleTold() ? "About to be told" : "Decided not to: " + Words.of(one.people())).orElse("Undecided");
    }

    private static String contact(Person officer) {
        return "%s, %s, %s".formatted(officer.name(), officer.position(), officer.email());
    }

    private static String yesNo(AssessBreach.YesNo answer) {
        return answer == AssessBreach.YesNo.UNKNOWN ? "Don't know" : Words.of(answer);
    }

    private String moment(@Nullable String local) {
        return local == null ? "" : LocalTimes.instant(local, files.zone()).map(at -> MOMENT.format(at.atZone(files.zone()))).orElse("");
    }

    private class Answers {

        private final List<Question> questions = new ArrayList<>();
        private String section = "";

        void section(String name) {
            section = name;
        }

        void add(String question, @Nullable String answer, boolean needed) {
            questions.add(new Question(questions.size() + 1, section, question, answer == null ? "" : answer, needed, List.of()));
        }

        void free(String question, @Nullable String answer, boolean needed) {
            String text = answer == null ? "" : answer;
            questions.add(new Question(questions.size() + 1, section, question, text, needed, warnings(text)));
        }

        int percentComplete() {
            List<Question> needed = questions.stream().filter(Question::needed).toList();
            return (int) (100 * needed.stream().filter(one -> !one.answer().isBlank()).count() / Math.max(1, needed.size()));
        }
    }
}
