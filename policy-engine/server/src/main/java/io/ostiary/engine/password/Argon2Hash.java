package io.ostiary.engine.password;

import io.ostiary.contract.secret.Secret;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * Argon2id (RFC 9106) in the usual encoded form, {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}. New
 * hashes take 19 MiB and two passes (OWASP Password Storage Cheat Sheet); the parameters of old
 * ones are read from them, within bounds.
 */
public final class Argon2Hash {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT = 16;
    private static final int HASH = 32;

    /** A stored hash may not make us work without end. */
    private static final int MAX_MEMORY_KIB = 256 * 1024;

    private static final int MAX_PASSES = 16;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    /** Costs what a real one costs, and no password has it: its hash part is all zeros. */
    public static final String DUMMY =
            encoded(MEMORY_KIB, PASSES, LANES, new byte[SALT], new byte[HASH]);

    private Argon2Hash() {}

    static String of(Secret password) {
        var salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        return encoded(
                MEMORY_KIB,
                PASSES,
                LANES,
                salt,
                compute(password, MEMORY_KIB, PASSES, LANES, salt, HASH));
    }

    /** False, too, for a hash that cannot be read. */
    static boolean matches(Secret password, String encoded) {
        String[] parts = encoded.split("\\$", -1);
        if (parts.length != 6 || !parts[1].equals("argon2id") || !parts[2].equals("v=19")) {
            return false;
        }
        String[] costs = parts[3].split(",", -1);
        if (costs.length != 3) {
            return false;
        }
        try {
            int memory = cost(costs[0], "m=", MAX_MEMORY_KIB);
            int passes = cost(costs[1], "t=", MAX_PASSES);
            int lanes = cost(costs[2], "p=", MAX_PASSES);
            byte[] salt = Base64.getDecoder().decode(parts[4]);
            byte[] hash = Base64.getDecoder().decode(parts[5]);
            return MessageDigest.isEqual(
                    hash, compute(password, memory, passes, lanes, salt, hash.length));
        } catch (IllegalArgumentException | IllegalStateException _) {
            return false;
        }
    }

    private static int cost(String text, String name, int max) {
        if (!text.startsWith(name)) {
            throw new IllegalArgumentException("no cost " + name);
        }
        int cost = Integer.parseInt(text.substring(name.length()));
        if (cost < 1 || cost > max) {
            throw new IllegalArgumentException("cost out of bounds");
        }
        return cost;
    }

    private static byte[] compute(
            Secret password, int memory, int passes, int lanes, byte[] salt, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(memory)
                        .withIterations(passes)
                        .withParallelism(lanes)
                        .withSalt(salt)
                        .build());
        byte[] clear = password.revealBytes();
        var hash = new byte[length];
        generator.generateBytes(clear, hash);
        Arrays.fill(clear, (byte) 0);
        return hash;
    }

    private static String encoded(int memory, int passes, int lanes, byte[] salt, byte[] hash) {
        return "$argon2id$v=19$m="
                + memory
                + ",t="
                + passes
                + ",p="
                + lanes
                + "$"
                + ENCODER.encodeToString(salt)
                + "$"
                + ENCODER.encodeToString(hash);
    }
}
