package org.countersign.institution;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One institution's pack, as read and checked at start. Wording lives here, routing never.
 *
 * @param shortName how the institution calls itself in a sentence, for example "the College"
 * @param decisions files of the institution's own decision tables, each in the place of the one that has the same decision id
 * @param logo      a Spring resource address such as {@code file:/etc/countersign/logo.svg}; without a scheme it lies in {@code templates/}
 */
public record Institution(
        String id,
        String name,
        String shortName,
        ZoneId zone,
        Nation nation,
        String logo,
        List<Regulator> regulators,
        List<Policy> policies,
        GroupApproval groupApproval,
        GroupLife groupLife,
        BreachEscalation breachEscalation,
        List<Standard> standards,
        ProtectedDisclosure protectedDisclosure,
        ConcernIntake concernIntake,
        PostRemoval postRemoval,
        DisciplinaryReferral disciplinaryReferral,
        AppApproval appApproval,
        ConversationTransfer conversationTransfer,
        RecordDisposal recordDisposal,
        List<String> decisions) {

    /** Decides the bank holidays. */
    public enum Nation { ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND }

    /** The data-protection regulator as of a day; the latest one not in the future is in force. */
    public record Regulator(LocalDate from, String name, String shortName, String address, String phone, String website) {}

    /** A policy people read and understand; {@code inForceFrom}: since when that version counts, where the pack says so. */
    public record Policy(String id, String title, String version, @Nullable LocalDate inForceFrom) {}

    /** A sentence people affirm, worded afresh, with the place in the policy it comes from. */
    public record Point(String id, String text, String citation) {}

    /**
     * What group approval needs to know.
     *
     * @param approvals   1 or 2
     * @param declaration the points of the administrators' declaration, in order
     * @param readAndUnderstood ids of the policies affirmed as read and understood
     * @param memberships kinds of membership offered, for example "Team"
     * @param retentionWords how long a record is kept, in a sentence
     */
    public record GroupApproval(
            int approvals,
            List<Point> declaration,
            List<String> readAndUnderstood,
            List<String> memberships,
            String legalBasis,
            String retentionClass,
            String retentionWords,
            Terms terms) {}

    /** In working days. */
    public record Terms(int assistant, int manager, int applicant, int reminderBefore, int deputyAfter, int nextInLineAfter) {}

    /** What the life of a group needs to know. */
    public record GroupLife(String legalBasis, Retention retention, GroupLifeTerms terms) {}

    /**
     * In working days, until each is due; {@code renewalBefore} in calendar days before the end of a year. {@code managerAfter} and
     * {@code suspendedAfter}: working days after the due day.
     */
    public record GroupLifeTerms(int activation, int attestation, int review, int hold, int app, int renewal, int change, int restoring, int closing,
            int renewalBefore, int managerAfter, int suspendedAfter) {}

    /**
     * Something a post or conduct may be found to break, with its place in a policy, code or statute.
     *
     * @param from  the day from which it is in force; {@code null} for as long as anybody remembers
     * @param until the last day on which it was in force; {@code null} while it is
     * @param enough whether it can be a ground for restricting speech by itself; reputation alone cannot where the law protects speech
     * @param ofPosts whether a post or a conversation can break it, and not conduct alone
     */
    public record Standard(String id, String text, String citation, @Nullable LocalDate from, @Nullable LocalDate until, boolean enough, boolean ofPosts) {

        /** Whether it was in force on that day. */
        public boolean isInForceOn(LocalDate day) {
            return (from == null || !from.isAfter(day)) && (until == null || !until.isBefore(day));
        }
    }

    /** What the judgement of a protected disclosure needs to know. {@code judge}: working days. */
    public record ProtectedDisclosure(String legalBasis, Retention retention, int judge) {}

    /**
     * What concerns need to know. In working days: {@code urgent} for each step of an urgent one, else {@code screen} until it is looked
     * at and {@code route} until it is decided.
     */
    public record ConcernIntake(String legalBasis, Retention retention, int urgent, int screen, int route) {}

    /**
     * What the removal of posts needs to know.
     *
     * @param noFurtherAction how records are kept of cases in which nothing was done
     * @param decided         how all other records are kept
     * @param decisions       those the institution uses
     * @param freeSpeech      which law protects speech here, and where somebody turns who finds that theirs is restricted
     */
    public record PostRemoval(String legalBasis, Retention noFurtherAction, Retention decided, List<OnPost> decisions, FreeSpeech freeSpeech, RemovalTerms terms) {}

    /** What can be decided on a post. */
    public enum OnPost {
        NO_ACTION("No action"), ADVISE("Advice to the author"), REQUEST("Removal is requested"), REQUIRE("Removal is required"), STATEMENT("A corrective statement");

        private final String words;

        OnPost(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /** Whether the author is to remove something. */
        public boolean asksForRemoval() {
            return this == REQUEST || this == REQUIRE;
        }
    }

    /** {@code route}: a sentence for letters that says whom to turn to. */
    public record FreeSpeech(Regime regime, String route) {

        /** Which law protects speech. */
        public enum Regime {
            /** Higher Education and Research Act 2017, part A1: what would only embarrass is no ground by itself. */
            HERA_A1,
            /** Education (No. 2) Act 1986, section 43. */
            EA1986_S43,
            /** Human Rights Act 1998 alone. */
            HRA_ONLY,
            /** The law of Scotland, Wales or Northern Ireland. */
            OTHER_NATION
        }
    }

    /** In working days; {@code answer} is what is proposed for the author. */
    public record RemovalTerms(int preserve, int screen, int assess, int decide, int answer, int review, int publish) {}

    /**
     * What a referral for discipline needs to know.
     *
     * @param bodies     who may get a pack
     * @param sanctions  the ladder, mildest first
     * @param mayDismiss roles of those who may decide a dismissal
     */
    public record DisciplinaryReferral(String legalBasis, ReferralRetention retention, List<Body> bodies, List<Sanction> sanctions, List<String> mayDismiss,
            ReferralTerms terms) {

        public Body body(String bodyId) {
            return bodies.stream().filter(one -> one.id().equals(bodyId)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("The pack has no body '" + bodyId + "'"));
        }
    }

    /** How records of referrals are kept, by how they ended and whom they were about. */
    public record ReferralRetention(Retention unfounded, Retention staff, Retention safeguarding, Retention student, Retention fitnessToPractise, Retention contractor) {}

    /** A body that a referral is passed to. */
    public record Body(String id, String name, String address) {}

    /**
     * A step of the ladder.
     *
     * @param liveMonths how long it counts; 0 where it does not end by itself
     * @param dismissal  whether it ends the employment
     */
    public record Sanction(String id, String words, int liveMonths, boolean dismissal) {}

    /** In working days. */
    public record ReferralTerms(int complete, int screen, int check, int investigate, int decide, int invite, int outcome, int appealWindow, int hearAppeal,
            int changeAccess, int receipt, int bodyOutcome, int notice, int postponement) {}

    /**
     * What the approval of apps needs to know.
     *
     * @param reviewAfterMonths proposed to the reviewers; they may choose another day
     */
    public record AppApproval(String legalBasis, Retention retention, int reviewAfterMonths, AppTerms terms) {}

    /** In working days. */
    public record AppTerms(int reviewTerms, int reviewSecurity, int reminderBefore, int deputyAfter, int nextInLineAfter) {}

    /** What the transfer of conversations to the corporate record needs to know. */
    public record ConversationTransfer(String legalBasis, Retention retention) {}

    /**
     * What the disposal of records needs to know.
     *
     * @param backupsKeptDays after so many days no backup holds what was destroyed
     * @param sealedOffSecond role of the second person for what is sealed off, where its officer has no colleague
     * @param confirm         in working days, as {@code handOver}
     */
    public record RecordDisposal(String legalBasis, Retention retention, int backupsKeptDays, String sealedOffSecond, int confirm, int handOver) {}

    /**
     * What breach escalation needs to know.
     *
     * @param notified          how records are kept of breaches the regulator was told of
     * @param notNotified       how all other records are kept
     * @param notificationForms the regulator's form, earliest first, one following on the other
     */
    public record BreachEscalation(String legalBasis, Retention notified, Retention notNotified, Controller controller,
            List<NotificationForm> notificationForms, List<Mark> escalation, Summary summary) {

        /** The regulator's form in force on a day; before the first one's day, the first. */
        public NotificationForm notificationFormOn(LocalDate day) {
            return notificationForms.stream().filter(form -> !form.from().isAfter(day)).reduce((earlier, later) -> later)
                    .orElse(notificationForms.get(0));
        }
    }

    /**
     * The daily summary of open breaches.
     *
     * @param at          from which time of a working day on
     * @param toHeadAfter so long after the awareness the head of house gets it too, unless the regulator has been told
     */
    public record Summary(LocalTime at, Duration toHeadAfter) {}

    /** How long a record is kept: its class, and a sentence that stands on it. */
    public record Retention(String retentionClass, String retentionWords) {}

    /** What the regulator's form asks about the institution itself. */
    public record Controller(String address, String registration, String sector, String size, String codesOfConduct) {}

    /** The regulator's form as it stands from a day on; {@code until} is its last day, {@code null} until further notice. */
    public record NotificationForm(LocalDate from, @Nullable LocalDate until, List<FormSection> sections) {}

    /** A heading of the regulator's form and the questions under it, in the regulator's order. */
    public record FormSection(String title, List<FormQuestion> questions) {}

    /** A question in the regulator's words. */
    public record FormQuestion(Asked key, String label, @Nullable String hint) {}

    /** What a question asks, whatever its words: each is answered from the case. */
    public enum Asked {
        REPORT_TYPE, REASON_FOR_REPORT, SIZE_OF_ORGANISATION, FIRST_REPORT,
        WHAT_HAPPENED, HOW_IT_HAPPENED, HOW_DISCOVERED, MEASURES_BEFORE, CYBER_INCIDENT, WHEN_HAPPENED, WHEN_DISCOVERED, DATA_CATEGORIES, DATA_DETAILS,
        NUMBER_OF_RECORDS, NUMBER_OF_PEOPLE, PEOPLE_CATEGORIES, CONSEQUENCES, HIGH_RISK, LIKELIHOOD,
        SYSTEMS_AFFECTED, IMPACT, RECOVERY,
        STAFF_TRAINED, TRAINING,
        DELAY,
        ACTIONS, PREVENTION, PEOPLE_TOLD, OTHERS_TOLD, CODES_OF_CONDUCT,
        CONTROLLER, PERSON_REPORTING, CONTACT,
        SENDING
    }

    /**
     * A mark of the escalation: who is told what, so long after the awareness, unless what it waits for is done.
     *
     * @param to roles, or {@code dpo-deputies}
     */
    public record Mark(String id, Duration after, Milestone neededUntil, List<String> to, String words) {}

    /** What a mark waits for. */
    public enum Milestone { ACKNOWLEDGED, CONTAINED, ASSESSED, DECIDED, PEOPLE_DECIDED, NOTIFIED }

    public Regulator regulatorOn(LocalDate day) {
        return regulators.stream().filter(r -> !r.from().isAfter(day))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IllegalStateException("The pack names no regulator for " + day));
    }

    /** The standard of that id, in force or not. */
    public Standard standard(String standardId) {
        return standards.stream().filter(one -> one.id().equals(standardId)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The pack has no standard '" + standardId + "'"));
    }

    public Policy policy(String policyId) {
        return policies.stream().filter(p -> p.id().equals(policyId)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The pack has no policy '" + policyId + "'"));
    }
}
