package io.ostiary.policy.search;

import io.ostiary.policy.request.ConditionKeys;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Condition keys that remember whether one was asked for that has no value yet. An answer of the
 * compiled policies that came about without such a key stays the same whatever the key will hold:
 * that is all the proof that a definite answer takes.
 *
 * <p>Of one question; not safe for several threads.
 */
final class WatchedKeys implements ConditionKeys {

    private final QuestionKeys question;
    private @Nullable SubjectKeys principal;
    private boolean open;
    private boolean personal;

    WatchedKeys(QuestionKeys question) {
        this.question = question;
    }

    /**
     * @param keys of the principal asked about from now on; null for all of them together
     */
    void about(@Nullable SubjectKeys keys) {
        principal = keys;
    }

    @Override
    public @Nullable List<String> values(String key) {
        switch (question.source(key)) {
            case QUESTION -> {
                return question.values(key);
            }
            case PRINCIPAL -> {
                if (principal == null) {
                    personal = true;
                    return null;
                }
                if (principal.leavesOpen(key)) {
                    open = true;
                    return null;
                }
                return principal.values(key);
            }
            case OPEN -> {
                open = true;
                return null;
            }
        }
        throw new IllegalStateException("no such source");
    }

    void forget() {
        open = false;
        personal = false;
    }

    /** Whether an open key was asked for since the last {@link #forget}. */
    boolean sawOpen() {
        return open;
    }

    /** The same of a key of the principal, where principals are taken together. */
    boolean sawPersonal() {
        return personal;
    }
}
