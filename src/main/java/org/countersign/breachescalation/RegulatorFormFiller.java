package org.countersign.breachescalation;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.breachescalation.RegulatorForm.Question;
import org.countersign.casefile.LocalTimes;
import org.countersign.institution.Institution;
import org.countersign.institution.Institution.Asked;
import org.countersign.institution.Institution.Controller;
import org.countersign.institution.Institution.FormQuestion;
import org.countersign.institution.Institution.FormSection;
import org.countersign.institution.Institution.NotificationForm;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fills the regulator's form from a case: the pack's questions in their order, without names of data subjects. */
@Component
class RegulatorFormFiller {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm zzz", Locale.UK);

    /** The regulator's words. */
    private static final String DO_NOT_KNOW = "Don't know";

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
        Map<Asked, Answer> answers = answers(caseId, breach);
        List<Question> questions = new ArrayList<>();
        for (FormSection section : formOf(breach).sections()) {
            for (FormQuestion asked : section.questions()) {
                Answer first = answers.getOrDefault(asked.key(), Answer.NONE);
                Answer answer = breach.knownLater(asked.key()).map(later -> since(later, first)).orElse(first);
                questions.add(new Question(questions.size() + 1, asked.key(), section.title(), asked.label(), asked.hint(), answer.text(), answer.needed(),
                        answer == first && first.isOpen() && asked.key() != Asked.DELAY, answer.free() ? warnings(answer.text()) : List.of()));
            }
        }
        LocalDate day = dayOf(breach);
        List<Question> needed = questions.stream().filter(Question::needed).toList();
        return new RegulatorForm(day, List.copyOf(questions),
                (int) (100 * needed.stream().filter(one -> !one.answer().isBlank()).count() / Math.max(1, needed.size())));
    }

    /** What was missing and has been sent since, in that order. */
    List<SentLater> sentLater(String caseId, Breach breach) {
        Map<Asked, Answer> answers = answers(caseId, breach);
        return breach.sentLater().stream().map(sent -> {
            Asked question = sent.what().question();
            return new SentLater(words(sent.what(), breach), question == null ? null : answers.getOrDefault(question, Answer.NONE).atFirst(),
                    inWords(sent.followUp()), LocalTimes.instant(sent.followUp().sentAt(), files.zone()).orElseThrow());
        }).toList();
    }

    /** In the words of the form with which the regulator was told. */
    String words(Missing missing, Breach breach) {
        return missing.question() == null ? missing.words() : formOf(breach).sections().stream().flatMap(section -> section.questions().stream())
                .filter(asked -> asked.key() == missing.question()).map(FormQuestion::label).findFirst().orElseThrow();
    }

    private NotificationForm formOf(Breach breach) {
        return institution.breachEscalation().notificationFormOn(dayOf(breach));
    }

    private LocalDate dayOf(Breach breach) {
        return breach.notification().flatMap(one -> LocalTimes.instant(one.submittedAt(), files.zone())).orElse(files.now())
                .atZone(files.zone()).toLocalDate();
    }

    /** What is known now, with what was said at first below it. */
    private Answer since(FollowUp later, Answer first) {
        return new Answer("%s\n(Sent later, %s. At first: %s)".formatted(inWords(later), moment(later.sentAt()), first.atFirst()), first.needed(), true);
    }

    private static String inWords(FollowUp later) {
        return later.number() == null ? later.sent() : later.number() + ". " + later.sent();
    }

    /** @param free whether people wrote it in their own words */
    private record Answer(String text, boolean needed, boolean free) {

        static final Answer NONE = new Answer("", false, false);

        /** What people chose, or wrote themselves, for what they do not know. */
        boolean isOpen() {
            return needed && (text.isBlank() || text.contains(Words.NOT_KNOWN) || text.equals(DO_NOT_KNOW));
        }

        String atFirst() {
            return text.isBlank() ? Words.NOT_KNOWN.toLowerCase(Locale.ROOT) : text;
        }
    }

    private Map<Asked, Answer> answers(String caseId, Breach breach) {
        ReportBreach report = breach.report();
        Optional<AssessBreach> assessed = breach.last(AssessBreach.class);
        Optional<NotifyRegulator> notified = breach.notification();
        boolean late = breach.clock().isLateAt(notified.flatMap(one -> LocalTimes.instant(one.submittedAt(), files.zone())).orElse(files.now()));
        Controller controller = institution.breachEscalation().controller();
        Optional<Person> officer = people.withRole(Responders.DPO).stream().findFirst();
        Answers a = new Answers();
        a.add(Asked.REPORT_TYPE, reportType(breach), true);
        a.add(Asked.REASON_FOR_REPORT, assessed.map(one -> one.level() == AssessBreach.Level.NO_RISK
                ? "Does not meet the threshold, but we want you to be aware" : "Meets the threshold").orElse("Unclear whether it meets the threshold"), true);
        a.add(Asked.SIZE_OF_ORGANISATION, controller.size(), true);
        a.add(Asked.FIRST_REPORT, assessed.map(AssessBreach::firstReport).map(RegulatorFormFiller::yesNo).orElse(null), true);
        a.free(Asked.WHAT_HAPPENED, report.whatHappened(), true);
        a.free(Asked.HOW_IT_HAPPENED, assessed.map(AssessBreach::route).orElse(null), true);
        a.free(Asked.HOW_DISCOVERED, report.noticedHow(), true);
        a.free(Asked.MEASURES_BEFORE, assessed.map(AssessBreach::measuresBefore).orElse(null), true);
        a.add(Asked.CYBER_INCIDENT, assessed.map(AssessBreach::cyber).map(RegulatorFormFiller::yesNo).orElse(null), true);
        a.add(Asked.WHEN_HAPPENED, moment(report.occurredFrom()), true);
        a.add(Asked.WHEN_DISCOVERED, report.noticedAt() == null ? MOMENT.format(breach.clock().awareAt().atZone(files.zone())) : moment(report.noticedAt()), true);
        a.add(Asked.DATA_CATEGORIES, Words.of(ReportBreach.DATA, assessed.map(AssessBreach::data).filter(codes -> !codes.isEmpty()).orElse(report.data())), true);
        a.free(Asked.DATA_DETAILS, Stream.of(assessed.map(AssessBreach::dataDetails), Optional.ofNullable(report.platform()).map(platform -> "Platform: " + platform))
                .flatMap(Optional::stream).collect(Collectors.joining("\n")), false);
        a.add(Asked.NUMBER_OF_RECORDS, assessed.map(AssessBreach::records).map(String::valueOf).orElse(null), true);
        a.add(Asked.NUMBER_OF_PEOPLE, breach.peopleAtFirst().map(String::valueOf).orElse(null), true);
        a.add(Asked.PEOPLE_CATEGORIES, Words.of(ReportBreach.SUBJECTS, assessed.map(AssessBreach::subjects).filter(codes -> !codes.isEmpty()).orElse(report.subjects())), true);
        a.free(Asked.CONSEQUENCES, assessed.map(AssessBreach::consequences).orElse(null), true);
        a.add(Asked.HIGH_RISK, assessed.map(one -> one.level() == AssessBreach.Level.HIGH_RISK ? "Yes" : "No").orElse(Words.NOT_KNOWN), true);
        a.add(Asked.LIKELIHOOD, assessed.map(one -> Words.likelihood(one.likelihood())).orElse(Words.NOT_KNOWN), true);
        addCyberOnly(a, assessed);
        a.add(Asked.STAFF_TRAINED, assessed.map(AssessBreach::staffTrained).map(RegulatorFormFiller::yesNo).orElse(null), true);
        a.free(Asked.TRAINING, assessed.map(AssessBreach::training).orElse(null), false);
        a.free(Asked.DELAY, late ? notified.map(NotifyRegulator::reasonsForDelay).orElse(null) : "Reported within 72 hours", late);
        a.free(Asked.ACTIONS, actions(breach), true);
        a.free(Asked.PREVENTION, assessed.map(AssessBreach::prevention).orElse(null), true);
        a.add(Asked.PEOPLE_TOLD, told(breach), true);
        a.free(Asked.OTHERS_TOLD, assessed.map(AssessBreach::othersTold).orElse(null), false);
        a.add(Asked.CODES_OF_CONDUCT, controller.codesOfConduct(), true);
        a.add(Asked.CONTROLLER, "%s; %s; %s; %s".formatted(institution.name(), controller.registration(), controller.sector(), controller.address()), true);
        a.add(Asked.PERSON_REPORTING, officer.map(RegulatorFormFiller::contact).orElse(null), true);
        a.add(Asked.CONTACT, officer.map(one -> "Data Protection Officer, as above").orElse(null), false);
        a.add(Asked.SENDING, notified.map(one -> "%s, %s, %s".formatted(Words.of(one.channel()), moment(one.submittedAt()), one.reference()))
                .orElse("Our case " + caseId + ", not sent yet"), false);
        return a.all;
    }

    /** Asked only of a cyber incident, so only then they count. */
    private static void addCyberOnly(Answers a, Optional<AssessBreach> assessed) {
        boolean cyber = assessed.filter(AssessBreach::isCyberIncident).isPresent();
        String otherwise = assessed.map(AssessBreach::cyber).filter(AssessBreach.YesNo.NO::equals).map(no -> "Not a cyber incident").orElse("");
        a.add(Asked.SYSTEMS_AFFECTED, cyber ? assessed.map(one -> Words.of(one.systems())).orElse("") : otherwise, cyber);
        a.add(Asked.IMPACT, cyber ? assessed.map(AssessBreach::impact).map(Words::of).orElse("") : otherwise, cyber);
        a.add(Asked.RECOVERY, cyber ? assessed.map(AssessBreach::recovery).map(Words::of).orElse("") : otherwise, cyber);
    }

    private static String reportType(Breach breach) {
        Optional<String> sent = breach.notification().filter(one -> !breach.missing().isEmpty() || breach.last(FollowUp.class).isPresent())
                .map(NotifyRegulator::reference);
        return sent.or(() -> breach.last(AssessBreach.class).map(AssessBreach::earlierReport).filter(reference -> !reference.isBlank()))
                .map(reference -> "Follow-up report, reference " + reference).orElse("Initial report");
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

    private static String told(Breach breach) {
        if (breach.last(TellPeopleAffected.class).isPresent()) {
            return "Told";
        }
        return breach.last(DecideOnNotification.class).map(one -> breach.arePeopleTold() ? "About to be told" : "Decided not to: " + Words.of(one.people())).orElse("Undecided");
    }

    private static String contact(Person officer) {
        return "%s, %s, %s".formatted(officer.name(), officer.position(), officer.email());
    }

    private static String yesNo(AssessBreach.YesNo answer) {
        return answer == AssessBreach.YesNo.UNKNOWN ? DO_NOT_KNOW : Words.of(answer);
    }

    private String moment(@Nullable String local) {
        return local == null ? "" : LocalTimes.instant(local, files.zone()).map(at -> MOMENT.format(at.atZone(files.zone()))).orElse("");
    }

    private static class Answers {

        private final Map<Asked, Answer> all = new EnumMap<>(Asked.class);

        void add(Asked asked, @Nullable String answer, boolean needed) {
            all.put(asked, new Answer(answer == null ? "" : answer, needed, false));
        }

        void free(Asked asked, @Nullable String answer, boolean needed) {
            all.put(asked, new Answer(answer == null ? "" : answer, needed, true));
        }
    }
}
