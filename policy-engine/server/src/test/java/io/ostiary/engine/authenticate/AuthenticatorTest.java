package io.ostiary.engine.authenticate;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ostiary.contract.event.CredentialEvent.AccessKeyDeleted;
import io.ostiary.contract.event.CredentialEvent.AccessKeyStatusSet;
import io.ostiary.contract.event.UserEvent.UserDeleted;
import io.ostiary.contract.event.UserEvent.UserRenamed;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.port.Engine.Authentication.Refused;
import io.ostiary.contract.port.Engine.Authentication.Verified;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.engine.TestHouse;
import io.ostiary.engine.TestSigner;
import io.ostiary.engine.TestSigner.TestKey;
import io.ostiary.log.codec.AccountKey.ShreddedKey;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Who signed, or the one answer to everything that is wrong with a credential. */
final class AuthenticatorTest {

    private static final String INVALID =
            "InvalidClientTokenId: The security token included in the request is invalid.";

    private final TestHouse house = new TestHouse();
    private final EntityId alice = house.user(ONE, "alice");
    private final TestKey key = house.key(ONE, alice);

    @Test
    void aUsersKeyIsTheUser() {
        var verified = assertInstanceOf(Verified.class, house.authenticate(key, "iam"));

        assertEquals("arn:aws:iam::111111111111:user/alice", verified.caller().arn());
        assertEquals("alice", verified.caller().userName());
        assertEquals(alice.uniqueId(), verified.caller().userId());
        assertEquals(key.id(), verified.caller().actor().accessKeyId());
        assertEquals(Set.of("host", "x-amz-date"), verified.signedHeaders());
    }

    @Test
    void aRenamedUserKeepsItsKeys() {
        house.authenticate(key, "iam");
        house.event(ONE, new UserRenamed(alice.uniqueId(), "alicia", "/team/"));

        var verified = assertInstanceOf(Verified.class, house.authenticate(key, "iam"));
        assertEquals("arn:aws:iam::111111111111:user/team/alicia", verified.caller().arn());
    }

    @Test
    void aWrongSecretDoesNotMatch_A001() {
        assertEquals(
                "SignatureDoesNotMatch",
                error(new TestKey(key.id(), "guess", null)).split(":", 2)[0]);
    }

    @Test
    void theSignedServiceMustFitTheOperation_A008() {
        SignedRequest request = TestSigner.post(key, "sts", "iam", "us-east-1", house.now());
        assertEquals(
                "SignatureDoesNotMatch: Credential should be scoped to correct service: 'iam'. ",
                error(house.authenticate(request)));
    }

    @Test
    void anyRegionWillDo() {
        SignedRequest request = TestSigner.post(key, "iam", "iam", "eu-west-9", house.now());
        assertInstanceOf(Verified.class, house.authenticate(request));
    }

    @Test
    void everythingWrongWithACredentialHasOneAnswer_A017() {
        TestKey inactive = house.key(ONE, alice);
        house.event(ONE, new AccessKeyStatusSet(alice, inactive.id(), false));
        EntityId bob = house.user(ONE, "bob");
        TestKey ofDeleted = house.key(ONE, bob);
        TestKey deleted = house.key(ONE, alice);
        // Warm: a cached key must not outlive its credential.
        assertInstanceOf(Verified.class, house.authenticate(ofDeleted, "iam"));
        assertInstanceOf(Verified.class, house.authenticate(deleted, "iam"));
        house.event(ONE, new AccessKeyDeleted(bob, ofDeleted.id()));
        house.event(ONE, new UserDeleted(bob.uniqueId()));
        house.event(ONE, new AccessKeyDeleted(alice, deleted.id()));
        String unknown = AccessKeyId.of(IdPrefix.ACCESS_KEY, ONE, 77).value();
        String foreign =
                AccessKeyId.of(IdPrefix.ACCESS_KEY, new AccountId("999999999999"), 77).value();

        var answers = new ArrayList<String>();
        for (TestKey wrong :
                List.of(
                        inactive,
                        ofDeleted,
                        deleted,
                        new TestKey(unknown, "x", null),
                        new TestKey(foreign, "x", null),
                        new TestKey(key.id().toLowerCase(Locale.ROOT), key.secret(), null),
                        new TestKey(key.id() + "A", key.secret(), null),
                        new TestKey("AKIA", key.secret(), null))) {
            answers.add(error(wrong));
        }
        assertEquals(List.of(INVALID), answers.stream().distinct().toList());
    }

    @Test
    void tokenAndKeyMustBelongTogether_A018() {
        EntityId role = house.role(ONE, "R", trust("{\"AWS\":\"*\"}"), Map.of());
        house.put(ONE, role, "all", ALLOW_ALL);
        String arn = "arn:aws:iam::111111111111:role/R";
        TestKey one = house.session(house.caller(key), TestHouse.assume(arn));
        TestKey two = house.session(house.caller(key), TestHouse.assume(arn));

        assertInstanceOf(Verified.class, house.authenticate(one, "iam"));
        assertEquals(INVALID, error(new TestKey(one.id(), one.secret(), null)));
        assertEquals(INVALID, error(new TestKey(one.id(), one.secret(), two.token())));
        assertEquals(INVALID, error(new TestKey(one.id(), two.secret(), two.token())));
        assertEquals(INVALID, error(new TestKey(key.id(), key.secret(), one.token())));
        assertEquals(
                "SignatureDoesNotMatch",
                error(new TestKey(one.id(), two.secret(), one.token())).split(":", 2)[0]);
    }

    @Test
    void requestsOlderThanFifteenMinutesAreRefused() {
        SignedRequest request = TestSigner.post(key, "iam", house.now());
        house.pass(Duration.ofMinutes(15));
        assertInstanceOf(Verified.class, house.authenticate(request));
        house.pass(Duration.ofSeconds(1));
        assertEquals("SignatureDoesNotMatch", error(house.authenticate(request)).split(":", 2)[0]);
    }

    @Test
    void withoutItsDataKeyAnAccountsCredentialsAreRefused() {
        assertInstanceOf(Verified.class, house.authenticate(key, "iam"));
        house.fold.accountKey(ONE, new ShreddedKey());
        assertEquals(INVALID, error(key));
    }

    @Test
    void afterTheLeaseNothingIsAnswered() {
        house.endLease();
        assertEquals("ServiceUnavailable", error(key).split(":", 2)[0]);
    }

    @Test
    void aRefusedAccountIsNotAnsweredAndOthersAre() {
        TestKey other = house.key(TestHouse.TWO, house.root(TestHouse.TWO));
        house.refuse(ONE);

        assertEquals("ServiceUnavailable", error(key).split(":", 2)[0]);
        assertInstanceOf(Verified.class, house.authenticate(other, "iam"));
    }

    @Test
    void nothingPrintsASecret_A129() {
        var verified = assertInstanceOf(Verified.class, house.authenticate(key, "iam"));
        SignedRequest request = TestSigner.post(key, "iam", house.now());
        String printed = verified + " " + request + " " + house.fold.snapshot();
        assertFalse(printed.contains("canary"), printed);
        assertFalse(printed.contains("Signature="), printed);
    }

    private String error(TestKey wrong) {
        return error(house.authenticate(wrong, "iam"));
    }

    private static String error(Authentication answer) {
        Refused refused = assertInstanceOf(Refused.class, answer);
        return refused.error().code() + ": " + refused.error().message();
    }
}
