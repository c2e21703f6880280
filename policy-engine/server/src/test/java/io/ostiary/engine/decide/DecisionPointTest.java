package io.ostiary.engine.decide;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.FACTS;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.TWO;
import static io.ostiary.engine.TestHouse.allow;
import static io.ostiary.engine.TestHouse.assume;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.event.AttachmentEvent.Tagged;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.DecisionCall.Question;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Decisions.Answer;
import io.ostiary.contract.secret.Secret;
import io.ostiary.contract.shape.Tag;
import io.ostiary.engine.TestHouse;
import io.ostiary.engine.TestSigner;
import io.ostiary.engine.TestSigner.TestKey;
import io.ostiary.engine.decide.ResourceOwners.OwnedResource;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.parse.PolicyParseResult.ParsedPolicy;
import io.ostiary.policy.parse.PolicyParser;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What services are answered about others, and what they are not. */
final class DecisionPointTest {

    private static final String ALICE = "arn:aws:iam::111111111111:user/app/alice";
    private static final String BOB = "arn:aws:iam::222222222222:user/bob";
    private static final String OBJECT = "arn:aws:s3:::bucket/key";
    private static final String QUEUE = "arn:aws:sqs:us-east-1:111111111111:jobs";
    private static final String ASKED = "arn:aws:ostiary::111111111111:account";
    private static final String NOBODY =
            "AccessDenied: There is no such principal, or the caller may not ask about it.";

    private final TestHouse house = new TestHouse();
    private final Map<String, OwnedResource> registered = new HashMap<>();
    private final DecisionPoint point =
            house.decisionPoint(
                    (_, _, arn) -> {
                        OwnedResource known = registered.get(arn.toString());
                        return known != null || !AccountId.isValid(arn.account())
                                ? known
                                : new OwnedResource(new AccountId(arn.account()), null, null);
                    });
    private final EntityId alice = user("alice", allow("s3:GetObject", OBJECT));
    private final Caller service = house.userCaller(ONE, allow("ostiary:Authorize", ASKED));
    private final Caller root = house.caller(house.key(ONE, house.root(ONE)));

    private EntityId user(String name, String policy) {
        var id = new EntityId(EntityKind.USER, "AIDA" + name.toUpperCase() + "1");
        house.event(ONE, new UserCreated(id.uniqueId(), name, "/app/", house.now()));
        house.put(ONE, id, "granted", policy);
        return id;
    }

    private void register(String arn, AccountId owner, String policy) {
        var document =
                assertInstanceOf(
                                ParsedPolicy.class, PolicyParser.parse(policy, PolicyKind.RESOURCE))
                        .document();
        registered.put(
                arn,
                new OwnedResource(
                        owner,
                        new LabelledPolicy(
                                "resource/policy",
                                CompiledPolicy.of(
                                        document,
                                        Map.of(ALICE, alice.uniqueId(), BOB, "AIDABOB1"))),
                        List.of()));
    }

