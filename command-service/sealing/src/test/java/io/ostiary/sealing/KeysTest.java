package io.ostiary.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.secret.Secret;

import org.junit.jupiter.api.Test;

import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

final class KeysTest {

    private static final AccountId ONE = new AccountId("111122223333");
    private static final AccountId TWO = new AccountId("444455556666");
    private static final Secret CLEAR = Secret.of("a secret access key of forty characters!");

    private final AccountKeys keys = new AccountKeys(TestKeys.MASTER.derive(Purpose.ACCOUNT_KEY));
    private final CommandFields fields =
            new CommandFields(TestKeys.MASTER.derive(Purpose.COMMAND_FIELD));

    /** RFC 5869, appendix A, test cases 1 and 3. */
    @Test
    void hkdfAnswersAsItsRfcSays() {
        byte[] key = HexFormat.of().parseHex("0b".repeat(22));
        assertArrayEquals(
                HexFormat.of()
                        .parseHex(
                                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
                                        + "34007208d5b887185865"),
                Hkdf.derive(
                        key,
                        HexFormat.of().parseHex("000102030405060708090a0b0c"),
                        HexFormat.of().parseHex("f0f1f2f3f4f5f6f7f8f9"),
                        42));
        assertArrayEquals(
                HexFormat.of()
                        .parseHex(
                                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                                        + "9d201395faa4b61a96c8"),
                Hkdf.derive(key, new byte[0], new byte[0], 42));
    }

    /** A133. */
    @Test
    void aMasterKeyThatIsShortLongOrNotRandomIsRefused() {
        for (int length : new int[] {0, 16, 31, 33, 64}) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte) i;
            }
            assertThrows(IllegalArgumentException.class, () -> MasterKey.of(Secret.of(bytes)));
        }
        assertThrows(IllegalArgumentException.class, () -> MasterKey.of(Secret.of(new byte[32])));
        assertThrows(IllegalArgumentException.class, () -> MasterKey.of(Secret.of("0".repeat(32))));
    }

    @Test
    void theCheckValueTellsMasterKeysApart() {
        assertEquals(TestKeys.MASTER.checkValue(), TestKeys.master(1).checkValue());
        assertNotEquals(TestKeys.MASTER.checkValue(), TestKeys.master(2).checkValue());
        assertNotEquals(MasterKey.random().checkValue(), MasterKey.random().checkValue());
    }

    @Test
    void aGatewayHoldsNoMoreThanItsPurposes() {
        PurposeKeys gateway = TestKeys.MASTER.keysFor(KeyRole.GATEWAY);
        var held = EnumSet.noneOf(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            if (gateway.has(purpose)) {
                held.add(purpose);
            } else {
                assertThrows(IllegalStateException.class, () -> gateway.key(purpose));
            }
        }
        assertEquals(
                EnumSet.of(Purpose.MARKER, Purpose.COMMAND_FIELD, Purpose.INTERNAL_CALL), held);
    }

    @Test
    void exportedKeysAreTheSameKeys() {
        PurposeKeys gateway = TestKeys.MASTER.keysFor(KeyRole.GATEWAY);
        PurposeKeys again = PurposeKeys.of(gateway.export());
        SealedSecret sealed = gateway.seal(Purpose.MARKER).seal(CLEAR, AssociatedData.NONE);
        assertEquals(
                Optional.of(CLEAR), again.seal(Purpose.MARKER).open(sealed, AssociatedData.NONE));
        assertThrows(
                IllegalArgumentException.class,
                () -> PurposeKey.of(Purpose.MARKER, Secret.of("short")));
    }

    @Test
    void aDataKeyIsWrappedAndUnwrapped() {
        DataKey key = keys.create(ONE);
        SealedSecret sealed = key.seal(CLEAR, "AKIAEXAMPLE", 7);
        DataKey again = keys.unwrap(ONE, 1, keys.wrap(key, 1)).orElseThrow();
        assertEquals(Optional.of(CLEAR), again.open(sealed, "AKIAEXAMPLE", 7));
    }

    /** A132. */
    @Test
    void aWrappedKeyOfAnotherAccountOrVersionDoesNotOpen() {
        SealedSecret wrapped = keys.wrap(keys.create(ONE), 1);
        assertTrue(keys.unwrap(TWO, 1, wrapped).isEmpty());
        assertTrue(keys.unwrap(ONE, 2, wrapped).isEmpty());
        var other = new AccountKeys(TestKeys.master(2).derive(Purpose.ACCOUNT_KEY));
        assertTrue(other.unwrap(ONE, 1, wrapped).isEmpty());
    }

    /** A132: moved to another account or entity, or an older one put back. */
    @Test
    void aSecretAtRestOpensOnlyWhereItLies() {
        DataKey one = keys.create(ONE);
        SealedSecret sealed = one.seal(CLEAR, "AIDAONE", 2);
        assertTrue(one.open(sealed, "AIDATWO", 2).isEmpty());
        assertTrue(one.open(sealed, "AIDAONE", 1).isEmpty());
        assertTrue(one.open(sealed, "AIDAONE", 3).isEmpty());
        assertTrue(keys.create(TWO).open(sealed, "AIDAONE", 2).isEmpty());
        // Even under the same key bytes the account is part of the seal.
        assertTrue(new DataKey(TWO, one.bytes()).open(sealed, "AIDAONE", 2).isEmpty());
    }

    @Test
    void onlyWhoSentTheCommandOpensTheReply() {
        ReplyKey sender = ReplyKey.random();
        ReplyKey writer =
                ReplyKey.open(fields, sender.sealedIn(fields, "r-1"), "r-1").orElseThrow();
        SealedSecret reply = writer.seal(CLEAR, "r-1");
        assertEquals(Optional.of(CLEAR), sender.open(reply, "r-1"));
        assertTrue(sender.open(reply, "r-2").isEmpty());
        assertTrue(ReplyKey.random().open(reply, "r-1").isEmpty());
        assertTrue(ReplyKey.open(fields, sender.sealedIn(fields, "r-1"), "r-2").isEmpty());
    }

    @Test
    void aCommandFieldOpensOnlyAsWhatItIs() {
        SealedSecret sealed = fields.seal(CLEAR, "password", "r-1");
        assertEquals(Optional.of(CLEAR), fields.open(sealed, "password", "r-1"));
        assertTrue(fields.open(sealed, "secret", "r-1").isEmpty());
        assertTrue(fields.open(sealed, "password", "r-2").isEmpty());
        assertTrue(ReplyKey.open(fields, sealed, "r-1").isEmpty());
    }

    /** A129. */
    @Test
    void nothingSaysWhatItHolds() {
        DataKey data = keys.create(ONE);
        List<Object> all =
                List.of(
                        TestKeys.MASTER,
                        TestKeys.MASTER.derive(Purpose.MARKER),
                        TestKeys.MASTER.keysFor(KeyRole.ENGINE),
                        data,
                        keys,
                        fields,
                        ReplyKey.random(),
                        KeyRing.of(TestKeys.MASTER.derive(Purpose.SESSION_TOKEN)),
                        CLEAR,
                        data.seal(CLEAR, "AKIA", 1));
        for (Object each : all) {
            String text = each.toString();
            assertFalse(text.contains(CLEAR.revealText()));
            assertTrue(text.length() < 200 && !text.contains("="), text);
            assertFalse(each instanceof java.io.Serializable && !(each instanceof Record), text);
        }
    }
}
