package org.countersign.recorddisposal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.answers.Answers;
import org.countersign.answers.YesNo;
import org.countersign.casefile.CasePapers;
import org.countersign.casefile.Checks;
import org.countersign.casefile.Steps;
import org.countersign.engine.Cases;
import org.countersign.engine.Form;
import org.countersign.engine.Form.Errors;
import org.countersign.engine.Form.Visit;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.recorddisposal.ConfirmDisposal.Answer;
import org.countersign.recorddisposal.ProposeDisposal.Proposed;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.Retention;
import org.countersign.records.Retention.Kept;
import org.springframework.stereotype.Component;

/** The three forms of a disposal: what they show, which rules their answers keep, and what follows from them. */
@Component
class RecordDisposalForms {

    private static final int SHOWN = 100;

    private final Answers answers;
    private final Retention retention;
    private final Disposals disposals;
    private final DisposalPapers papers;
    private final CasePapers words;
    private final Checks checks;
    private final Cases cases;
    private final Trail trail;
    private final People people;
    private final String sealedOffSecond;

    RecordDisposalForms(Answers answers, Retention retention, Disposals disposals, DisposalPapers papers, CasePapers words, Checks checks, Cases cases, Trail trail, People people,
            Institution institution) {
        this.answers = answers;
        this.retention = retention;
        this.disposals = disposals;
        this.papers = papers;
        this.words = words;
        this.checks = checks;
        this.cases = cases;
        this.trail = trail;
        this.people = people;
        this.sealedOffSecond = institution.recordDisposal().sealedOffSecond();
        if (!Person.ROLES.contains(sealedOffSecond)) {
            throw new IllegalStateException("The institution's pack: recordDisposal.sealedOffSecond is '" + sealedOffSecond + "', which is no role. The roles are "
                    + String.join(", ", Person.ROLES) + ".");
        }
    }

    List<Form<?>> all() {
        return List.of(new Form<>(RecordDisposalTasks.PROPOSE, ProposeDisposal.class, this::proposing, this::checkProposal, this::proposed),
                new Form<>(RecordDisposalTasks.CONFIRM, ConfirmDisposal.class, this::deciding, this::checkConfirmation, this::confirmed),
                new Form<>(RecordDisposalTasks.HAND_OVER, HandOverRecords.class, this::deciding, this::checkHandOver, this::handedOver));
    }

    Disposal state(String caseId) {
        return answers.fold(caseId, submitted -> new Disposal(Steps.read(answers, submitted, all())));
    }

    /** Whom the records are about, whose employment decides how long they are kept: they decide nothing here. */
    Set<String> interested(Collection<String> recordIds) {
        return retention.of(recordIds).stream().map(Kept::personId).filter(id -> id != null).collect(Collectors.toSet());
    }

    // --- proposing

    private Map<String, Object> proposing(Visit visit) {
        Person person = visit.person();
        List<Kept> chosen = retention.of(disposals.chosen(person.personId())).stream().filter(one -> disposals.isTheirs(one, person)).toList();
        boolean sealedOff = chosen.isEmpty() ? !person.has(Disposals.OFFICERS) : chosen.get(0).accessClass() == AccessClass.SEALED_OFF;
        List<Kept> due = sealedOff ? disposals.dueSealedOff(person, SHOWN) : retention.due(null, SHOWN);
        Map<String, Kept> shown = new LinkedHashMap<>();
        Stream.concat(chosen.stream(), due.stream()).forEach(one -> shown.putIfAbsent(one.recordId(), one));
        Map<String, Object> page = page(RecordDisposalTasks.PROPOSE, visit);
        Map<String, String> hindrances = disposals.hindrances(shown.keySet(), person);
        page.put("choices", papers.choices(List.copyOf(shown.values()), one -> Optional.ofNullable(hindrances.get(one.recordId()))));
        page.put("due", sealedOff ? due.size() : retention.countDue());
        page.put("sealedOff", sealedOff);
        return page;
    }