    private static String grant(String principal, String action, String resource) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Told\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"%s\"},\"Action\":\"%s\",\"Resource\":\"%s\"}]}"
                .formatted(principal, action, resource);
    }

    private static Question about(String principal, String action, String resource) {
        return new Question(new Subject.Principal(principal), action, resource, Map.of());
    }

    private static Question stating(String action, String resource, String key, String... values) {
        return new Question(
                new Subject.Principal(ALICE), action, resource, Map.of(key, List.of(values)));
    }

    private Answer ask(Caller asker, Question question) {
        var call = new DecisionCall(asker, FACTS, true, List.of(question));
        var given =
                assertInstanceOf(
                        Decisions.Given.class,
                        point.decide(house.fold.snapshot(), call, house.now()));
        return given.answers().getFirst();
    }

    /** {@code allow}, {@code deny} with the reasons' kinds, or a refusal's code and message. */
    private String told(Caller asker, Question question) {
        return switch (ask(asker, question)) {
            case Answer.Decided decided ->
                    (decided.allowed() ? "allow" : "deny")
                            + decided.reasons().stream()
                                    .map(Decisions.Reason::kind)
                                    .distinct()
                                    .toList();
            case Answer.Unanswered(AwsError error) -> error.code() + ": " + error.message();
        };
    }

    private void register(String bucketPolicy) {
        register(OBJECT, ONE, bucketPolicy);
    }

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
    void whoMayNotAskIsToldSoAndRootNeedsNoPolicyInItsOwnAccount() {
        register(grant("222222222222", "s3:PutObject", OBJECT));
        Caller stranger = house.userCaller(ONE, allow("s3:*", "*"));
        assertTrue(
                told(stranger, about(ALICE, "s3:GetObject", OBJECT))
                        .contains(
                                "is not authorized to perform: ostiary:Authorize on resource: "
                                        + ASKED));
        assertEquals("allow[ALLOWED]", told(root, about(ALICE, "s3:GetObject", OBJECT)));
        assertEquals(NOBODY, told(root, about(BOB, "s3:GetObject", OBJECT)));
    }

    @Test
    void aGrantMayBeForOneActionAndOneResource() {
        register(grant("222222222222", "s3:PutObject", OBJECT));
        Caller narrow =
                house.userCaller(
                        ONE,
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                        "Action":"ostiary:Authorize","Resource":"%s","Condition":{
                        "StringLike":{"ostiary:Action":"s3:*"},
                        "ArnLike":{"ostiary:ResourceArn":"arn:aws:s3:::bucket/*"}}}}\
                        """
                                .formatted(ASKED));
        assertEquals("allow[ALLOWED]", told(narrow, about(ALICE, "s3:GetObject", OBJECT)));
        assertTrue(
                told(narrow, about(ALICE, "sqs:SendMessage", OBJECT)).startsWith("AccessDenied"));
        assertTrue(
                told(narrow, about(ALICE, "s3:GetObject", "arn:aws:s3:::other/key"))
                        .startsWith("AccessDenied"));
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
    void anotherAccountIsAskedAboutWhenBothSidesAgree() {
        house.user(TWO, "bob", allow("s3:GetObject", OBJECT));
        String there = "arn:aws:ostiary::222222222222:account";
        Caller both = house.userCaller(ONE, allow("ostiary:Authorize", "*"));
        register(OBJECT, ONE, grant("*", "s3:GetObject", OBJECT));
        assertEquals(NOBODY, told(both, about(BOB, "s3:GetObject", OBJECT)));
        register(there, TWO, grant("111111111111", "ostiary:Authorize", there));
        assertEquals(NOBODY, told(service, about(BOB, "s3:GetObject", OBJECT)));
        assertEquals("allow[ALLOWED]", told(both, about(BOB, "s3:GetObject", OBJECT)));
        // It is the other account's policy that refuses: the asker is not told why.
        assertEquals(
                "deny[]", told(both, about(BOB, "sqs:SendMessage", QUEUE.replace("1111", "2222"))));
        assertEquals(
                NOBODY, told(both, about(BOB.replace("bob", "missing"), "s3:GetObject", OBJECT)));
        assertEquals(
                NOBODY,
                told(
                        both,
                        new Question(
                                new Subject.Principal(BOB),
                                "s3:GetObject",
                                OBJECT,
                                Map.of("aws:SourceArn", List.of("arn:aws:s3:::x")))));
    }

    @Test
    void twoSidesOfOneCoin() {
        house.event(TWO, new UserCreated("AIDABOB1", "bob", "/", house.now()));
        var bob = new EntityId(EntityKind.USER, "AIDABOB1");
        register(OBJECT, ONE, grant(BOB, "s3:GetObject", OBJECT));
        Caller asker = house.caller(house.key(TWO, house.root(TWO)));
        Question question = about(BOB, "s3:GetObject", OBJECT);
        assertEquals("deny[IMPLICIT_DENY]", told(asker, question));
        house.put(TWO, bob, "granted", allow("s3:GetObject", OBJECT));
        assertEquals("allow[ALLOWED]", told(asker, question));
        house.user(TWO, "eve", allow("s3:GetObject", OBJECT));
        assertEquals(
                "deny[]", told(asker, about(BOB.replace("bob", "eve"), "s3:GetObject", OBJECT)));
        register(OBJECT, ONE, grant(ALICE, "s3:PutObject", OBJECT));
        assertEquals("allow[ALLOWED]", told(root, about(ALICE, "s3:PutObject", OBJECT)));
    }

    @Test
    void aResourceThatNobodyOwnsIsDenied() {
        assertEquals(
                "deny[UNKNOWN_RESOURCE_OWNER]",
                told(service, about(ALICE, "s3:GetObject", OBJECT)));
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
    void onlyWhatIsStatedIsKnownOfTheConnection() {
        house.put(
                ONE,
                alice,
                "granted",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:*","Resource":"*",
                "Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}}}\
                """);
        // The asker's own address would match.
        assertEquals("deny[IMPLICIT_DENY]", told(service, about(ALICE, "sqs:SendMessage", QUEUE)));
        assertEquals(
                "allow[ALLOWED]",
                told(service, stating("sqs:SendMessage", QUEUE, "AWS:sourceip", "192.0.2.9")));
        for (String key :
                List.of("aws:PrincipalArn", "aws:principaltag/x", "iam:PolicyARN", "s3:prefix")) {
            assertTrue(
                    told(service, stating("sqs:SendMessage", QUEUE, key, "x"))
                            .startsWith("ValidationError"),
                    key);
        }
        assertTrue(
                told(
                                service,
                                stating(
                                        "sqs:SendMessage",
                                        QUEUE,
                                        "aws:SourceIp",
                                        "192.0.2.9",
                                        "1.1.1.1"))
                        .startsWith("ValidationError"));
        assertTrue(
                told(
                                service,
                                new Question(
                                        new Subject.Principal(ALICE),
                                        "sqs:SendMessage",
                                        QUEUE,
                                        Map.of(
                                                "aws:SourceIp", List.of("192.0.2.9"),
                                                "aws:sourceip", List.of("1.1.1.1"))))
                        .startsWith("ValidationError"));
    }

    @Test
    void tagsAndSourcesAreAssertedWithARightOfTheirOwn() {
        house.put(
                ONE,
                alice,
                "granted",
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*",
                "Condition":{"StringEquals":{"aws:ResourceTag/team":"red"}}},
                {"Effect":"Allow","Action":"sqs:*","Resource":"*",
                "Condition":{"StringEquals":{"aws:SourceAccount":"111111111111"}}}]}\
                """);
        Question tag = stating("sqs:SendMessage", QUEUE, "aws:ResourceTag/team", "red");
        Question source = stating("sqs:SendMessage", QUEUE, "aws:SourceAccount", "111111111111");
        assertTrue(told(service, tag).contains("ostiary:AssertResourceTags"));
        assertTrue(told(service, source).contains("ostiary:AssertSource"));
        Caller trusted = house.userCaller(ONE, allow("ostiary:A*", ASKED));
        assertEquals("allow[ALLOWED]", told(trusted, tag));
        assertEquals("allow[ALLOWED]", told(trusted, source));
        // Registered: its tags are known, and they say otherwise.
        registered.put(QUEUE, new OwnedResource(ONE, null, List.of(new Tag("Team", "blue"))));
        assertTrue(told(trusted, tag).startsWith("ValidationError"));
        assertEquals("deny[IMPLICIT_DENY]", told(trusted, about(ALICE, "sqs:SendMessage", QUEUE)));
        registered.put(QUEUE, new OwnedResource(ONE, null, List.of(new Tag("Team", "red"))));
        assertEquals("allow[ALLOWED]", told(trusted, about(ALICE, "sqs:SendMessage", QUEUE)));
    }

    @Test
    void thePrincipalsOwnKeysAreSeenAndNotTheAskers() {
        house.event(ONE, new Tagged(alice, List.of(new Tag("team", "red"))));
        house.put(
                ONE,
                alice,
                "granted",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:*",
                "Resource":"arn:aws:sqs:*:*:${aws:PrincipalTag/team}-${aws:username}",
                "Condition":{"Null":{"aws:MultiFactorAuthPresent":"true","aws:TokenIssueTime":"true"},
                "ArnEquals":{"aws:PrincipalArn":"%s"}}}}\
                """
                        .formatted(ALICE));
        assertEquals(
                "allow[ALLOWED]",
                told(service, about(ALICE, "sqs:SendMessage", QUEUE.replace("jobs", "red-alice"))));
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

    @Test
    void anAccountThatCannotBeReadIsNotSpokenOf() {
        Caller asker = house.userCaller(ONE, ALLOW_ALL);
        house.refuse(TWO);
        assertTrue(
                told(asker, about(BOB, "s3:GetObject", OBJECT)).startsWith("ServiceUnavailable"));
        assertTrue(
                told(asker, about(ALICE, "sqs:SendMessage", QUEUE.replace("1111", "2222")))
                        .startsWith("ServiceUnavailable"));
    }

    @Test
    void whatThrowsInsideIsNoAnswerToOneQuestionAndNeverAnAllow() {
        DecisionPoint broken =
                house.decisionPoint(
                        (_, _, arn) -> {
                            if (arn.service().equals("sqs")) {
                                throw new IllegalStateException("a test");
                            }
                            return new OwnedResource(ONE, null, null);
                        });
        var call =
                new DecisionCall(
                        root,
                        FACTS,
                        false,
                        List.of(
                                about(ALICE, "s3:GetObject", QUEUE),
                                about(ALICE, "s3:GetObject", OBJECT)));
        var answers =
                assertInstanceOf(
                                Decisions.Given.class,
                                broken.decide(house.fold.snapshot(), call, house.now()))
                        .answers();
        assertEquals(
                "InternalFailure",
                assertInstanceOf(Answer.Unanswered.class, answers.getFirst()).error().code());
        assertTrue(assertInstanceOf(Answer.Decided.class, answers.getLast()).allowed());
    }

    @Test
    void anArnTellsItsOwnerAndARoleIsTakenByItsTrustPolicy() {
        var engine = house.engine;
        house.role(
                ONE, "Ops", trust("{\"AWS\":\"" + ALICE + "\"}"), Map.of(ALICE, alice.uniqueId()));
        house.put(ONE, alice, "granted", allow("sts:AssumeRole", "*"));
        var call =
                new DecisionCall(
                        service,
                        FACTS,
                        true,
                        List.of(
                                about(
                                        ALICE,
                                        "sts:AssumeRole",
                                        "arn:aws:iam::111111111111:role/Ops"),
                                about(ALICE, "sts:AssumeRole", "arn:aws:iam::111111111111:role/No"),
                                about(ALICE, "s3:GetObject", OBJECT)));
        var given =
                assertInstanceOf(
                        Decisions.Given.class, engine.decide(call).toCompletableFuture().join());
        assertEquals(
                List.of(true, false, false),
                given.answers().stream()
                        .map(answer -> ((Answer.Decided) answer).allowed())
                        .toList());
        house.endLease();
        assertEquals(
                "ServiceUnavailable",
                assertInstanceOf(
                                Decisions.Refused.class,
                                engine.decide(call).toCompletableFuture().join())
                        .error()
                        .code());
    }
}
