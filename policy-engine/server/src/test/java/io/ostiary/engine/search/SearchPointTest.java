package io.ostiary.engine.search;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.TWO;
import static io.ostiary.engine.TestHouse.allow;
import static io.ostiary.engine.TestHouse.statement;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.AttachmentEvent.Tagged;
import io.ostiary.contract.event.RegistryEvent.BucketReserved;
import io.ostiary.contract.event.ResourceEvent.BucketCreated;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicy;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicySet;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.SearchAnswer;
import io.ostiary.contract.port.SearchAnswer.Found;
import io.ostiary.contract.port.SearchCall.Sought;
import io.ostiary.contract.shape.Tag;
import io.ostiary.engine.TestHouse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Who can, and what can this one, by the policies of one account. */
final class SearchPointTest {

    private static final String BUCKET = "arn:aws:s3:::my-app-uploads";
    private static final String OBJECT = BUCKET + "/x";
    private static final String READ = "s3:GetObject";
    private static final String ROOT = "root arn:aws:iam::111111111111:root yes";
    private static final String ACCOUNT = "arn:aws:ostiary::111111111111:account";
    private static final Sought READERS = new Sought.Subjects(null, READ, OBJECT);

    private final TestHouse house = new TestHouse();
    private final Caller operator = house.userCaller(ONE, allow("ostiary:WhoCan", ACCOUNT));

    @AfterEach
    void close() {
        house.close();
    }

    private Searching ask() {
        return new Searching(house.engine, operator, 2);
    }

    private void bucket(AccountId owner) {
        house.event(AccountId.REGISTRY, new BucketReserved(owner, "my-app-uploads", 2));
        house.event(owner, new BucketCreated("my-app-uploads", "us-east-1", 2, house.now()));
    }

    private void policy(String document, Map<String, String> ids) {
        house.event(ONE, new ResourcePolicySet(BUCKET, new ResourcePolicy(document, ids, false)));
    }

    private static String conditioned(String effect, String condition) {
        return """
        {"Version":"2012-10-17","Statement":{"Effect":"%s","Action":"s3:*","Resource":"*",\
        "Condition":{%s}}}\
        """
                .formatted(effect, condition);
    }

    private static String user(String name, String rest) {
        return "user arn:aws:iam::111111111111:user/" + name + " " + rest;
    }

    /** AuthZEN, 8.3: an empty answer, not an error; and the same of those of other accounts. */
    @Test
    void ofNobodyItIsCertainThatHeMayDoNothing() {
        house.user(TWO, "bob", ALLOW_ALL);
        for (String id :
                List.of(
                        "",
                        "arn:aws:iam::111111111111:user/nobody",
                        "arn:aws:iam::222222222222:user/bob",
                        "arn:aws:iam::222222222222:user/nobody")) {
            for (Sought sought :
                    List.of(
                            new Sought.Actions(id, OBJECT),
                            new Sought.Resources("bucket", id, READ))) {
                var found = assertInstanceOf(Found.class, ask().page(sought, Map.of(), true, ""));
                assertEquals(List.of(), found.items());
                assertNull(found.next());
            }
        }
        var stranger = new Searching(house.engine, house.userCaller(ONE, ALLOW_ALL), 2);
        assertInstanceOf(
                Found.class, stranger.page(new Sought.Actions("", OBJECT), Map.of(), true, ""));
        var nobody = new Searching(house.engine, house.userCaller(ONE, allow(READ, OBJECT)), 2);
        assertInstanceOf(
                SearchAnswer.Refused.class,
                nobody.page(new Sought.Actions("", OBJECT), Map.of(), true, ""));
    }

    @Test
    void aPageOfNoneTellsWhereToGoOn() {
        house.user(ONE, "alice", ALLOW_ALL);
        var alice = "arn:aws:iam::111111111111:user/alice";
        for (Sought sought :
                List.of(
                        READERS,
                        new Sought.Actions(alice, OBJECT),
                        new Sought.Resources("user", alice, "iam:GetUser"))) {
            var none = new Searching(house.engine, operator, 0);
            var first = assertInstanceOf(Found.class, none.page(sought, Map.of(), true, ""));
            assertEquals(List.of(), first.items());
            String next = first.next();
            assertNotNull(next);
            var whole = new Searching(house.engine, operator, 1_000);
            assertEquals(
                    whole.page(sought, Map.of(), true, ""),
                    whole.page(sought, Map.of(), true, next));
        }
    }

