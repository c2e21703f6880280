package io.ostiary.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.secret.Secret;

import org.junit.jupiter.api.Test;

import java.util.Base64;
import java.util.Optional;

final class SealTest {

    private static final Secret CLEAR = Secret.of("wJalrXUtnFEMI/K7MDENG/bPxRfiCYzz");
    private static final AssociatedData PLACE = AssociatedData.of("111122223333", "marker");

    private final Seal seal = Seal.with(TestKeys.MASTER.derive(Purpose.MARKER));

    @Test
    void whatIsSealedOpensAgain() {
        assertEquals(Optional.of(CLEAR), seal.open(seal.seal(CLEAR, PLACE), PLACE));
    }

    @Test
    void emptySecretsSealToo() {
        var empty = Secret.of("");
        assertEquals(Optional.of(empty), seal.open(seal.seal(empty, PLACE), PLACE));
    }

    @Test
    void sealingTwiceGivesTwoTexts() {
        assertNotEquals(seal.seal(CLEAR, PLACE).sealed(), seal.seal(CLEAR, PLACE).sealed());
    }

    /** A024. */
    @Test
    void everySingleBitFlipIsRefused() {
        byte[] sealed = Base64.getUrlDecoder().decode(seal.seal(CLEAR, PLACE).sealed());
        for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(flipped));
        }
    }

    /** A025, A113. */
    @Test
    void everyOtherSpellingIsRefused() {
        String sealed = seal.seal(CLEAR, PLACE).sealed();
        for (int length = 0; length < sealed.length(); length++) {
            assertRefused(sealed.substring(0, length));
        }
        assertRefused(sealed + "A");
        assertRefused(sealed + "AAAA");
        assertRefused(sealed + "=");
        assertRefused(" " + sealed);
        assertRefused(sealed + "\n");
        assertRefused(sealed.substring(0, 8) + "\n" + sealed.substring(8));
        assertRefused("\u0141" + sealed.substring(1));
        assertRefused("A".repeat(Seal.MAX_LENGTH + 4));
    }

    /** The last character of 44 bytes in base64 carries four bits that say nothing. */
    @Test
    void strayBitsInTheLastCharacterAreRefused() {
        String sealed = seal.seal(Secret.of("xx"), AssociatedData.NONE).sealed();
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String stem = sealed.substring(0, sealed.length() - 1);
        long opening =
                alphabet.chars()
                        .filter(c -> seal.open(stem + (char) c, AssociatedData.NONE).isPresent())
                        .count();
        assertEquals(1, opening);
    }

    @Test
    void anotherPurposeDoesNotOpenIt() {
        SealedSecret sealed = seal.seal(CLEAR, PLACE);
        for (Purpose purpose : Purpose.values()) {
            boolean opens =
                    Seal.with(TestKeys.MASTER.derive(purpose)).open(sealed, PLACE).isPresent();
            assertEquals(purpose == Purpose.MARKER, opens);
        }
    }

    /** The type byte is not all that keeps purposes apart. */
    @Test
    void anotherPurposeUnderTheSameBytesDoesNotOpenIt() {
        Secret same = TestKeys.MASTER.derive(Purpose.MARKER).export();
        var other = Seal.with(PurposeKey.of(Purpose.CONSOLE_COOKIE, same));
        assertTrue(other.open(seal.seal(CLEAR, PLACE), PLACE).isEmpty());
    }

    @Test
    void anotherMasterKeyDoesNotOpenIt() {
        var other = Seal.with(TestKeys.master(2).derive(Purpose.MARKER));
        assertTrue(other.open(seal.seal(CLEAR, PLACE), PLACE).isEmpty());
    }

    @Test
    void otherAssociatedDataDoesNotOpenIt() {
        SealedSecret sealed = seal.seal(CLEAR, PLACE);
        assertTrue(seal.open(sealed, AssociatedData.NONE).isEmpty());
        assertTrue(seal.open(sealed, AssociatedData.of("111122223333")).isEmpty());
        assertTrue(seal.open(sealed, AssociatedData.of("marker", "111122223333")).isEmpty());
        assertTrue(seal.open(sealed, AssociatedData.of("11112222333", "3marker")).isEmpty());
    }

    @Test
    void purposesHaveTypesAndLabelsOfTheirOwn() {
        var types = new java.util.HashSet<Byte>();
        var labels = new java.util.HashSet<String>();
        for (Purpose purpose : Purpose.values()) {
            assertTrue(types.add(purpose.type()));
            assertTrue(labels.add(purpose.label()));
        }
    }

    @Test
    void aKeyForAnotherPurposeIsNotTaken() {
        var marker = TestKeys.MASTER.derive(Purpose.MARKER);
        assertThrows(IllegalArgumentException.class, () -> new AccountKeys(marker));
        assertThrows(IllegalArgumentException.class, () -> new CommandFields(marker));
        assertThrows(IllegalArgumentException.class, () -> new InternalMac(marker));
        assertThrows(IllegalArgumentException.class, () -> KeyRing.of(marker));
    }

    private void assertRefused(String sealed) {
        assertTrue(seal.open(sealed, PLACE).isEmpty());
    }
}
