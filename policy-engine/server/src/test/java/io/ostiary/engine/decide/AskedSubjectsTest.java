package io.ostiary.engine.decide;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.TWO;
import static io.ostiary.engine.TestHouse.allow;
import static io.ostiary.engine.TestHouse.assume;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.DecisionCall.Question;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Decisions.Answer;
import io.ostiary.contract.secret.Secret;
import io.ostiary.engine.TestSigner;
import io.ostiary.engine.TestSigner.TestKey;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Of whom one may ask: a principal by name, the holder of a token, the signer of a request. */
final class AskedSubjectsTest extends DecisionPointFixture {

    @Test
    void aUserIsAskedAboutByArnAndUniqueIdAndHisPolicyIsNamed() {
        register(grant("222222222222", "s3:PutObject", OBJECT));
        for (String name : List.of(ALICE, alice.uniqueId())) {
            var answer = ask(service, about(name, "s3:GetObject", OBJECT));
            var reason = assertInstanceOf(Answer.Decided.class, answer).reasons().getFirst();
            assertEquals(Decisions.Reason.Kind.ALLOWED, reason.kind());
            assertEquals("identity-based policy", reason.layer());
            assertEquals("identity/granted", reason.policy());
            assertEquals("0", reason.statement());
        }
        assertEquals("deny[IMPLICIT_DENY]", told(service, about(ALICE, "s3:DeleteObject", OBJECT)));
    }

    @Test
    void missingAndForeignPrincipalsAnswerAlike() {
        house.user(TWO, "bob", ALLOW_ALL);
        for (String name :
                List.of(
                        "arn:aws:iam::111111111111:user/missing",
                        "arn:aws:iam::111111111111:user/alice", // her path is another
                        "AIDAMISSING",
                        BOB,
                        "arn:aws:iam::222222222222:user/missing",
                        "arn:aws:iam::999999999999:user/bob")) {
            assertEquals(NOBODY, told(service, about(name, "s3:GetObject", OBJECT)), name);
        }
    }

    @Test
    void sessionsRootsGroupsAndNonsenseAreNoPrincipals() {
        for (String name :
                List.of(
                        "arn:aws:sts::111111111111:assumed-role/Ops/session",
                        "arn:aws:iam::111111111111:root",
                        "arn:aws:iam::111111111111:group/g",
                        "arn:aws:iam::111111111111:user",
                        "arn:aws:iam::1:user/alice",
                        "arn:aws-cn:iam::111111111111:user/app/alice",
                        "arn:aws:iam:us-east-1:111111111111:user/app/alice",
                        "alice",
                        "AKIAIOSFODNN7EXAMPLE",
                        "*")) {
            assertTrue(
                    told(service, about(name, "s3:GetObject", OBJECT))
                            .startsWith("ValidationError"),
                    name);
        }
        for (String action : List.of("s3", "s3:", ":Get", "s3:*", "s3:Get?", "a:b:c", "${x}:y")) {
            assertTrue(
                    told(service, about(ALICE, action, OBJECT)).startsWith("ValidationError"),
                    action);
        }
        for (String resource :
                List.of("bucket", "arn:aws:s3", "arn:aws:s3:::" + "k".repeat(2_048))) {
            assertTrue(
                    told(service, about(ALICE, "s3:GetObject", resource))
                            .startsWith("ValidationError"));
        }
    }

    @Test
    void aRoleThatIsNamedIsAFreshSessionWithoutASecondFactor() {
        EntityId role = house.role(ONE, "Ops", trust("\"*\""), Map.of());
        house.put(
                ONE,
                role,
                "granted",
                """
                {"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Action":"sqs:*","Resource":"*","Condition":{
                "Bool":{"aws:MultiFactorAuthPresent":"false"},"Null":{"aws:userid":"true"},
                "DateGreaterThan":{"aws:TokenIssueTime":"2026-03-01T11:59:59Z"}}},
                {"Effect":"Deny","Action":"sqs:Purge*","Resource":"*",
                "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}]}\
                """);
        for (String name : List.of("arn:aws:iam::111111111111:role/Ops", role.uniqueId())) {
            assertEquals("allow[ALLOWED]", told(service, about(name, "sqs:SendMessage", QUEUE)));
            assertEquals(
                    "deny[EXPLICIT_DENY]", told(service, about(name, "sqs:PurgeQueue", QUEUE)));
        }
    }