    private void checkProposal(ProposeDisposal answer, Visit visit, Errors errors) {
        checks.signature(answer, visit, errors);
        boolean extending = answer.proposed() == Proposed.EXTEND;
        (extending ? disposals.hindrancesToExtend(answer.records(), visit.person()) : disposals.hindrances(answer.records(), visit.person())).values().forEach(why -> errors.add("records", why));
        if (answer.records().stream().anyMatch(id -> retention.of(id).filter(one -> disposals.isTheirs(one, visit.person()) && one.accessClass() == AccessClass.SEALED_OFF).isPresent())) {
            checkSealedOff(answer, visit.person(), errors);
        }
        if (interested(answer.records()).contains(visit.person().personId())) {
            errors.add("records", "One of these records is about yourself: somebody else has to propose what becomes of it.");
        }
        if (extending) {
            checks.given(errors, "extendUntil", answer.extendUntil(), "Enter the day until which they are kept");
            checks.day(errors, "extendUntil", answer.extendUntil(), checks.today().plusDays(1), checks.today().plusYears(100)).ifPresent(until -> retention.of(answer.records())
                    .stream().filter(one -> one.dueOn() != null && !until.isAfter(one.dueOn()))
                    .forEach(one -> errors.add("extendUntil", "Record " + one.recordId() + " is kept for at least as long already")));
        }
        if (answer.proposed() == Proposed.TRANSFER) {
            checks.given(errors, "archive", answer.archive(), "Say which archive takes them");
        }
    }

    private void checkSealedOff(ProposeDisposal answer, Person proposer, Errors errors) {
        if (retention.of(answer.records()).stream().anyMatch(one -> one.accessClass() != AccessClass.SEALED_OFF)) {
            errors.add("records", "Records that are sealed off are proposed apart from others, so that their certificate is sealed off too.");
        }
        if (answer.proposed() == Proposed.TRANSFER) {
            errors.add("proposed", "What is sealed off is handed to nobody: destroy it, or keep it for longer.");
        }
        if (sealedOffSeconds(answer.records(), proposer.personId()).isEmpty()) {
            errors.add("records", "Nobody may be the second person for these records: an administrator has to enter another whistleblowing officer, or somebody as "
                    + Person.inWords(sealedOffSecond) + ", who has no part in what they are about.");
        }
    }

    private void proposed(ProposeDisposal answer, Visit visit) {
        String caseId = visit.requiredCaseId();
        disposals.propose(caseId, answer.records());
        int all = answer.records().size();
        if (Disposals.isSealedOff(caseId)) {
            cases.say(caseId, "Being frozen");
        } else {
            cases.retitle(caseId, "Disposal of " + (all == 1 ? "record " + answer.records().get(0) : all + " records"), "Being frozen");
        }
        trail.add(caseId, "proposed", RecordDisposalTasks.PROPOSE, visit.person().personId(), null, "Proposed: " + answer.proposed().words().toLowerCase(Locale.ROOT));
    }

    // --- the second person, and the archive

    private Map<String, Object> deciding(Visit visit) {
        Disposal disposal = state(visit.requiredCaseId());
        boolean extending = disposal.proposal().proposed() == Proposed.EXTEND;
        String task = disposal.steps().last(ConfirmDisposal.class).isPresent() ? RecordDisposalTasks.HAND_OVER : RecordDisposalTasks.CONFIRM;
        Map<String, Object> page = page(task, visit);
        page.put("proposal", disposal.proposal());
        page.put("until", extending ? words.day(LocalDate.parse(disposal.proposal().extendUntil())) : "");
        page.put("by", words.nameOf(disposal.proposerId()));
        page.put("sheetAddress", "/forms/sheets/" + visit.requiredCaseId() + ".pdf");
        page.put("choices", papers.choices(retention.of(disposal.recordIds()), one -> extending ? Optional.empty() : disposals.hindrance(one)));
        return page;
    }

