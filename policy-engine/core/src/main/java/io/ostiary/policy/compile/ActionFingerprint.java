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

    private ActionFingerprint() {}

    /** One bit in each half. */
    static long of(ActionName action) {
        return of(action.folded(), action.family());
    }

    /**
     * @param pattern of one service, lower case, with its first wildcard
     */
    static long ofPattern(ActionPattern pattern) {
        return switch (pattern.reach()) {
            case NAME -> of(pattern.folded(), pattern.family());
            case FAMILY -> ALL_NAMES | beginning(pattern.family());
            case SERVICE, ANY -> ANY;
        };
    }

    static boolean mayConcern(long statement, long action) {
        return (statement & action) == action;
    }

    private static long of(String folded, int family) {
        return 1L << (32 + bit(folded.hashCode())) | beginning(family);
    }

    private static long beginning(int family) {
        return 1L << bit(family);
    }

    /** Below 32; multiplied first, since hash codes differ in their low bits least. */
    private static int bit(int hash) {
        return (hash * 0x9E37_79B9) >>> 27;
    }
}