    @Test
    void whoCanIsTheUsersRolesAndRootThatPoliciesAllow() {
        bucket(ONE);
        house.user(ONE, "alice", allow(READ, BUCKET + "/*"));
        house.user(ONE, "bob", allow(READ, "arn:aws:s3:::other/*"));
        EntityId carol = house.user(ONE, "carol", ALLOW_ALL);
        house.put(ONE, carol, "never", statement("Deny", "s3:*", "*"));
        house.user(
                ONE,
                "dave",
                conditioned("Allow", "\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}"));
        EntityId role = house.role(ONE, "app", trust("{\"AWS\":\"111111111111\"}"), Map.of());
        house.put(ONE, role, "all", ALLOW_ALL);
        house.put(
                ONE,
                role,
                "mfa",
                conditioned("Deny", "\"BoolIfExists\":{\"aws:MultiFactorAuthPresent\":\"false\"}"));
        assertEquals(
                List.of(
                        "role arn:aws:iam::111111111111:role/app if not"
                                + " aws:MultiFactorAuthPresent",
                        ROOT,
                        user("alice", "yes"),
                        user("dave", "if aws:SourceIp")),
                ask().told(READERS).stream().sorted().toList());
        assertTrue(
                ask().told(READERS, Map.of("aws:SourceIp", List.of("10.2.3.4")))
                        .contains(user("dave", "yes")));
        assertFalse(
                ask().told(READERS, Map.of("aws:SourceIp", List.of("192.0.2.1"))).stream()
                        .anyMatch(line -> line.contains("dave")));
        assertEquals(
                List.of(user("alice", "yes")),
                ask().told(new Sought.Subjects("user", READ, OBJECT)).stream()
                        .filter(line -> line.endsWith("yes"))
                        .toList());
    }

    @Test
    void whatIsKnownOfThePrincipalIsNotOpen() {
        bucket(ONE);
        EntityId alice =
                house.user(
                        ONE,
                        "alice",
                        conditioned(
                                "Allow", "\"StringEquals\":{\"aws:PrincipalTag/team\":\"red\"}"));
        house.event(ONE, new Tagged(alice, List.of(new Tag("team", "red"))));
        house.user(
                ONE,
                "bob",
                conditioned("Allow", "\"StringEquals\":{\"aws:PrincipalTag/team\":\"red\"}"));
        house.user(
                ONE,
                "carol",
                conditioned("Allow", "\"StringLike\":{\"aws:userid\":\"AIDACAROL*\"}"));
        house.user(ONE, "dave", allow(READ, BUCKET + "/${aws:username}"));
        assertEquals(
                List.of(ROOT, user("alice", "yes"), user("carol", "yes")), ask().told(READERS));
        assertTrue(
                ask().told(new Sought.Subjects(null, READ, BUCKET + "/dave"))
                        .contains(user("dave", "yes")));
    }