    private void checkConfirmation(ConfirmDisposal answer, Visit visit, Errors errors) {
        checks.signature(answer, visit, errors);
        Disposal disposal = state(visit.requiredCaseId());
        if (disposal.proposerId().equals(visit.person().personId())) {
            errors.add("", "You have proposed this: somebody else has to confirm it.");
        }
        if (answer.answer() == Answer.REJECT) {
            checks.given(errors, "reason", answer.reason(), "Say why you reject it");
        } else if (answer.answer() == Answer.CONFIRM && disposal.proposal().proposed() != Proposed.EXTEND) {
            List<String> hindrances = new ArrayList<>();
            retention.of(disposal.recordIds()).forEach(one -> disposals.hindrance(one).ifPresent(hindrances::add));
            hindrances.forEach(why -> errors.add("answer", why));
        }
    }

    private void confirmed(ConfirmDisposal answer, Visit visit) {
        String caseId = visit.requiredCaseId();
        papers.sign(caseId, state(caseId).steps().last());
        trail.add(caseId, answer.answer() == Answer.CONFIRM ? "confirmed" : "rejected", RecordDisposalTasks.CONFIRM, visit.person().personId(), visit.inPlaceOf(),
                answer.answer() == Answer.CONFIRM ? "Confirmed by the second person" : "Rejected by the second person");
        cases.say(caseId, answer.answer() == Answer.CONFIRM ? "Confirmed: it is being done" : "Rejected");
    }

    private void checkHandOver(HandOverRecords answer, Visit visit, Errors errors) {
        checks.signature(answer, visit, errors);
        if (answer.received() == YesNo.YES) {
            checks.given(errors, "receipt", answer.receipt(), "Enter the receipt's reference");
            checks.given(errors, "receivedOn", answer.receivedOn(), "Enter the day on the receipt");
            checks.day(errors, "receivedOn", answer.receivedOn(), null, checks.today());
        } else if (answer.received() == YesNo.NO) {
            checks.given(errors, "reason", answer.reason(), "Say why the archive did not take them");
        }
    }

    private void handedOver(HandOverRecords answer, Visit visit) {
        String caseId = visit.requiredCaseId();
        papers.sign(caseId, state(caseId).steps().last());
        trail.add(caseId, "handedOver", RecordDisposalTasks.HAND_OVER, visit.person().personId(), visit.inPlaceOf(),
                answer.received() == YesNo.YES ? "The archive has taken the records" : "The archive has not taken the records");
    }

    private Map<String, Object> page(String task, Visit visit) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("initial", Map.of());
        page.put("intent", DisposalPapers.intent(task));
        page.put("inPlaceOf", words.nameOf(visit.inPlaceOf()));
        return page;
    }

    /** Who may be the second person: another records officer, or a college officer. For what is sealed off see {@link #sealedOffSeconds}. */
    List<String> secondPersons(String caseId, Disposal disposal) {
        if (Disposals.isSealedOff(caseId)) {
            return sealedOffSeconds(disposal.recordIds(), disposal.proposerId());
        }
        Set<String> not = new LinkedHashSet<>(interested(disposal.recordIds()));
        not.add(disposal.proposerId());
        LocalDate today = people.today();
        Set<String> may = new LinkedHashSet<>();
        people.withRole("records-officers").stream().filter(one -> !people.isAbsent(one.personId(), today)).map(Person::personId).forEach(may::add);
        people.withRole("college-officers").stream().filter(one -> !people.isAbsent(one.personId(), today)).map(Person::personId).forEach(may::add);
        may.removeAll(not);
        return List.copyOf(may);
    }

    /**
     * Another officer of what is sealed off, who may know of it anyway; where there is none here, whoever has the role that the institution
     * names for this. Never somebody with a part in what it is about.
     */
    private List<String> sealedOffSeconds(Collection<String> recordIds, String proposerId) {
        Set<String> not = keptFrom(recordIds);
        not.add(proposerId);
        LocalDate today = people.today();
        return Stream.of(Disposals.SEALED_OFF_OFFICER, sealedOffSecond)
                .map(role -> people.withRole(role).stream().map(Person::personId).filter(id -> !not.contains(id) && !people.isAbsent(id, today)).toList())
                .filter(found -> !found.isEmpty()).findFirst().orElse(List.of());
    }

    /** Who has a part in what records are about that are sealed off. */
    Set<String> keptFrom(Collection<String> recordIds) {
        return recordIds.stream().flatMap(id -> cases.keptFrom(id).stream()).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
