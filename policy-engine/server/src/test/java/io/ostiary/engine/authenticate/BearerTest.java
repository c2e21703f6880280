package io.ostiary.engine.authenticate;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.TWO;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.event.AccountEvent.AccountClosed;
import io.ostiary.contract.event.HeldCredentialEvent.HeldCredentialDeleted;
import io.ostiary.contract.event.HeldCredentialEvent.HeldCredentialStatusSet;
import io.ostiary.contract.event.HeldCredentialEvent.Kind;
import io.ostiary.contract.event.HeldCredentialEvent.ServiceSpecificCredentialReset;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.secret.Secret;
import io.ostiary.engine.TestHouse;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;

/** A bearer of the authorize API is its user, for as long as it is good. */
final class BearerTest {

    private final TestHouse house = new TestHouse();
    private final EntityId alice = house.user(ONE, "alice", ALLOW_ALL);
    private final Secret bearer = house.bearer(ONE, alice, null);
    private final String credential =
            inner().substring(inner().indexOf('+') + 1, inner().indexOf("-at-"));

    private String inner() {
        return new String(Base64.getDecoder().decode(bearer.revealText().substring(4)), UTF_8);
    }

    private static Secret of(String inner) {
        return Secret.of("OSAK" + Base64.getEncoder().encodeToString(inner.getBytes(UTF_8)));
    }

    private boolean isGood(Secret shown) {
        return switch (house.engine.authenticateBearer(shown).toCompletableFuture().join()) {
            case Authentication.Verified _ -> true;
            case Authentication.Refused refused -> {
                assertEquals(CommonError.invalidClientToken(), refused.error());
                yield false;
            }
        };
    }

    @Test
    void itIsItsUserWithoutASecondFactor() {
        var verified =
                assertInstanceOf(
                        Authentication.Verified.class,
                        house.engine.authenticateBearer(bearer).toCompletableFuture().join());
        assertEquals("arn:aws:iam::111111111111:user/alice", verified.caller().arn());
        assertEquals(alice.uniqueId(), verified.caller().userId());
        assertNull(verified.caller().session());
        assertEquals(credential, verified.caller().actor().accessKeyId());
    }

    @Test
    void itObeysItsStatusItsResetAndItsDeletion() {
        assertEquals(true, isGood(bearer));
        house.event(
                ONE,
                new HeldCredentialStatusSet(
                        alice, Kind.SERVICE_SPECIFIC_CREDENTIAL, credential, false));
        assertFalse(isGood(bearer));
        house.event(
                ONE,
                new HeldCredentialStatusSet(
                        alice, Kind.SERVICE_SPECIFIC_CREDENTIAL, credential, true));
        assertEquals(true, isGood(bearer));
        house.event(
                ONE,
                new ServiceSpecificCredentialReset(
                        alice,
                        credential,
                        house.sealedHash(ONE, credential, "another"),
                        house.now()));
        assertFalse(isGood(bearer));
        Secret again = of(inner().substring(0, inner().indexOf(':') + 1) + "another");
        assertEquals(true, isGood(again));
        house.event(
                ONE,
                new HeldCredentialDeleted(alice, Kind.SERVICE_SPECIFIC_CREDENTIAL, credential));
        assertFalse(isGood(again));
    }

    @Test
    void itEndsWithItsAgeAndWithItsAccount() {
        Secret young = house.bearer(ONE, alice, house.now().plus(Duration.ofDays(1)));
        assertEquals(true, isGood(young));
        house.pass(Duration.ofDays(1).minusSeconds(1));
        assertEquals(true, isGood(young));
        house.pass(Duration.ofSeconds(1));
        assertFalse(isGood(young));
        assertEquals(true, isGood(bearer));
        house.event(ONE, new AccountClosed(house.now(), house.now().plus(Duration.ofDays(90))));
        assertFalse(isGood(bearer));
    }

    @Test
    void anyOtherTextIsNone() {
        String text = bearer.revealText();
        var others = new HashSet<String>();
        for (int i = 0; i < text.length(); i++) {
            for (int bit = 0; bit < 7; bit++) {
                others.add(
                        text.substring(0, i)
                                + (char) (text.charAt(i) ^ 1 << bit)
                                + text.substring(i + 1));
            }
            others.add(text.substring(0, i));
        }
        others.addAll(
                List.of(
                        text + "=",
                        text + " ",
                        " " + text,
                        text + "A",
                        "OSAK" + text,
                        "\u00e9".repeat(600)));
        for (String other : others) {
            assertFalse(isGood(Secret.of(other)), other);
        }
    }

    @Test
    void partsOfTwoMakeNone() {
        EntityId bob = house.user(TWO, "bob", ALLOW_ALL);
        String bobs =
                new String(
                        Base64.getDecoder()
                                .decode(house.bearer(TWO, bob, null).revealText().substring(4)),
                        UTF_8);
        String alias = inner().substring(0, inner().indexOf(':'));
        String secret = inner().substring(inner().indexOf(':') + 1);
        assertFalse(isGood(of(bobs.substring(0, bobs.indexOf(':') + 1) + secret)));
        assertFalse(isGood(of(alias.replace("111111111111", "222222222222") + ":" + secret)));
        assertFalse(isGood(of(alias.replace(alice.uniqueId(), bob.uniqueId()) + ":" + secret)));
        assertFalse(isGood(of(alias + "-at-111111111111:" + secret)));
        assertFalse(isGood(of(alias + ":")));
        assertFalse(isGood(of(alias)));
    }
}
