package io.ostiary.policy.compile;

import io.ostiary.policy.request.ActionName;

/**
 * A statement's actions in 64 bits, so that most statements which do not concern an action are told
 * by one comparison, without a look at them: half for whole names, half for how names begin. It may
 * say yes wrongly, never no.
 */
final class ActionFingerprint {

    /** Of a statement that may concern any action. */
    static final long ANY = -1L;

    private static final long ALL_NAMES = 0xFFFF_FFFF_0000_0000L;
    private static final int BEGINNING = 3;

    private ActionFingerprint() {}

    /** One bit in each half. */
    static long of(ActionName action) {
        return ofName(action.service(), action.key());
    }

    /**
     * @param service lower case
     * @param name lower case, without wildcards
     */
    static long ofName(String service, String name) {
        int seed = service.hashCode();
        return 1L << (32 + bit(31 * seed + name.hashCode())) | 1L << bit(beginning(seed, name));
    }

    /**
     * @param service lower case, without wildcards
     * @param pattern lower case
     */
    static long ofPattern(String service, String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '*' || pattern.charAt(i) == '?') {
                return i < BEGINNING
                        ? ANY
                        : ALL_NAMES | 1L << bit(beginning(service.hashCode(), pattern));
            }
        }
        return ofName(service, pattern);
    }

    static boolean mayConcern(long statement, long action) {
        return (statement & action) == action;
    }

    private static int beginning(int seed, String name) {
        int hash = seed;
        for (int i = 0; i < Math.min(BEGINNING, name.length()); i++) {
            hash = 31 * hash + name.charAt(i);
        }
        return hash;
    }

    /** Below 32; multiplied first, since hash codes differ in their low bits least. */
    private static int bit(int hash) {
        return (hash * 0x9E37_79B9) >>> 27;
    }
}
