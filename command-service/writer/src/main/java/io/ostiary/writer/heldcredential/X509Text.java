package io.ostiary.writer.heldcredential;

import io.ostiary.contract.error.IamError.InvalidCertificate;
import io.ostiary.contract.error.IamError.MalformedCertificate;
import io.ostiary.state.key.Pem;
import io.ostiary.writer.rule.Lookup;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A certificate as text: one block of PEM.
 *
 * @param fingerprint the SHA-256 digest of its DER form in hexadecimal digits
 */
record X509Text(String fingerprint) {

    /** Of a body that is told back, as much as a line needs. */
    private static final int ECHO = 128;

    /**
     * Refused with MalformedCertificate when it is no certificate "or has expired" (IAM API
     * Reference, UploadSigningCertificate), with InvalidCertificate when the body holds more than
     * one certificate: a chain, or the private key.
     */
    static Lookup<X509Text> read(String body, Instant now) {
        if (Pem.isSeveral(body)) {
            // Ours.
            return Lookup.refused(
                    new InvalidCertificate("The certificate body must hold one certificate only."));
        }
        byte[] der =
                Pem.read(body)
                        .filter(pem -> pem.label().equals("CERTIFICATE"))
                        .flatMap(Pem::content)
                        .orElse(null);
        if (der == null) {
            return malformed(body);
        }
        try {
            var certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(der));
            if (!Arrays.equals(certificate.getEncoded(), der)) {
                return malformed(body);
            }
            if (certificate.getNotAfter().toInstant().isBefore(now)) {
                // Ours.
                return Lookup.refused(new MalformedCertificate("The certificate has expired."));
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(der);
            return Lookup.found(new X509Text(HexFormat.of().formatHex(digest)));
        } catch (CertificateException e) {
            return malformed(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The text as LocalStack recorded it from AWS (test_iam_signing_certificates.snapshot.json), of
     * a short body. That a long one is cut is ours.
     */
    private static Lookup<X509Text> malformed(String body) {
        String told = body.length() <= ECHO ? body : body.substring(0, ECHO) + "...";
        return Lookup.refused(new MalformedCertificate("Certificate " + told + " is malformed."));
    }
}
