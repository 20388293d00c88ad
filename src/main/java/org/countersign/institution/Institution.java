package org.countersign.institution;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One institution's pack, as read and checked at start. Wording lives here, routing never.
 *
 * @param shortName how the institution calls itself in a sentence, for example "the College"
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
        BreachEscalation breachEscalation) {

    /** Decides the bank holidays. */
    public enum Nation { ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND }

    /** The data-protection regulator as of a day; the latest one not in the future is in force. */
    public record Regulator(LocalDate from, String name, String shortName, String address, String phone, String website) {}

    /** A policy people read and understand; {@code citation} is where the duty to do so stands. */
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

    /** What breach escalation needs to know. */
    public record BreachEscalation(String legalBasis, String retentionClass, Controller controller, List<Mark> escalation) {}

    /** What the regulator's form asks about the institution itself. */
    public record Controller(String address, String registration, String sector, String size) {}

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

    public Policy policy(String policyId) {
        return policies.stream().filter(p -> p.id().equals(policyId)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The pack has no policy '" + policyId + "'"));
    }
}
