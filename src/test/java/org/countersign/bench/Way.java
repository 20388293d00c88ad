package org.countersign.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One way through a diagram, from its start to an end.
 *
 * @param one  what a case of it is called
 * @param yes the questions of the diagram that are answered with yes on it, as they stand there; all others are answered with no
 */
record Way(String flow, String one, List<Step> steps, List<String> yes) {

    /**
     * Somebody's form, the first of which starts the case; or a timer, which is nobody's.
     *
     * @param form      by its address, for example {@code assess-post}; for a timer the id of its event
     * @param daysLater how many days pass before it
     */
    record Step(@Nullable String userId, String form, Function<College, Map<String, Object>> answers, int daysLater) {

        Step(String userId, String form, Function<College, Map<String, Object>> answers) {
            this(userId, form, answers, 0);
        }

        /** The user task with that form. */
        String task() {
            StringBuilder task = new StringBuilder();
            for (String word : form.split("-")) {
                task.append(task.isEmpty() ? word.substring(0, 1) : word.substring(0, 1).toUpperCase()).append(word.substring(1));
            }
            return task.toString();
        }
    }

    static final String ADA = "ada.applegarth";
    static final String BASIL = "basil.birdwhistle";
    static final String CLEMENTINE = "clementine.crabtree";
    static final String DESMOND = "desmond.dovecote";
    private static final String FERGUS = "fergus.foxglove";
    private static final String HORATIO = "horatio.hazelnut";
    private static final String JASPER = "jasper.juniper";
    private static final String KEZIAH = "keziah.kingfisher";
    private static final String MABEL = "mabel.marmalade";
    private static final String NOEL = "noel.nightjar";

    /** An application that four people agree to. */
    static final Way APPROVAL = new Way("group-approval", "approval", List.of(
            new Step(ADA, "apply-for-group", college -> Map.ofEntries(
                    Map.entry("position", college.person(ADA).position()), Map.entry("department", college.person(ADA).department()),
                    Map.entry("assistant", BASIL), Map.entry("groupName", "Crew " + UUID.randomUUID()), Map.entry("purpose", "To swap shifts on the river."),
                    Map.entry("app", college.anApp()), Map.entry("membership", college.institution().groupApproval().memberships().get(0)),
                    Map.entry("members", "Boathouse staff"), Map.entry("devices", List.of("issued")), Map.entry("deviceSecurity", List.of("pin")),
                    Map.entry("declaration", college.institution().groupApproval().declaration().stream().map(point -> point.id()).toList()),
                    Map.entry("policiesRead", college.institution().groupApproval().readAndUnderstood()))),
            new Step(BASIL, "sign-as-assistant", college -> Map.of("decision", "SIGN")),
            new Step(CLEMENTINE, "approve-group", college -> Map.of("decision", "APPROVE")),
            new Step(DESMOND, "authorise-group", college -> Map.of("decision", "APPROVE"))),
            List.of("groupApproval.hasAssistant(execution)", "groupApproval.assistantSigned(execution)", "groupApproval.firstDecisionIs(execution, 'APPROVE')",
                    "groupApproval.secondDecisionIs(execution, 'APPROVE')", "groupApproval.isAuthorised(execution)"));

