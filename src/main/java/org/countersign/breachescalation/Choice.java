package org.countersign.breachescalation;

import java.util.List;

/** One of the answers a form offers, by its code and in words. */
public record Choice(String code, String words) {

    /** Whose data; the kinds the regulator's form knows. */
    static final List<Choice> SUBJECTS = List.of(
            new Choice("staff", "Employees"), new Choice("students", "Students"), new Choice("applicants", "Applicants and prospective students"),
            new Choice("alumni", "Former students and donors"), new Choice("visitors", "Visitors and customers"),
            new Choice("children", "Children"), new Choice("vulnerable", "Vulnerable adults"), new Choice("users", "Users of a service"),
            new Choice("others", "Other people"), new Choice("unknown", Words.NOT_KNOWN));

    /** What kind of data; the kinds the regulator's form knows. */
    static final List<Choice> DATA = List.of(
            new Choice("basic", "Names and contact details"), new Choice("identification", "User names and passwords"),
            new Choice("financial", "Money and bank details"), new Choice("documents", "Official documents"), new Choice("location", "Location"),
            new Choice("health", "Health"), new Choice("ethnic", "Racial or ethnic origin"), new Choice("political", "Political opinions"),
            new Choice("religious", "Religious or philosophical beliefs"), new Choice("union", "Trade union membership"),
            new Choice("sexLife", "Sex life"), new Choice("orientation", "Sexual orientation"), new Choice("reassignment", "Gender reassignment"),
            new Choice("biometric", "Genetic or biometric data"), new Choice("criminal", "Criminal convictions or offences"),
            new Choice("other", "Other data"), new Choice("unknown", Words.NOT_KNOWN));
}
