package io.ostiary.sealing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

import javax.crypto.Mac;

/**
 * Authenticates the calls between our own services: HMAC-SHA256 over method, target, time, a random
 * number and the body's hash. May be used by many threads.
 *
 * <p>A stamp is good for {@link #WINDOW} before and after its time; {@link ReplayGuard} sees to it
 * that it is good once. Answers are stamped in the same way, with the call's stamp as target, so an
 * answer belongs to one call.
 */
public final class InternalMac {

    /** The header that carries the stamp. */
    public static final String HEADER = "Ostiary-Mac";

    /** How far apart the clocks of two services may be, and how long a stamp is good. */
    public static final Duration WINDOW = Duration.ofSeconds(60);

    // Layout: version, milliseconds since 1970 (8), random (16), MAC (32).
    private static final byte VERSION = 1;
    private static final int RANDOM_BYTES = 16;
    private static final int PREFIX = 1 + Long.BYTES + RANDOM_BYTES;
    private static final int MAC_BYTES = 32;
    private static final int MAX_LENGTH = 76;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final PurposeKey key;

    /**
     * @param key for {@link Purpose#INTERNAL_CALL}
     */
    public InternalMac(PurposeKey key) {
        // The seal under this key takes it as an AES key; the MAC's key is one derivation further.
        this.key =
                PurposeKey.derived(
                        key.require(Purpose.INTERNAL_CALL).bytes(), Purpose.INTERNAL_CALL);
    }

    /**
     * The header's value.
     *
     * @param target path and query, byte for byte as sent
     */
    public String stamp(String method, String target, byte[] body, Instant now) {
        var random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        byte[] prefix =
                ByteBuffer.allocate(PREFIX)
                        .put(VERSION)
                        .putLong(now.toEpochMilli())
                        .put(random)
                        .array();
        byte[] stamp = Arrays.copyOf(prefix, PREFIX + MAC_BYTES);
        System.arraycopy(mac(prefix, method, target, body), 0, stamp, PREFIX, MAC_BYTES);
        return Spelling.URL_WITHOUT_PADDING.encode(stamp);
    }

    /** True when the stamp is one of ours for exactly this call, and neither old nor early. */
    public boolean verify(String stamp, String method, String target, byte[] body, Instant now) {
        Optional<byte[]> decoded = Spelling.URL_WITHOUT_PADDING.decode(stamp, MAX_LENGTH);
        if (decoded.isEmpty()
                || decoded.get().length != PREFIX + MAC_BYTES
                || decoded.get()[0] != VERSION) {
            return false;
        }
        byte[] prefix = Arrays.copyOf(decoded.get(), PREFIX);
        byte[] claimed = Arrays.copyOfRange(decoded.get(), PREFIX, PREFIX + MAC_BYTES);
        if (!MessageDigest.isEqual(claimed, mac(prefix, method, target, body))) {
            return false;
        }
        long apart = Math.abs(now.toEpochMilli() - ByteBuffer.wrap(prefix).getLong(1));
        return apart <= WINDOW.toMillis();
    }

    private byte[] mac(byte[] prefix, String method, String target, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key.as("HmacSHA256"));
            mac.update(prefix);
            mac.update(AssociatedData.of(method, target).bytes());
            mac.update(MessageDigest.getInstance("SHA-256").digest(body));
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is missing from this Java runtime", e);
        }
    }

    @Override
    public String toString() {
        return "InternalMac";
    }
}
