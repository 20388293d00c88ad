package org.countersign.records.sign;

import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.SignerId;
import org.bouncycastle.util.Store;

/** Which of the certificates that travel with a signature is its signer's. */
public final class SignerCertificates {

    private SignerCertificates() {}

    /** Those the signature names: exactly one, where nobody has tampered with it. */
    public static List<X509CertificateHolder> of(SignerId signer, Store<X509CertificateHolder> travelling) {
        return travelling.getMatches(null).stream().filter(signer::match).toList();
    }
}
