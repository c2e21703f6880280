package io.ostiary.testkit;

import io.ostiary.state.key.SshRsaKey;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * Public keys and certificates to upload, as many as one likes and the same in every run. Nobody
 * has a private key to them: the moduli are just odd, and no signature is right.
 */
public final class PublicKeys {
    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

    /** The serial number of the certificate in the file, and the end of its validity. */
    private static final String SERIAL = "ABCDEFGH";

    private static final String NOT_AFTER = "21261103131903Z";
    private static final String CERTIFICATE = read();

    private PublicKeys() {}

    /** An RSA key of 2048 bits. */
    public static SshRsaKey rsa(int number) {
        return rsa(number, SshRsaKey.MIN_BITS);
    }

    public static SshRsaKey rsa(int number, int bits) {
        return new SshRsaKey(
                BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.valueOf(2L * number + 1)),
                EXPONENT);
    }

    /** A certificate in PEM, valid for a hundred years. */
    public static String certificate(int number) {
        return pem(CERTIFICATE.replace(SERIAL, "N%07d".formatted(number)));
    }

    /** One that was valid until 2001. */
    public static String expiredCertificate() {
        return pem(CERTIFICATE.replace(NOT_AFTER, "2001" + NOT_AFTER.substring(4)));
    }

    private static String pem(String der) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(der.getBytes(StandardCharsets.ISO_8859_1))
                + "\n-----END CERTIFICATE-----\n";
    }

    /** Its DER form, each byte a character. */
    private static String read() {
        try (InputStream file =
                Objects.requireNonNull(PublicKeys.class.getResourceAsStream("certificate.pem"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
            byte[] der = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
            return new String(der, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
