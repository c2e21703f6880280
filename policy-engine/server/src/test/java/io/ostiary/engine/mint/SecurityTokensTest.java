package io.ostiary.engine.mint;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.assume;
import static io.ostiary.engine.TestHouse.statement;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.CredentialEvent.AccessKeyStatusSet;
import io.ostiary.contract.event.UserEvent.UserDeleted;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.Engine.Authentication.Refused;
import io.ostiary.contract.port.Engine.Authentication.Verified;
import io.ostiary.contract.port.StsRequest.GetAccessKeyInfo;
import io.ostiary.contract.port.StsRequest.GetCallerIdentity;
import io.ostiary.contract.port.StsRequest.GetSessionToken;
import io.ostiary.contract.result.StsResult.GetAccessKeyInfoResult;
import io.ostiary.contract.result.StsResult.GetCallerIdentityResult;
import io.ostiary.contract.result.StsResult.GetSessionTokenResult;
import io.ostiary.contract.shape.Credentials;
import io.ostiary.engine.TestHouse;
import io.ostiary.engine.TestSigner.TestKey;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** The STS operations beside AssumeRole. */
final class SecurityTokensTest {

    private final TestHouse house = new TestHouse();
    private final EntityId alice = house.user(ONE, "alice", statement("Deny", "*", "*"));
    private final TestKey key = house.key(ONE, alice);

    @Test
    void callerIdentityIsToldEvenUnderAnExplicitDeny() {
        var answer =
                assertInstanceOf(
                        Answer.Given.class, house.ask(house.caller(key), new GetCallerIdentity()));
        assertEquals(
                new GetCallerIdentityResult(
                        "111111111111", "arn:aws:iam::111111111111:user/alice", alice.uniqueId()),
                answer.result());
    }

    @Test
    void aSessionTokenIsGivenEvenUnderAnExplicitDenyButNotToSessions_A040() {
        Credentials session = sessionToken(house.caller(key), null);
        assertEquals(house.now().plusSeconds(43_200), session.expiration());
        Caller again = house.caller(TestHouse.key(session));
        assertEquals("arn:aws:iam::111111111111:user/alice", again.arn());
        assertEquals(
                "AccessDenied: Cannot call GetSessionToken with session credentials",
                house.refusal(again, new GetSessionToken(null, null, null)));
    }

    @Test
    void aSessionWithoutMfaCallsNoIamAndOfStsOnlyTwo_A040() {
        TestKey session = TestHouse.key(sessionToken(house.caller(key), 900));
        var refused = assertInstanceOf(Refused.class, house.authenticate(session, "iam"));
        assertEquals("InvalidClientTokenId", refused.error().code());
        assertInstanceOf(Verified.class, house.authenticate(session, "organizations"));

        Caller caller = house.caller(session);
        assertInstanceOf(Answer.Given.class, house.ask(caller, new GetCallerIdentity()));
        assertTrue(
                house.refusal(caller, new GetAccessKeyInfo(key.id())).startsWith("AccessDenied"));
        assertEquals(
                "AccessDenied: Cannot call GetFederationToken with session credentials",
                house.denial(caller, "sts", "GetFederationToken", Map.of("Name", "x")));
        assertEquals(
                "AccessDenied: Cannot call DecodeAuthorizationMessage with session credentials",
                house.denial(caller, "sts", "DecodeAuthorizationMessage", Map.of()));
    }

    @Test
    void anUnchainedSessionAssumesRolesForTwelveHours_A036() {
        EntityId bob = house.user(ONE, "bob");
        house.role(ONE, "Long", "/", trust("\"*\""), Map.of(), 43_200);
        Caller session =
                house.caller(TestHouse.key(sessionToken(house.userCaller(ONE, bob), null)));
        assertInstanceOf(
                Answer.Given.class,
                house.ask(
                        session,
                        assume("arn:aws:iam::111111111111:role/Long", 43_200, null, List.of())));
    }

    @Test
    void rootsSessionIsCutToAnHour() {
        Caller root = house.caller(house.key(ONE, house.root(ONE)));
        Credentials session = sessionToken(root, 43_200);
        assertEquals(house.now().plusSeconds(3_600), session.expiration());
        Caller again = house.caller(TestHouse.key(session));
        assertEquals("arn:aws:iam::111111111111:root", again.arn());
        assertEquals(
                "AccessDenied: Roles may not be assumed by root accounts.",
                house.refusal(again, assume("arn:aws:iam::111111111111:role/R")));
    }

    @Test
    void durationsOutOfRangeAndSecondFactorsAreRefused() {
        Caller caller = house.caller(key);
        for (int seconds : new int[] {899, 129_601, -1}) {
            assertTrue(
                    house.refusal(caller, new GetSessionToken(seconds, null, null))
                            .startsWith("ValidationError"));
        }
        assertEquals(
                "AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass"
                        + " code.",
                house.refusal(caller, new GetSessionToken(null, "GAHT12345678", null)));
    }

    @Test
    void aDeletedUsersSessionIsDeadADeactivatedKeysLivesOn_A033() {
        TestKey session = TestHouse.key(sessionToken(house.caller(key), null));
        house.event(ONE, new AccessKeyStatusSet(alice, key.id(), false));
        assertInstanceOf(Verified.class, house.authenticate(session, "sts"));
        house.event(ONE, new UserDeleted(alice.uniqueId()));
        var refused = assertInstanceOf(Refused.class, house.authenticate(session, "sts"));
        assertEquals("InvalidClientTokenId", refused.error().code());
    }

    @Test
    void anAccountIsToldFromTheKeyIdAlone() {
        Caller admin = house.userCaller(ONE, house.user(ONE, "admin", ALLOW_ALL));
        var answer =
                assertInstanceOf(
                        Answer.Given.class,
                        house.ask(admin, new GetAccessKeyInfo("ASIAQAAAAAAAAAAAAAAA")));
        assertInstanceOf(GetAccessKeyInfoResult.class, answer.result());
        assertTrue(
                house.refusal(admin, new GetAccessKeyInfo("AKIAfoo"))
                        .startsWith("ValidationError"));
        assertTrue(
                house.refusal(house.caller(key), new GetAccessKeyInfo(key.id()))
                        .startsWith("AccessDenied"));
    }

    private Credentials sessionToken(Caller caller, @Nullable Integer seconds) {
        var answer =
                assertInstanceOf(
                        Answer.Given.class,
                        house.ask(caller, new GetSessionToken(seconds, null, null)));
        Credentials credentials =
                assertInstanceOf(GetSessionTokenResult.class, answer.result()).credentials();
        assertNotNull(credentials);
        return credentials;
    }
}
