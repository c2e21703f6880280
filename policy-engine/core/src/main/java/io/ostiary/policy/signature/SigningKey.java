package io.ostiary.policy.signature;

import java.util.Arrays;

import javax.crypto.spec.SecretKeySpec;

/**
 * The key derived for one access key, day, region and service. Deriving costs four HMACs, so a
 * caller keeps it for as long as the credential lives. It is as secret as what it is derived from.
 */
public final class SigningKey {

    private final SecretKeySpec key;

    private SigningKey(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * @param secret the secret access key in UTF-8; not kept
     * @param date yyyyMMdd
     */
    public static SigningKey derive(byte[] secret, String date, String region, String service) {
        var seed = new byte[4 + secret.length];
        seed[0] = 'A';
        seed[1] = 'W';
        seed[2] = 'S';
        seed[3] = '4';
        System.arraycopy(secret, 0, seed, 4, secret.length);
        byte[] derived = hmac(seed, date);
        Arrays.fill(seed, (byte) 0);
        derived = hmac(derived, region);
        derived = hmac(derived, service);
        return new SigningKey(Hashing.key(hmac(derived, "aws4_request")));
    }

    byte[] sign(Ascii text) {
        return Hashing.hmac(key, text);
    }

    private static byte[] hmac(byte[] key, String text) {
        return Hashing.hmac(Hashing.key(key), new Ascii(32).add(text));
    }

    @Override
    public String toString() {
        return "SigningKey";
    }
}
