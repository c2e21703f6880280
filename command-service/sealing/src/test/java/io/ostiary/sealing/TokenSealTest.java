package io.ostiary.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.secret.Secret;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

final class TokenSealTest {

    private static final AccessKeyId ID = id(111122223333L, 1);
    private static final Secret CLAIMS = Secret.of("{\"principal\":\"AROAEXAMPLE\"}");
    private static final int EPOCH_AT = 2;
    private static final int HEADER = 22;

    private final PurposeKey key = TestKeys.MASTER.derive(Purpose.SESSION_TOKEN);
    private final TokenSeal seal = new TokenSeal(KeyRing.of(key));

    @Test
    void aTokenOpensBesideItsAccessKeyId() {
        assertEquals(Optional.of(CLAIMS), seal.open(token(), ID));
    }

    @Test
    void anyEngineOpensAnyEnginesToken() {
        var other = new TokenSeal(KeyRing.of(TestKeys.master(1).derive(Purpose.SESSION_TOKEN)));
        assertEquals(Optional.of(CLAIMS), other.open(token(), ID));
    }

    /** A token of the first version, written once: it opens for as long as its epoch does. */
    @Test
    void theFirstFormatStillOpens() {
        String golden =
                "AQEAAAABP5spjv/vlCR11Nl9bl5ro4NJEDZ1YzdLCQ9mU6PXwZDm0tJhhStup6M3o7sdzE/J2yL1H4a/GpprDN8=";
        assertEquals(Optional.of(CLAIMS), seal.open(golden, ID));
    }

    /** A024. */
    @Test
    void everySingleBitFlipIsRefused() {
        byte[] token = bytes(token());
        for (int bit = 0; bit < token.length * Byte.SIZE; bit++) {
            byte[] flipped = token.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertRefused(Base64.getEncoder().encodeToString(flipped));
        }
    }

    /** A025. */
    @Test
    void everyOtherSpellingIsRefused() {
        String token = new TokenSeal(KeyRing.of(key)).seal(Secret.of("abcde"), ID).revealText();
        for (int length = 0; length < token.length(); length++) {
            assertRefused(token.substring(0, length));
        }
        for (int extra = 1; extra <= 64; extra++) {
            assertRefused(token + "A".repeat(extra));
        }
        assertRefused("");
        assertRefused("not base64!");
        assertRefused(token.substring(0, 10) + " " + token.substring(10));
        assertRefused(token + "\n");
        assertRefused(token.replace("=", ""));
        assertRefused("A".repeat(1 << 20));
    }

    /** A025: base64url of the same bytes, whichever token has a character that differs. */
    @Test
    void base64urlIsRefused() {
        int tried = 0;
        for (int i = 0; i < 100; i++) {
            String token = token();
            String url = Base64.getUrlEncoder().encodeToString(bytes(token));
            if (!url.equals(token)) {
                tried++;
                assertRefused(url);
            }
        }
        assertTrue(tried > 0);
    }

    /** A026. */
    @Test
    void anotherAccessKeyIdDoesNotOpenIt() {
        String token = token();
        assertTrue(seal.open(token, id(111122223333L, 2)).isEmpty());
        assertTrue(seal.open(token, id(444455556666L, 1)).isEmpty());
    }

    /** A027. */
    @Test
    void otherVersionsTypesAndEpochsAreRefused() {
        for (int version = 0; version < 256; version++) {
            byte[] token = bytes(token());
            if (version != token[0]) {
                token[0] = (byte) version;
                assertRefused(Base64.getEncoder().encodeToString(token));
            }
        }
        for (int epoch : new int[] {0, -1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            byte[] token = bytes(token());
            ByteBuffer.wrap(token).putInt(EPOCH_AT, epoch);
            assertRefused(Base64.getEncoder().encodeToString(token));
        }
    }

    /** A027. */
    @Test
    void aRetiredEpochOpensNothingAndANewOneOpensTheOld() {
        String old = token();
        PurposeKey next = TestKeys.master(2).derive(Purpose.SESSION_TOKEN);
        var both = new TokenSeal(new KeyRing(2, Map.of(1, key, 2, next)));
        var retired = new TokenSeal(new KeyRing(2, Map.of(2, next)));
        assertEquals(Optional.of(CLAIMS), both.open(old, ID));
        assertTrue(retired.open(old, ID).isEmpty());
        String young = both.seal(CLAIMS, ID).revealText();
        assertEquals(Optional.of(CLAIMS), retired.open(young, ID));
        assertTrue(seal.open(young, ID).isEmpty());
    }

    /** A027: the epoch is part of the derivation, so one key under two numbers is two keys. */
    @Test
    void theSameKeyUnderAnotherEpochDoesNotOpenIt() {
        byte[] token = bytes(token());
        ByteBuffer.wrap(token).putInt(EPOCH_AT, 2);
        var both = new TokenSeal(new KeyRing(1, Map.of(1, key, 2, key)));
        assertTrue(both.open(Base64.getEncoder().encodeToString(token), ID).isEmpty());
    }

    @Test
    void aRingWithoutItsCurrentEpochIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new KeyRing(2, Map.of(1, key)));
        assertThrows(IllegalArgumentException.class, () -> new KeyRing(0, Map.of(0, key)));
        assertThrows(IllegalArgumentException.class, () -> new KeyRing(-1, Map.of(-1, key)));
    }

    /** A028, in small: no two tokens share the salt that their key is derived from. */
    @Test
    void noTwoTokensShareAKey() {
        var salts = new HashSet<String>();
        for (int i = 0; i < 10_000; i++) {
            byte[] token = bytes(token());
            assertTrue(
                    salts.add(
                            Base64.getEncoder()
                                    .encodeToString(
                                            java.util.Arrays.copyOfRange(token, 6, HEADER))));
        }
    }

    @Test
    void aTokenThatWouldBeTooLongIsNotMade() {
        assertThrows(
                IllegalArgumentException.class,
                () -> seal.seal(Secret.of("x".repeat(TokenSeal.MAX_LENGTH)), ID));
    }

    @Test
    void theTokenDoesNotHoldItsClaims() {
        String text = new String(bytes(token()), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("AROAEXAMPLE"));
    }

    private String token() {
        return seal.seal(CLAIMS, ID).revealText();
    }

    private void assertRefused(String token) {
        assertTrue(seal.open(token, ID).isEmpty());
    }

    private static byte[] bytes(String token) {
        return Base64.getDecoder().decode(token);
    }

    private static AccessKeyId id(long account, long random) {
        return AccessKeyId.of(IdPrefix.SESSION_KEY, AccountId.of(account), random);
    }
}
