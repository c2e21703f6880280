package io.ostiary.policy.signature;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 and its HMAC, each thread with instances of its own. */
final class Hashing {

    private static final String HMAC = "HmacSHA256";

    private static final ThreadLocal<MessageDigest> DIGEST =
            ThreadLocal.withInitial(
                    () -> {
                        try {
                            return MessageDigest.getInstance("SHA-256");
                        } catch (NoSuchAlgorithmException e) {
                            throw new IllegalStateException(e);
                        }
                    });

    private static final ThreadLocal<Mac> MAC =
            ThreadLocal.withInitial(
                    () -> {
                        try {
                            return Mac.getInstance(HMAC);
                        } catch (NoSuchAlgorithmException e) {
                            throw new IllegalStateException(e);
                        }
                    });

    private Hashing() {}

    static byte[] sha256(Ascii text) {
        MessageDigest digest = DIGEST.get();
        digest.update(text.array(), 0, text.length());
        return digest.digest();
    }

    static SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, HMAC);
    }

    static byte[] hmac(SecretKeySpec key, Ascii text) {
        Mac mac = MAC.get();
        try {
            mac.init(key);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("an HMAC key is never invalid", e);
        }
        mac.update(text.array(), 0, text.length());
        return mac.doFinal();
    }
}
