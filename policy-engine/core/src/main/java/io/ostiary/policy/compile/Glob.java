package io.ostiary.policy.compile;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern with stars, as the segments between them. The first is held to the beginning and the
 * last to the end; those between are found one after another, each at its first place: what is
 * found earliest leaves the most to the rest, so nothing is ever tried twice.
 */
final class Glob {

    /** Code of a star; other codes are characters. */
    static final int STAR = -1;

    /** Code of a question mark. */
    static final int ONE = -2;

    private final Segment first;
    private final Segment[] middle;
    private final Segment last;
    private final boolean starless;
    private final int minLength;

    private Glob(List<Segment> segments) {
        this.first = segments.getFirst();
        this.last = segments.getLast();
        this.starless = segments.size() == 1;
        this.middle =
                starless
                        ? new Segment[0]
                        : segments.subList(1, segments.size() - 1).toArray(Segment[]::new);
        int length = 0;
        for (Segment segment : segments) {
            length += segment.length();
        }
        this.minLength = length;
    }

    /**
     * @param codes characters, {@link #STAR} and {@link #ONE}
     * @param fold ignore the case of ASCII letters; the characters in {@code codes} are lower case
     */
    static Glob of(int[] codes, boolean fold) {
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= codes.length; i++) {
            if (i == codes.length || codes[i] == STAR) {
                boolean outer = segments.isEmpty() || i == codes.length;
                // An empty segment between two stars changes nothing.
                if (outer || i > from) {
                    segments.add(Segment.of(codes, from, i, fold));
                }
                from = i + 1;
            }
        }
        return new Glob(segments);
    }

    /** What every text that matches begins with. */
    String prefix() {
        return first.prefix();
    }

    boolean matches(String text, int from, int to) {
        if (to - from < minLength) {
            return false;
        }
        if (starless) {
            return to - from == minLength && first.isAt(text, from);
        }
        int end = to - last.length();
        if (!first.isAt(text, from) || !last.isAt(text, end)) {
            return false;
        }
        int at = from + first.length();
        for (Segment segment : middle) {
            int found = segment.find(text, at, end);
            if (found < 0) {
                return false;
            }
            at = found + segment.length();
        }
        return true;
    }
}
