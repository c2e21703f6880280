package io.ostiary.policy.search;

import java.util.List;

/**
 * The answer about one principal, action and resource.
 *
 * @param conditions what an IF depends on, at most {@link #MOST_CONDITIONS}; else empty
 * @param more whether there are further conditions
 */
public record Verdict(Answer answer, List<OpenCondition> conditions, boolean more) {

    /** An answer that depends on more is told by the first of them. */
    public static final int MOST_CONDITIONS = 32;

    public static final Verdict YES = new Verdict(Answer.YES, List.of(), false);
    public static final Verdict NO = new Verdict(Answer.NO, List.of(), false);

    public Verdict {
        conditions = List.copyOf(conditions);
    }

    /** In three values. */
    public enum Answer {
        /** Allowed, whatever the open keys hold. */
        YES,
        /** Denied, whatever they hold. */
        NO,
        /** It depends on them. */
        IF
    }
}
