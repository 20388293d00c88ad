package org.countersign.records.sign;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/** What a certificate is for, as its profile says. Means something only once the certificate is known to come from our authority. */
public enum Purpose {
    AUTHORITY, SEAL, TIME, PERSON, OTHER;

    public static Purpose of(X509Certificate certificate) {
        if (certificate.getBasicConstraints() >= 0) {
            return AUTHORITY;
        }
        @Nullable String unit = part(certificate, "OU");
        if (Certificates.SEAL_UNIT.equals(unit)) {
            return SEAL;
        }
        if (Certificates.TIME_UNIT.equals(unit)) {
            return TIME;
        }
        return Certificates.PERSON_UNIT.equals(unit) ? PERSON : OTHER;
    }

    /** A part of the subject's name, for example {@code CN}. */
    public static @Nullable String part(X509Certificate certificate, String type) {
        try {
            List<Rdn> parts = new LdapName(certificate.getSubjectX500Principal().getName("RFC2253",
                    Map.of("2.5.4.12", "T", "2.5.4.5", "SERIALNUMBER"))).getRdns();
            return parts.stream().filter(r -> r.getType().equalsIgnoreCase(type)).map(r -> r.getValue().toString()).findFirst().orElse(null);
        } catch (InvalidNameException e) {
            return null;
        }
    }
}
