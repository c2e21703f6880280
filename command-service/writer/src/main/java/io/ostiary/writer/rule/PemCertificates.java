package io.ostiary.writer.rule;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * X.509 certificates in PEM (RFC 7468): nothing but certificates and white space between them. Text
 * in front of one, which other readers skip, AWS refuses (aws-cli#715), and so is it here.
 */
public final class PemCertificates {
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private PemCertificates() {}

    /** The one certificate of a text; empty for none, for several, and for what is none. */
    public static Optional<X509Certificate> one(String text) {
        return several(text, 1).map(List::getFirst);
    }

    /**
     * All certificates of a text, at least one.
     *
     * @param most no more than these are read: empty when there are more
     */
    public static Optional<List<X509Certificate>> several(String text, int most) {
        var found = new ArrayList<X509Certificate>();
        String rest = text.strip();
        while (!rest.isEmpty()) {
            int end = rest.indexOf(END);
            if (!rest.startsWith(BEGIN) || end < 0 || found.size() == most) {
                return Optional.empty();
            }
            X509Certificate certificate = decoded(rest.substring(BEGIN.length(), end));
            if (certificate == null) {
                return Optional.empty();
            }
            found.add(certificate);
            rest = rest.substring(end + END.length()).strip();
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static @Nullable X509Certificate decoded(String base64) {
        try {
            var der = new ByteArrayInputStream(Base64.getDecoder().decode(withoutBlanks(base64)));
            var certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(der);
            return der.available() == 0 ? certificate : null;
        } catch (IllegalArgumentException | CertificateException e) {
            return null;
        }
    }

    private static String withoutBlanks(String text) {
        var letters = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                letters.append(text.charAt(i));
            }
        }
        return letters.toString();
    }
}
