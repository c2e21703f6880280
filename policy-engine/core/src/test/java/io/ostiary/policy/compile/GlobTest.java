package io.ostiary.policy.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.policy.request.ConditionKeys;

import org.junit.jupiter.api.Test;

import java.util.Random;

class GlobTest {

    private static final String ALPHABET = "ab";

    /** Attack A074: each is either refused by length or costs one pass; none backtracks. */
    @Test
    void a074_wildcardBombsTakeOnePass() {
        String text = "a".repeat(2_000);

        assertFalse(matches("a*".repeat(3_000) + "b", text));
        assertFalse(matches("a*".repeat(1_000) + "b", text));
        assertFalse(matches("*".repeat(6_000) + "b", text));
        assertFalse(matches("*" + "?".repeat(1_000) + "b*", text));
        assertFalse(matches("*" + "a".repeat(1_000) + "b*", text));
        assertFalse(matches("*" + ("a".repeat(20) + "b?" + "*").repeat(80), text));
        assertTrue(matches("?".repeat(2_000), text));
        assertTrue(matches("*a".repeat(1_000) + "*", text));
        assertTrue(matches("*" + "a?".repeat(900) + "*", text));
    }

    /**
     * Long segments that nearly match everywhere: tried place by place, each of the twenty thousand
     * would look at 80 characters for each of 2,000.
     */
    @Test
    void a074_nearMissesAreNotTriedPlaceByPlace() {
        String text = "ab".repeat(1_000);
        for (int i = 0; i < 20_000; i++) {
            assertFalse(matches("*" + "ab".repeat(40) + "c*", text));
        }
    }

    @Test
    void longSegmentsAreFoundLikeShortOnes() {
        var random = new Random(74);
        for (int i = 0; i < 20_000; i++) {
            String pattern = drawn(random, 90, "ab?*");
            String text =
                    random.nextInt(3) == 0 ? drawn(random, 120, ALPHABET) : filled(pattern, random);
            assertEquals(slow(pattern, text), matches(pattern, text), pattern + " " + text);
        }
    }

    private static boolean matches(String pattern, String text) {
        return new PatternCompiler(true, false, false)
                .compile(pattern)
                .matches(text, ConditionKeys.NONE);
    }

    private static String drawn(Random random, int maxLength, String alphabet) {
        var text = new StringBuilder();
        for (int i = random.nextInt(maxLength); i > 0; i--) {
            // Wildcards are rare, so that segments get long.
            int range = random.nextInt(12) == 0 ? alphabet.length() : 2;
            text.append(alphabet.charAt(random.nextInt(range)));
        }
        return text.toString();
    }

    /** A text that matches, or nearly does. */
    private static String filled(String pattern, Random random) {
        var text = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            switch (c) {
                case '*' -> text.append(drawn(random, 30, ALPHABET));
                case '?' -> text.append(ALPHABET.charAt(random.nextInt(2)));
                default -> text.append(random.nextInt(400) == 0 ? 'a' : c);
            }
        }
        return text.toString();
    }

    private static boolean slow(String pattern, String text) {
        var reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (char c : pattern.toCharArray()) {
            var next = new boolean[text.length() + 1];
            for (int i = 0; i <= text.length(); i++) {
                if (c == '*') {
                    next[i] = reached[i] || (i > 0 && next[i - 1]);
                } else {
                    next[i] = i > 0 && reached[i - 1] && (c == '?' || c == text.charAt(i - 1));
                }
            }
            reached = next;
        }
        return reached[text.length()];
    }
}
