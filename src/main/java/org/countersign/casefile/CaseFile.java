package org.countersign.casefile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.answers.Answers;
import org.countersign.answers.Attachments;
import org.countersign.answers.Attachments.Attachment;
import org.countersign.casefile.Letters.Letter;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.countersign.engine.HandedOver;
import org.countersign.engine.Trail;
import org.countersign.people.Person;
import org.springframework.stereotype.Service;

/**
 * Cases that belong together, as one file: to each reader the cases they may read, and of the others not even that they exist.
 */
@Service
public class CaseFile {

    /**
     * A case with all that belongs to it, as one person may see it.
     *
     * @param related  the cases reached from it through cases this person may read, oldest first
     * @param timeline what happened in all of them, in order
     */
    public record View(Case one, List<Case> related, List<Trail.Entry> timeline, List<Attachment> files, List<Letter> letters) {}

    private final Cases cases;
    private final Trail trail;
    private final Answers answers;
    private final Attachments attachments;
    private final Letters letters;

    CaseFile(Cases cases, Trail trail, Answers answers, Attachments attachments, Letters letters) {
        this.cases = cases;
        this.trail = trail;
        this.answers = answers;
        this.attachments = attachments;
        this.letters = letters;
    }

    /** Empty when there is no such case or this person may not read it: both look the same from outside. */
    public Optional<View> of(Person reader, String caseId) {
        if (!cases.mayRead(reader, caseId)) {
            return Optional.empty();
        }
        Map<String, Case> readable = new LinkedHashMap<>();
        Deque<Case> open = new ArrayDeque<>(cases.find(caseId).stream().toList());
        while (!open.isEmpty()) {
            Case next = open.pop();
            if (readable.putIfAbsent(next.caseId(), next) == null) {
                cases.linkedTo(next.caseId()).stream().filter(one -> !readable.containsKey(one.caseId()) && cases.mayRead(reader, one.caseId())).forEach(open::add);
            }
        }
        List<Trail.Entry> timeline = new ArrayList<>();
        readable.keySet().forEach(id -> timeline.addAll(trail.of(id)));
        timeline.sort(Comparator.comparing(Trail.Entry::at));
        List<Case> related = readable.values().stream().filter(one -> !one.caseId().equals(caseId)).sorted(Comparator.comparing(Case::startedAt)).toList();
        return Optional.of(new View(readable.get(caseId), related, timeline, files(caseId), letters.of(caseId)));
    }

    /** What was attached to the case, and what came with it from the case it was started from. */
    public List<Attachment> files(String caseId) {
        return Stream.concat(attachments.of(caseId).stream(), handedOver(caseId).stream().flatMap(from -> from.files().stream())
                .map(attachments::find).flatMap(Optional::stream)).distinct().toList();
    }

    /** A file of the case, for those who may read the case and for holders of a task that shows it. */
    public Optional<Attachment> file(Person reader, String caseId, String attachmentId) {
        return Optional.of(caseId).filter(id -> cases.mayRead(reader, id) || cases.showsPapersTo(reader, id))
                .flatMap(id -> files(id).stream().filter(one -> one.attachmentId().equals(attachmentId)).findFirst());
    }

    /** A letter of the case, also for the person it was written to. */
    public Optional<Letter> letter(Person reader, String caseId, String letterId) {
        return letters.find(letterId).filter(one -> one.caseId().equals(caseId)).filter(one -> reader.personId().equals(one.addresseeId())
                || cases.mayRead(reader, caseId) || cases.showsPapersTo(reader, caseId));
    }

    public byte[] content(Attachment file) {
        return attachments.content(file.attachmentId());
    }

    public byte[] pdf(Letter letter) {
        return letters.pdf(letter.letterId());
    }

    private Optional<HandedOver> handedOver(String caseId) {
        return answers.of(caseId).stream().filter(one -> one.task().equals(HandedOver.TASK)).findFirst().map(one -> answers.read(one, HandedOver.class));
    }
}
