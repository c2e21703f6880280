package io.ostiary.policy.compile;

import java.util.HashMap;
import java.util.Map;

/** For each character the positions of a segment that accept it, as bits. */
final class CharacterMasks {

    private final Map<Integer, long[]> masks = new HashMap<>();

    /** Positions that accept every character. */
    private final long[] others;

    CharacterMasks(int[] codes, int words) {
        others = new long[words];
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] == Glob.ONE) {
                others[i >>> 6] |= 1L << (i & 63);
            }
        }
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] != Glob.ONE) {
                masks.computeIfAbsent(codes[i], _ -> others.clone())[i >>> 6] |= 1L << (i & 63);
            }
        }
    }

    long[] of(char c) {
        return masks.getOrDefault((int) c, others);
    }
}
