package io.ostiary.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.secret.Secret;
import io.ostiary.sealing.KeyRing;
import io.ostiary.sealing.MasterKey;
import io.ostiary.sealing.Purpose;
import io.ostiary.sealing.TokenSeal;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A token says what it was made with, beside its own key id, in one spelling; else nothing. */
final class SessionTokensTest {

    private static final AccountId ACCOUNT = new AccountId("111111111111");

    private final MasterKey master = MasterKey.random();
    private final SessionTokens tokens = tokens();
    private final AccessKeyId id = AccessKeyId.of(IdPrefix.SESSION_KEY, ACCOUNT, 5);
    private final SessionClaims claims =
            claims("my-session", "canary-secret-of-forty-characters-000000");
    private final String token = tokens.seal(claims, id).revealText();

    private SessionTokens tokens() {
        return new SessionTokens(new TokenSeal(KeyRing.of(master.derive(Purpose.SESSION_TOKEN))));
    }

    private static SessionClaims claims(String name, String secret) {
        return new SessionClaims(
                Actor.Kind.ROLE_SESSION,
                "AROAXYZ",
                name,
                Instant.parse("2026-03-01T12:00:00Z"),
                Instant.parse("2026-03-01T13:00:00Z"),
                false,
                List.of(new AccountId("222222222222"), new AccountId("333333333333")),
                List.of("{\"Version\":\"2012-10-17\"}"),
                List.of("ANPAX", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
                Secret.of(secret));
    }

    @Test
    void aTokenSaysWhatItWasMadeWithOnEveryEngine() {
        for (SessionTokens engine : List.of(tokens, tokens(), tokens)) {
            SessionTokens.OpenedToken opened = engine.open(token, id);
            assertNotNull(opened);
            assertEquals(claims, opened.claims());
        }
    }

    @Test
    void aFlippedBitAnywhereMakesItNothing_A024() {
        byte[] bytes = Base64.getDecoder().decode(token);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertNull(tokens.open(Base64.getEncoder().encodeToString(changed), id), "bit " + bit);
        }
        assertTrue(tokens.remembered() <= 1);
    }

    @Test
    void anotherLengthOrSpellingMakesItNothing_A025() {
        for (int length = 0; length < token.length(); length++) {
            assertNull(tokens.open(token.substring(0, length), id), "length " + length);
        }
        byte[] bytes = Base64.getDecoder().decode(token);
        for (int more = 1; more <= 64; more++) {
            byte[] longer = Arrays.copyOf(bytes, bytes.length + more);
            assertNull(tokens.open(Base64.getEncoder().encodeToString(longer), id));
        }
        assertNull(tokens.open(Base64.getUrlEncoder().encodeToString(bytes) + "-", id));
        assertNull(tokens.open(token.substring(0, 8) + " " + token.substring(8), id));
        assertNull(tokens.open(token + "\n", id));
        assertNull(tokens.open("A".repeat(1 << 20), id));
        assertNull(tokens.open("not base64 at all", id));
    }

    @Test
    void beside_anotherKeyIdItIsNothing_A026() {
        assertNotNull(tokens.open(token, id));
        assertNull(tokens.open(token, AccessKeyId.of(IdPrefix.SESSION_KEY, ACCOUNT, 6)));
        assertNull(
                tokens.open(
                        token,
                        AccessKeyId.of(IdPrefix.SESSION_KEY, new AccountId("222222222222"), 5)));
    }

    @Test
    void anotherVersionOrEpochIsNothing_A027() {
        byte[] bytes = Base64.getDecoder().decode(token);
        for (int version = 0; version < 256; version++) {
            byte[] changed = bytes.clone();
            changed[0] = (byte) version;
            boolean same = changed[0] == bytes[0];
            assertEquals(
                    same, tokens.open(Base64.getEncoder().encodeToString(changed), id) != null);
        }
        for (int epoch : new int[] {0, 2, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            byte[] changed = bytes.clone();
            ByteBuffer.wrap(changed).putInt(2, epoch);
            assertNull(tokens.open(Base64.getEncoder().encodeToString(changed), id));
        }
    }

    @Test
    void claimsOfAnotherVersionOrWithMoreBehindThemAreNone() {
        byte[] encoded = SessionClaimsCodec.encode(claims).revealBytes();
        assertTrue(SessionClaimsCodec.decode(Secret.of(encoded)).isPresent());
        assertFalse(
                SessionClaimsCodec.decode(Secret.of(Arrays.copyOf(encoded, encoded.length + 1)))
                        .isPresent());
        for (int length = 0; length < encoded.length; length++) {
            assertFalse(
                    SessionClaimsCodec.decode(Secret.of(Arrays.copyOf(encoded, length)))
                            .isPresent());
        }
        encoded[0] = 1;
        assertFalse(SessionClaimsCodec.decode(Secret.of(encoded)).isPresent());
    }

    @Test
    void nothingPrintsTheSecret_A129() {
        String printed = claims + " " + tokens.open(token, id) + " " + tokens;
        assertFalse(printed.contains("canary"), printed);
        assertFalse(printed.contains(token), printed);
    }
}