    /** A post that its author is required to remove, and removes. */
    static final Way REMOVAL = new Way("post-removal", "removal", List.of(
            new Step(MABEL, "report-post", college -> Map.ofEntries(Map.entry("showsIntimateOrChild", "NO"), Map.entry("kind", "POST"),
                    Map.entry("platform", "Flutterby"), Map.entry("address", "https://flutterby.example/p/17"),
                    Map.entry("description", "He calls the porters thieves."), Map.entry("whose", "STAFF"), Map.entry("author", college.choice(BASIL)),
                    Map.entry("aboutMe", "NO"), Map.entry("concernedName", "The porters"), Map.entry("standards", List.of("harassment")), Map.entry("urgent", "NO"))),
            new Step(JASPER, "preserve-evidence", college -> Map.of("showsIntimateOrChild", "NO", "capturedAt", college.now(),
                    "method", "Browser of the office, signed out.", "stillThere", "YES")),
            new Step(JASPER, "screen-for-disclosure", college -> Map.of("worker", "NO", "facts", "NO", "publicInterest", "NO", "reasons", "An insult.")),
            new Step(JASPER, "assess-post", college -> Map.ofEntries(Map.entry("urgent", "NO"), Map.entry("lawful", "LAWFUL"), Map.entry("steps", List.of("TALK", "REPLY")),
                    Map.entry("stepsReason", "Tried in vain."), Map.entry("content", "Insults"), Map.entry("tone", "Rough"), Map.entry("audience", "Public, 300 people"),
                    Map.entry("othersRights", "The porters' good name"), Map.entry("disclaimer", "NO"), Map.entry("powerImbalance", "None"),
                    Map.entry("leastIntrusive", "A request"), Map.entry("grounds", List.of("harassment")), Map.entry("rationale", "It names them and is false."))),
            new Step(HORATIO, "decide-on-post", college -> Map.of("decision", "REQUIRE", "grounds", List.of("harassment"),
                    "asked", "Remove the two sentences about the porters.", "doneBy", college.day(5), "rationale", "It names people and is false.")),
            new Step(BASIL, "answer-notice", college -> Map.of("answer", "REMOVED")),
            new Step(JASPER, "verify-removal", college -> Map.of("result", "GONE", "seenAt", college.now(), "details", "Looked from a private window."))),
            List.of("postRemoval.isRemovalAsked(execution)", "postRemoval.isOutcome(execution, 'REMOVED')"));

    /** A referral that ends in a warning, against which nobody appeals. */
    static final Way REFERRAL = new Way("disciplinary-referral", "referral", List.of(
            new Step(CLEMENTINE, "refer-for-discipline", college -> Map.ofEntries(Map.entry("showsIntimateOrChild", "NO"), Map.entry("personType", "STAFF"),
                    Map.entry("person", college.choice(ADA)), Map.entry("allegations", List.of("harassment")),
                    Map.entry("facts", "Messages in the boathouse group mocked a colleague."), Map.entry("occurredFrom", college.day(-2)),
                    Map.entry("severity", "SERIOUS"), Map.entry("deliberate", "NOT_KNOWN"), Map.entry("compromised", "NO"),
                    Map.entry("witnesses", college.choice(BASIL) + "\nHilda Hedgerow, cox"), Map.entry("risk", "NONE"), Map.entry("police", "NOT_TOLD"))),
            new Step(KEZIAH, "screen-for-disclosure", college -> Map.of("worker", "NO", "facts", "NO", "publicInterest", "NO", "reasons", "Read it twice with care.")),
            new Step(KEZIAH, "check-referral", college -> Map.of("verdict", "FORMAL", "reasons", "As it stands.", "investigator", college.choice(NOEL), "measure", "NONE")),
            new Step(NOEL, "investigate", college -> Map.of("showsIntimateOrChild", "NO", "steps", "Spoke to Ada; read the group.",
                    "account", "It was meant as a joke, and she is sorry.", "findings", "Two messages are there.", "mitigation", "Nothing of the kind before.")),
            new Step(KEZIAH, "decide-case-to-answer", college -> Map.of("caseToAnswer", "YES", "reasons", "The messages are there.", "hearingManager", college.choice(FERGUS))),
            new Step(KEZIAH, "invite-to-hearing", college -> Map.of("hearingAt", college.day(14) + "T10:00", "place", "The Old Library",
                    "consequences", "No action, or a warning.", "evidence", "The report\nTwo screenshots")),
            new Step(FERGUS, "hold-hearing", college -> Map.of("held", "HELD", "present", "ALONE", "account", "She is sorry.", "sanction", "written-warning",
                    "changeRequired", "No more of it, from today.", "reasons", "The messages hurt; she has said so herself."), 15),
            new Step(KEZIAH, "send-outcome", college -> Map.of("consequence", "A further warning may follow.", "appealManager", college.choice(HORATIO))),
            new Step(null, "appealWindowClosed", college -> Map.of(), 30)),
            List.of("disciplinaryReferral.isVerdict(execution, 'FORMAL')", "disciplinaryReferral.isSubjectHere(execution)", "true",
                    "disciplinaryReferral.isEnding(execution, 'WARNED')"));

    /** What a form asks for besides: name and sentence of whoever signs. */
    static Map<String, Object> signed(Map<String, Object> answers, String name) {
        Map<String, Object> all = new HashMap<>(answers);
        all.put("signedName", name);
        all.put("intent", true);
        return all;
    }

    List<Step> afterStart() {
        return new ArrayList<>(steps.subList(1, steps.size()));
    }
}
