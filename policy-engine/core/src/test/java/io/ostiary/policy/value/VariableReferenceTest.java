package io.ostiary.policy.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class VariableReferenceTest {

    /** Shown by structure: whatever lies beyond the bound is not looked at. */
    @Test
    void a074_theEndOfAReferenceIsSoughtNoFurtherThanTheLongestOne() {
        int rest = "${a, ''}".length();
        String longest = "${a, '" + "x".repeat(VariableReference.MAX_LENGTH - rest) + "'}";
        String longer = longest.replaceFirst("x", "xx");

        var found = VariableReference.at(longest, 0);
        assertNotNull(found);
        assertEquals(longest.length(), found.end());
        assertNull(VariableReference.at(longer, 0));
        assertNull(VariableReference.at("${".repeat(65_000) + "}", 0));
    }
}
