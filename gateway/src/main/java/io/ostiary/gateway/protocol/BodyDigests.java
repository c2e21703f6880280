package io.ostiary.gateway.protocol;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The digests that a client of S3 sends of its body (Amazon S3 User Guide, "Checking object
 * integrity"): whichever is given must be that of the bytes received. They find what the way has
 * broken; what somebody has changed the signature finds.
 */
public final class BodyDigests {

    private static final String CHECKSUM = "x-amz-checksum-";

    private enum Algorithm {
        CRC32,
        CRC32C,
        CRC64NVME,
        SHA1,
        SHA256;

        byte[] of(byte[] body) {
            return switch (this) {
                case CRC32 -> fourBytes(new CRC32(), body);
                case CRC32C -> fourBytes(new CRC32C(), body);
                case CRC64NVME -> Crc64.of(body);
                case SHA1 -> digest("SHA-1", body);
                case SHA256 -> digest("SHA-256", body);
            };
        }
    }

    private BodyDigests() {}

    /**
     * @param header the value of the header of this name (lower case), or null
     * @return the refusal, or null
     */
    public static @Nullable WireError refusal(
            Function<String, @Nullable String> header, byte[] body) {
        String md5 = header.apply("content-md5");
        if (md5 != null) {
            byte[] claimed = decoded(md5);
            if (claimed == null || claimed.length != 16) {
                return new WireError(
                        "InvalidDigest", 400, "The Content-MD5 you specified was invalid.");
            }
            if (!MessageDigest.isEqual(claimed, digest("MD5", body))) {
                return new WireError(
                        "BadDigest",
                        400,
                        "The Content-MD5 you specified did not match what we received.");
            }
        }
        for (Algorithm algorithm : Algorithm.values()) {
            String name = CHECKSUM + algorithm.name().toLowerCase(Locale.ROOT);
            String value = header.apply(name);
            if (value != null && !matches(algorithm, value, body)) {
                return decoded(value) == null
                        ? new WireError(
                                "InvalidRequest", 400, "Value for " + name + " header is invalid.")
                        : new WireError(
                                "BadDigest",
                                400,
                                "The "
                                        + algorithm
                                        + " you specified did not match the calculated checksum.");
            }
        }
        return null;
    }

    private static boolean matches(Algorithm algorithm, String value, byte[] body) {
        byte[] claimed = decoded(value);
        return claimed != null && MessageDigest.isEqual(claimed, algorithm.of(body));
    }

    private static byte @Nullable [] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] fourBytes(Checksum checksum, byte[] body) {
        checksum.update(body, 0, body.length);
        return bytes(checksum.getValue(), Integer.BYTES);
    }

    private static byte[] bytes(long value, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (value >>> (8 * (count - 1 - i)));
        }
        return bytes;
    }

    private static byte[] digest(String algorithm, byte[] body) {
        try {
            return MessageDigest.getInstance(algorithm).digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is missing from this Java runtime", e);
        }
    }

    /** CRC-64/NVME (NVM Express Command Set Specification), which Java does not have. */
    private static final class Crc64 {

        /** The polynomial, its bits turned round. */
        private static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;

        private static final long[] TABLE = table();

        private static long[] table() {
            long[] table = new long[256];
            for (int i = 0; i < table.length; i++) {
                long crc = i;
                for (int bit = 0; bit < 8; bit++) {
                    crc = (crc & 1) == 1 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
                }
                table[i] = crc;
            }
            return table;
        }

        static byte[] of(byte[] body) {
            long crc = -1;
            for (byte b : body) {
                crc = TABLE[(int) (crc ^ b) & 0xFF] ^ crc >>> 8;
            }
            return bytes(~crc, Long.BYTES);
        }
    }
}
