package io.ostiary.engine.authorize;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;

/** What the tests of authorization say of an answer. */
final class Denials {

    private Denials() {}

    /**
     * @param denial as the house tells it; null when allowed
     * @param part of its message
     */
    static void assertDenied(@Nullable String denial, String part) {
        assertNotNull(denial);
        assertTrue(denial.startsWith("AccessDenied: ") && denial.contains(part), denial);
    }

    static void assertAccessDenied(@Nullable String denial) {
        assertDenied(denial, "");
    }
}
