package io.ostiary.contract.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** The other name of an account, there and back. */
final class CanonicalUserTest {

    private static final String ONE = CanonicalUser.id(new AccountId("111122223333"));

    @Test
    void everyAccountHasItsOwnNameThatLeadsBackToIt() {
        var random = new Random(5);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            var account = new AccountId("%012d".formatted(random.nextLong(1_000_000_000_000L)));
            String id = CanonicalUser.id(account);
            assertEquals(64, id.length());
            assertEquals(account, CanonicalUser.account(id));
            seen.add(id);
        }
        assertEquals(1_000, seen.size());
    }

    @Test
    void aNameWithOneOtherDigitIsNobodys() {
        for (int i = 0; i < ONE.length(); i++) {
            char other = ONE.charAt(i) == '0' ? '1' : '0';
            assertNull(CanonicalUser.account(ONE.substring(0, i) + other + ONE.substring(i + 1)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "111122223333",
                "zz59a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2",
                "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
                "٣٣٣٣٣٣٣٣٣٣٣٣e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be12",
            })
    void otherTextsAreNobodys(String text) {
        assertNull(CanonicalUser.account(text));
        assertNull(CanonicalUser.account(ONE + text + "0"));
    }

    @Test
    void itIsSpelledInOneWay() {
        assertNull(CanonicalUser.account(ONE.toUpperCase(Locale.ROOT)));
    }
}
