package io.ostiary.state.key;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An RSA public key as SSH uses it. "The public key must be encoded in ssh-rsa format or PEM
 * format. The minimum bit-length of the public key is 2048 bits" (IAM API Reference,
 * UploadSSHPublicKey). The maximum is as much as the JDK reads.
 */
public record SshRsaKey(BigInteger modulus, BigInteger exponent) {

    public static final int MIN_BITS = 2_048;
    public static final int MAX_BITS = 16_384;

    private static final String TYPE = "ssh-rsa";

    /** The modulus and a byte for its sign; a field that says more is not read. */
    private static final int MAX_FIELD = MAX_BITS / Byte.SIZE + 1;

    /** As the JDK wants it of long keys; 65537 is what everybody uses. */
    private static final int MAX_EXPONENT_BITS = 64;

    /** The labels of the two kinds of PEM. */
    private static final String INFO = "PUBLIC KEY";

    private static final String PKCS1 = "RSA PUBLIC KEY";

    private static final int DER_SEQUENCE = 0x30;
    private static final int DER_BIT_STRING = 0x03;

    /** An AlgorithmIdentifier: rsaEncryption, no parameters (RFC 8017, A.1). */
    private static final byte[] RSA_ALGORITHM =
            HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    /** What a text turned out to be. */
    public sealed interface Reading {
        record Read(SshRsaKey key) implements Reading {}

        /** In no encoding that is taken. */
        record Unrecognized() implements Reading {}

        /** In an encoding that is taken, but no RSA key, or of another size. */
        record Invalid() implements Reading {}
    }

    /** One line of OpenSSH's, or PEM. */
    public static Reading read(String text) {
        String key = text.strip();
        return Pem.isBegun(key) ? fromPem(key) : fromLine(key);
    }

    /** {@code ssh-rsa}, the key in base64, and perhaps a comment. */
    private static Reading fromLine(String line) {
        String[] words = line.split("[ \t]+", 3);
        if (!words[0].equals(TYPE)) {
            return new Reading.Unrecognized();
        }
        if (words.length < 2 || line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            return new Reading.Invalid();
        }
        try {
            return fromWire(Base64.getDecoder().decode(words[1]));
        } catch (IllegalArgumentException e) {
            return new Reading.Invalid();
        }
    }

    /** RFC 4253, 6.6: the type, the exponent, the modulus, each after its length. */
    private static Reading fromWire(byte[] wire) {
        var buffer = ByteBuffer.wrap(wire);
        try {
            byte[] type = field(buffer);
            var exponent = new BigInteger(field(buffer));
            var modulus = new BigInteger(field(buffer));
            var key = new SshRsaKey(modulus, exponent);
            // One spelling only: nothing after the modulus, no needless zeros.
            return Arrays.equals(type, TYPE.getBytes(StandardCharsets.US_ASCII))
                            && key.isTaken()
                            && Arrays.equals(wire, key.wire())
                    ? new Reading.Read(key)
                    : new Reading.Invalid();
        } catch (BufferUnderflowException | NumberFormatException e) {
            return new Reading.Invalid();
        }
    }

    private static byte[] field(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0 || length > MAX_FIELD) {
            throw new BufferUnderflowException();
        }
        var field = new byte[length];
        buffer.get(field);
        return field;
    }

    private static Reading fromPem(String text) {
        Pem pem = Pem.read(text).orElse(null);
        if (pem == null) {
            return new Reading.Invalid();
        }
        return switch (pem.label()) {
            case INFO -> pem.content().map(SshRsaKey::fromInfo).orElseGet(Reading.Invalid::new);
            case PKCS1 ->
                    pem.content().map(key -> fromInfo(info(key))).orElseGet(Reading.Invalid::new);
            default -> new Reading.Unrecognized();
        };
    }

    /** A SubjectPublicKeyInfo (RFC 5280). */
    private static Reading fromInfo(byte[] der) {
        try {
            var found = (RSAPublicKey) rsa().generatePublic(new X509EncodedKeySpec(der));
            var key = new SshRsaKey(found.getModulus(), found.getPublicExponent());
            return key.isTaken() ? new Reading.Read(key) : new Reading.Invalid();
        } catch (InvalidKeySpecException e) {
            return new Reading.Invalid();
        }
    }

    /** PKCS #1 is the inner part of a SubjectPublicKeyInfo; what is around it is constant. */
    private static byte[] info(byte[] pkcs1) {
        return der(DER_SEQUENCE, RSA_ALGORITHM, der(DER_BIT_STRING, new byte[1], pkcs1));
    }

    private static byte[] der(int tag, byte[] first, byte[] second) {
        int length = first.length + second.length;
        var text = new ByteArrayOutputStream(length + 5);
        text.write(tag);
        if (length < 0x80) {
            text.write(length);
        } else {
            int bytes = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
            text.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                text.write(length >>> (i * Byte.SIZE));
            }
        }
        text.writeBytes(first);
        text.writeBytes(second);
        return text.toByteArray();
    }

    private boolean isTaken() {
        return modulus.signum() > 0
                && modulus.bitLength() >= MIN_BITS
                && modulus.bitLength() <= MAX_BITS
                && modulus.testBit(0)
                && exponent.signum() > 0
                && exponent.bitLength() > 1
                && exponent.bitLength() <= MAX_EXPONENT_BITS
                && exponent.testBit(0);
    }

    private byte[] wire() {
        byte[] type = TYPE.getBytes(StandardCharsets.US_ASCII);
        byte[] first = exponent.toByteArray();
        byte[] second = modulus.toByteArray();
        return ByteBuffer.allocate(3 * Integer.BYTES + type.length + first.length + second.length)
                .putInt(type.length)
                .put(type)
                .putInt(first.length)
                .put(first)
                .putInt(second.length)
                .put(second)
                .array();
    }

    /** In the encoding SSH: one line, without a comment. */
    public String toLine() {
        return TYPE + " " + Base64.getEncoder().encodeToString(wire());
    }

    /** In the encoding PEM. */
    public String toPem() {
        try {
            return Pem.of(
                            INFO,
                            rsa().generatePublic(new RSAPublicKeySpec(modulus, exponent))
                                    .getEncoded())
                    .toString();
        } catch (InvalidKeySpecException e) {
            throw new IllegalStateException("a key that was read", e);
        }
    }

    /**
     * "The MD5 message digest of the SSH public key" (IAM API Reference, SSHPublicKey): sixteen
     * bytes with colons between, 47 characters, though the model says 48. As {@code ssh-keygen -E
     * md5} shows it.
     */
    public String fingerprint() {
        try {
            return HexFormat.ofDelimiter(":")
                    .formatHex(MessageDigest.getInstance("MD5").digest(wire()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyFactory rsa() {
        try {
            return KeyFactory.getInstance("RSA");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
