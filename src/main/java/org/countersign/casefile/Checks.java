package org.countersign.casefile;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.countersign.answers.Attachments;
import org.countersign.answers.YesNo;
import org.countersign.engine.Form.Errors;
import org.countersign.engine.Form.Visit;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Rules that answers of many forms keep. Days and times are local, in the institution's zone. */
@Service
public class Checks {

    private final People people;
    private final Attachments attachments;
    private final Institution institution;
    private final Clock clock;

    Checks(People people, Attachments attachments, Institution institution, Clock clock) {
        this.people = people;
        this.attachments = attachments;
        this.institution = institution;
        this.clock = clock;
    }

    public static boolean isGiven(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    /** That it is given, where the answers before make it necessary. */
    public void given(Errors errors, String field, @Nullable String text, String message) {
        if (!isGiven(text)) {
            errors.add(field, message);
        }
    }

    /** That the name typed is the signer's as the directory has it. */
    public void signature(Signed answer, Visit visit, Errors errors) {
        if (isGiven(answer.signedName()) && !visit.person().isTyped(answer.signedName())) {
            errors.add("signedName", "Type your name as the directory has it: " + visit.person().name());
        }
    }

    /** That it is a moment, and not in the future. */
    public Optional<Instant> past(Errors errors, String field, @Nullable String local) {
        Optional<Instant> at = moment(errors, field, local);
        if (at.filter(one -> one.isAfter(clock.instant())).isPresent()) {
            errors.add(field, "This lies in the future");
        }
        return at;
    }

    /** That it is a moment as forms send it ({@code 2026-11-21T09:30}); in the hour that comes twice, the first one. */
    public Optional<Instant> moment(Errors errors, String field, @Nullable String local) {
        if (!isGiven(local)) {
            return Optional.empty();
        }
        Optional<Instant> at = instant(local);
        if (at.isEmpty()) {
            errors.add(field, "Enter a date and time, for example 21/11/2026 at 09:30");
        }
        return at;
    }

    /** Empty when it is not given, or no moment. */
    public Optional<Instant> instant(@Nullable String local) {
        return isGiven(local) ? LocalTimes.instant(local, institution.zone()) : Optional.empty();
    }

    /** That it is a day as forms send it ({@code 2026-11-21}), not before {@code earliest} and not after {@code latest}. */
    public Optional<LocalDate> day(Errors errors, String field, @Nullable String text, @Nullable LocalDate earliest, @Nullable LocalDate latest) {
        if (!isGiven(text)) {
            return Optional.empty();
        }
        LocalDate day;
        try {
            day = LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            errors.add(field, "Enter a day, for example 30/11/2026");
            return Optional.empty();
        }
        if (earliest != null && day.isBefore(earliest)) {
            errors.add(field, "This day is too early");
        } else if (latest != null && day.isAfter(latest)) {
            errors.add(field, "This day is too late");
        }
        return Optional.of(day);
    }

    public LocalDate today() {
        return people.today();
    }

    /** That files are there and this person's own. */
    public void mine(Errors errors, String field, List<String> attachmentIds, Person person) {
        if (!attachmentIds.stream().allMatch(id -> attachments.find(id).filter(one -> one.uploadedBy().equals(person.personId())).isPresent())) {
            errors.add(field, "One of the files is not there any more. Attach it again.");
        }
    }

    /**
     * That files are this person's own, and that none is attached where it was said that it shows an intimate image or a child: such a
     * file is never uploaded.
     *
     * @param answer to that question
     */
    public void files(Errors errors, String field, List<String> attachmentIds, String question, @Nullable YesNo answer, Person person) {
        mine(errors, field, attachmentIds, person);
        if (attachmentIds.isEmpty()) {
            return;
        }
        if (answer == null) {
            errors.add(question, "Say whether it shows an intimate image or a child, before anything is attached");
        } else if (answer == YesNo.YES) {
            errors.add(field, "It shows an intimate image or a child: remove the files, and describe it in words instead");
        }
    }

    /** That it names somebody employed, by user id or as "Name (user.id)". */
    public Optional<Person> person(Errors errors, String field, @Nullable String text) {
        if (!isGiven(text)) {
            return Optional.empty();
        }
        Optional<Person> person = people.chosen(text).filter(one -> one.isEmployedOn(people.today()));
        if (person.isEmpty()) {
            errors.add(field, "Choose somebody from the list who works here");
        }
        return person;
    }

    public Optional<Person> person(@Nullable String text) {
        return isGiven(text) ? people.chosen(text) : Optional.empty();
    }
}