    @Test
    void whomTheResourcesPolicyNamesIsFoundAndOfOthersOnlyWhatThisSideAllows() {
        bucket(ONE);
        EntityId bob = house.user(ONE, "bob");
        EntityId alice = house.user(TWO, "alice");
        policy(
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":[\
                "arn:aws:iam::111111111111:user/bob","arn:aws:iam::222222222222:user/alice",\
                "arn:aws:iam::222222222222:user/gone","333333333333"],\
                "Service":"logging.s3.amazonaws.com"},"Action":"s3:GetObject","Resource":"%s/*"},\
                {"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"%s/*",\
                "Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}]}\
                """
                        .formatted(BUCKET, BUCKET),
                Map.of(
                        "arn:aws:iam::111111111111:user/bob",
                        bob.uniqueId(),
                        "arn:aws:iam::222222222222:user/alice",
                        alice.uniqueId()));
        assertEquals(
                List.of(
                        ROOT,
                        user("bob", "yes"),
                        "account arn:aws:iam::333333333333:root yes by resource",
                        "everyone * if aws:PrincipalOrgID by resource",
                        "service logging.s3.amazonaws.com yes by resource",
                        "user arn:aws:iam::222222222222:user/alice yes by resource",
                        "user arn:aws:iam::222222222222:user/gone if aws:PrincipalOrgID by"
                                + " resource"),
                ask().told(READERS));
        assertEquals(
                List.of("root", "user"),
                ask().all(READERS, Map.of(), true).stream().map(item -> item.type()).toList());
    }

    @Test
    void ofAnothersResourceOnlyTheOwnSideIsTold() {
        house.user(ONE, "alice", allow(READ, OBJECT));
        List<String> before = ask().told(READERS);
        assertEquals(List.of(ROOT + " by principal", user("alice", "yes by principal")), before);
        bucket(TWO);
        house.event(
                TWO,
                new ResourcePolicySet(
                        BUCKET,
                        new ResourcePolicy(
                                """
                                {"Version":"2012-10-17","Statement":{"Effect":"Deny",\
                                "Principal":"*","Action":"*","Resource":"*"}}\
                                """,
                                Map.of(),
                                true)));
        assertEquals(before, ask().told(READERS));
        assertEquals(List.of(), ask().all(READERS, Map.of(), true));
    }

    @Test
    void whatCanThisOneIsTheActionsOnAResourceOrOnAny() {
        bucket(ONE);
        EntityId alice = house.user(ONE, "alice", allow("s3:Get*", BUCKET + "/*"));
        house.put(ONE, alice, "sqs", allow("sqs:ListQueues", "*"));
        List<String> on = ask().told(new Sought.Actions(alice.uniqueId(), OBJECT));
        assertTrue(on.contains("action s3:GetObject yes"), on::toString);
        assertFalse(on.contains("action s3:PutObject yes"), on::toString);
        assertTrue(on.stream().allMatch(line -> line.startsWith("action s3:Get")), on::toString);
        List<String> any =
                new Searching(house.engine, operator, 100)
                        .told(new Sought.Actions(alice.uniqueId(), null));
        assertTrue(any.contains("action s3:GetObject if identity-based policy by principal"));
        assertTrue(any.contains("action sqs:ListQueues yes by principal"), any::toString);
        assertEquals(
                List.of("action sqs:ListQueues yes"),
                new Searching(house.engine, operator, 100)
                        .told(new Sought.Actions(alice.uniqueId(), "*")).stream()
                                .filter(line -> line.contains("sqs"))
                                .toList());
        var admin = new Searching(house.engine, operator, 1_000);
        assertEquals(
                22_091,
                admin.all(new Sought.Actions("arn:aws:iam::111111111111:root", "*"), Map.of(), true)
                        .size());
    }

    @Test
    void withWhichIsTheAccountsEntitiesAndRegisteredResources() {
        bucket(ONE);
        EntityId alice = house.user(ONE, "alice", allow("iam:GetUser", "*"));
        house.put(ONE, alice, "list", allow("s3:ListBucket", "*"));
        house.put(ONE, alice, "not", statement("Deny", "iam:GetUser", "arn:aws:iam::*:user/bob"));
        house.user(ONE, "bob");
        house.user(ONE, "carol");
        assertEquals(
                List.of(user("alice", "yes"), user("carol", "yes")),
                ask().told(new Sought.Resources("user", alice.uniqueId(), "iam:GetUser")).stream()
                        .filter(line -> !line.contains("/u1"))
                        .toList());
        assertEquals(
                List.of("bucket " + BUCKET + " yes"),
                ask().told(new Sought.Resources("s3", alice.uniqueId(), "s3:ListBucket")));
    }

    /** A hundred long lists of addresses would be more than one answer may hold. */
    @Test
    void aPageEndsWhenItsConditionsAreLong() {
        bucket(ONE);
        String addresses = "\"10.0.0.0/8\"" + ",\"2001:db8:1234:5678::/64\"".repeat(200);
        for (int i = 0; i < 100; i++) {
            house.user(
                    ONE,
                    "long" + i + "x",
                    conditioned("Allow", "\"IpAddress\":{\"aws:SourceIp\":[" + addresses + "]}"));
        }
        var searching = new Searching(house.engine, operator, 1_000);
        var first = assertInstanceOf(Found.class, searching.page(READERS, Map.of(), false, ""));
        assertTrue(first.items().size() < 80, () -> "in one page " + first.items().size());
        assertEquals(101, searching.all(READERS, Map.of(), false).size());
    }

    @Test
    void onlyWhoMayAskIsAnsweredAndOnlyOfItsOwnAccount() {
        Caller other = house.userCaller(ONE, allow("ostiary:Authorize", ACCOUNT));
        String refused = new Searching(house.engine, other, 2).refusal(READERS, Map.of());
        assertTrue(refused.startsWith("AccessDenied"), refused);
        assertTrue(refused.contains("ostiary:WhoCan"), refused);
        EntityId foreign = house.user(TWO, "foreign", ALLOW_ALL);
        String nobody =
                "AccessDenied: There is no such principal, or the caller may not ask about it.";
        for (String name :
                List.of(
                        "arn:aws:iam::222222222222:user/foreign",
                        "arn:aws:iam::222222222222:user/nobody",
                        "arn:aws:iam::222222222222:role/x",
                        foreign.uniqueId(),
                        "AIDANOBODY0000000001")) {
            assertEquals(nobody, ask().refusal(new Sought.Actions(name, "*"), Map.of()), name);
        }
    }

    @Test
    void whatMayNotBeStatedOrIsNoQuestionIsRefused() {
        for (String key : List.of("aws:PrincipalArn", "aws:CurrentTime", "iam:PolicyARN", "x")) {
            String refused = ask().refusal(READERS, Map.of(key, List.of("x")));
            assertTrue(refused.startsWith("ValidationError"), key + " " + refused);
            assertEquals(
                    refused,
                    ask().refusal(
                                    new Sought.Actions("arn:aws:iam::111111111111:root", "*"),
                                    Map.of(key, List.of("x"))));
        }
        for (Sought sought :
                List.of(
                        new Sought.Subjects(null, "s3:*", OBJECT),
                        new Sought.Subjects(null, READ, "my bucket"),
                        new Sought.Actions("alice", OBJECT),
                        new Sought.Resources(null, "arn:aws:iam::111111111111:root", "all"))) {
            assertTrue(
                    ask().refusal(sought, Map.of()).startsWith("ValidationError"),
                    sought::toString);
        }
        for (int size : List.of(-1, 1_001)) {
            assertTrue(
                    new Searching(house.engine, operator, size)
                            .refusal(READERS, Map.of())
                            .startsWith("ValidationError"));
        }
    }
}
