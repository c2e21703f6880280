package io.ostiary.writer.servercertificate;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.KeyPairMismatch;
import io.ostiary.contract.error.IamError.MalformedCertificate;
import io.ostiary.contract.secret.SealedPrivateKey;
import io.ostiary.writer.rule.Lookup;
import io.ostiary.writer.rule.PemCertificates;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * What a certificate must be to be stored (IAM User Guide, "Manage server certificates in IAM"): in
 * X.509 PEM, one item, valid today, of the private key given; and the chain, if any, must lead on
 * from it, each certificate signed by the one that follows, itself not among them.
 */
final class CertificateRules {
    /**
     * As many certificates as a chain may have; ours. AWS bounds the text alone (2 MB); a writer
     * must not check thousands of signatures in its turn. Chains that are in use have two or three.
     */
    private static final int MAX_CHAIN = 20;

    private CertificateRules() {}

    /** The certificate, or why it is not taken. */
    static Lookup<X509Certificate> checked(
            String body, @Nullable String chain, SealedPrivateKey key, Instant now) {
        X509Certificate certificate = PemCertificates.one(body).orElse(null);
        if (certificate == null) {
            return Lookup.refused(
                    // AWS's text (openshift-ansible#11214).
                    new MalformedCertificate(
                            "Unable to parse certificate. Please ensure the certificate is in PEM"
                                    + " format."));
        }
        if (!isValid(certificate, now)) {
            // That it must be valid is AWS's rule, the text ours.
            return Lookup.refused(
                    new MalformedCertificate("The certificate is expired or not valid yet."));
        }
        if (!publicKeyDigest(certificate).equals(key.publicKeyDigest())) {
            // No text of AWS's was found: ours.
            return Lookup.refused(
                    new KeyPairMismatch("The certificate and the private key do not match."));
        }
        AwsError problem = chain == null ? null : chainProblem(certificate, chain, now);
        return problem == null ? Lookup.found(certificate) : Lookup.refused(problem);
    }

    /**
     * Whether the last of the chain is a root, or one that the world trusts, is not asked: nobody
     * but its users can tell.
     */
    private static @Nullable AwsError chainProblem(
            X509Certificate certificate, String text, Instant now) {
        List<X509Certificate> chain = PemCertificates.several(text, MAX_CHAIN).orElse(null);
        if (chain == null) {
            return brokenChain(-1);
        }
        X509Certificate signed = certificate;
        for (int i = 0; i < chain.size(); i++) {
            X509Certificate signer = chain.get(i);
            if (!isSignedBy(signed, signer) || !isValid(signer, now)) {
                return brokenChain(i + 1);
            }
            signed = signer;
        }
        return null;
    }

    /**
     * AWS's text (lego#304, mprahl/ansible-role-lets-encrypt-route-53#52). Its index was seen to be
     * 1 where the first of the chain was wrong and -1 where AWS found no way at all.
     */
    private static AwsError brokenChain(int index) {
        return new MalformedCertificate(
                "Unable to validate certificate chain. The certificate chain must start with the"
                        + " immediate signing certificate, followed by any intermediaries in order."
                        + " The index within the chain of the invalid certificate is: "
                        + index);
    }

    private static boolean isSignedBy(X509Certificate signed, X509Certificate signer) {
        if (!signed.getIssuerX500Principal().equals(signer.getSubjectX500Principal())) {
            return false;
        }
        try {
            signed.verify(signer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean isValid(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    private static String publicKeyDigest(X509Certificate certificate) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(certificate.getPublicKey().getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