    @Test
    void aSessionTokenIsJudgedWithItsPolicyUntilItIsOver() {
        house.role(ONE, "Ops", trust("\"*\""), Map.of());
        EntityId role = house.role(ONE, "Dev", trust("\"*\""), Map.of());
        house.put(ONE, role, "granted", allow("sqs:*", "*"));
        Caller taker = house.userCaller(ONE, ALLOW_ALL);
        TestKey session =
                house.session(
                        taker,
                        assume(
                                "arn:aws:iam::111111111111:role/Dev",
                                null,
                                allow("sqs:SendMessage", "*"),
                                List.of()));
        String token = Objects.requireNonNull(session.token());
        var subject = new Subject.Session(session.id(), Secret.of(token));
        assertEquals(
                "allow[ALLOWED]",
                told(service, new Question(subject, "sqs:SendMessage", QUEUE, Map.of())));
        assertEquals(
                "deny[IMPLICIT_DENY]",
                told(service, new Question(subject, "sqs:DeleteQueue", QUEUE, Map.of())));
        // Whoever holds a token of another account has not been given its consent.
        Caller stranger = house.caller(house.key(TWO, house.root(TWO)));
        assertEquals(
                NOBODY, told(stranger, new Question(subject, "sqs:SendMessage", QUEUE, Map.of())));
        var cut = new Subject.Session(session.id(), Secret.of(token.substring(1)));
        assertEquals(NOBODY, told(service, new Question(cut, "sqs:SendMessage", QUEUE, Map.of())));
        house.pass(Duration.ofHours(1));
        assertTrue(
                told(service, new Question(subject, "sqs:SendMessage", QUEUE, Map.of()))
                        .startsWith("ExpiredToken"));
    }

    @Test
    void aRequestThatItsCallerSignedIsHisAccountsConsentForThisOne() {
        EntityId bob = house.user(TWO, "bob", allow("execute-api:Invoke", "*"));
        String api = "arn:aws:execute-api:us-east-1:222222222222:api/GET/x";
        var signed = TestSigner.post(house.key(TWO, bob), "execute-api", house.now());
        var question =
                new Question(new Subject.Signer(signed), "execute-api:Invoke", api, Map.of());
        assertEquals(NOBODY, told(service, question));
        Caller asker = house.userCaller(ONE, granted("execute-api", "localhost:4610"));
        var decided = assertInstanceOf(Answer.Decided.class, ask(asker, question));
        assertTrue(decided.allowed());
        var signer = Objects.requireNonNull(decided.signer());
        assertEquals("222222222222", signer.account());
        assertEquals(BOB, signer.arn());
        assertEquals(List.of("host", "x-amz-date"), signer.signedHeaders());
        // The same asker may not ask about him without his signature.
        assertEquals(NOBODY, told(asker, about(BOB, "execute-api:Invoke", api)));
        for (String grant :
                List.of(granted("s3", "localhost:4610"), granted("execute-api", "other"))) {
            assertEquals(NOBODY, told(house.userCaller(ONE, grant), question));
        }
        for (String ours : List.of("iam", "sts", "organizations", "ostiary")) {
            var forUs = TestSigner.post(house.key(TWO, bob), ours, house.now());
            assertTrue(
                    told(asker, new Question(new Subject.Signer(forUs), "a:B", api, Map.of()))
                            .startsWith("ValidationError"));
        }
        var scope =
                TestSigner.post(
                        house.key(TWO, bob), "iam", "execute-api", "us-east-1", house.now());
        assertTrue(
                told(asker, new Question(new Subject.Signer(scope), "a:B", api, Map.of()))
                        .startsWith("SignatureDoesNotMatch"));
    }

    private static String granted(String service, String host) {
        return """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ostiary:Authorize",
        "Resource":"*","Condition":{"StringEquals":{
        "ostiary:ServiceName":"%s","ostiary:Host":"%s"}}}}\
        """
                .formatted(service, host);
    }
}
