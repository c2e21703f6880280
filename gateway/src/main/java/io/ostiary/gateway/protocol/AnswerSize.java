package io.ostiary.gateway.protocol;

/**
 * How long an operation's answers are, judged by those before: an array that is too small grows by
 * copies, and of a page of hundreds of kilobytes they cost as much as its texts. Many threads may
 * tell it; that one is forgotten does no harm.
 */
final class AnswerSize {

    private static final int LEAST = 1_024;

    private volatile int expected = LEAST;

    int expected() {
        return expected;
    }

    /** Grows at once, and shrinks by and by. */
    void was(int length) {
        int now = expected;
        int next = Math.max(length + length / 16, now - now / 16);
        if (next != now) {
            expected = Math.max(next, LEAST);
        }
    }
}
