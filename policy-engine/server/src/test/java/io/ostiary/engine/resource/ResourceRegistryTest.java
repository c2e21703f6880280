package io.ostiary.engine.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.AccountEvent.AccountClosed;
import io.ostiary.contract.event.RegistryEvent.BucketReserved;
import io.ostiary.contract.event.ResourceEvent.BucketCreated;
import io.ostiary.contract.event.ResourceEvent.BucketDeleted;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicy;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicySet;
import io.ostiary.contract.event.ResourceEvent.ResourceTagsSet;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.shape.Tag;
import io.ostiary.engine.TestHouse;
import io.ostiary.engine.principal.AwsManagedPolicies;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.engine.principal.PolicyCompiler;
import io.ostiary.engine.principal.Principals;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ResourceName;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Whose a resource is, and what follows for who asks for it. */
class ResourceRegistryTest {
    private static final AccountId A = TestHouse.ONE;
    private static final AccountId B = TestHouse.TWO;
    private static final String BUCKET = "arn:aws:s3:::my-app-uploads";
    private static final String OBJECT = BUCKET + "/x";
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private final TestHouse house = new TestHouse();
    private final PolicyCompiler compiler = new PolicyCompiler();
    private final ResourceRegistry registry = new ResourceRegistry(compiler);
    private final Principals principals =
            new Principals(compiler, AwsManagedPolicies.of(ManagedPolicyCatalog.open()));

    @BeforeEach
    void aBucketOfA() {
        house.event(AccountId.REGISTRY, new BucketReserved(A, "my-app-uploads", 2));
        house.event(A, new BucketCreated("my-app-uploads", "us-east-1", 2, AT));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private @Nullable RegisteredResource find(String arn) {
        return registry.find(house.fold.snapshot(), Arn.parse(arn).orElseThrow());
    }

    private void policy(String principal, String id) {
        String document =
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},\
                "Action":"s3:GetObject","Resource":"%s/*"}}\
                """
                        .formatted(principal, BUCKET);
        house.event(
                A,
                new ResourcePolicySet(
                        BUCKET, new ResourcePolicy(document, Map.of(principal, id), false)));
    }

    /** As the authorize API will ask: an object, by a user with these policies of his own. */
    private boolean reads(AccountId account, EntityId user) {
        LivePrincipal caller =
                principals.find(house.fold.snapshot(), house.userCaller(account, user));
        RegisteredResource owned = find(OBJECT);
        assertNotNull(caller);
        assertNotNull(owned);
        PolicySet policies =
                owned.policy() == null
                        ? caller.policies()
                        : caller.policies()
                                .withResource(owned.policy().label(), owned.policy().policy());
        var request =
                new AuthorizationRequest(
                        ActionName.of("s3:GetObject"),
                        ResourceName.of(OBJECT),
                        owned.owner(),
                        caller.principal(),
                        _ -> null);
        return Evaluator.evaluate(request, policies).isAllowed();
    }

    @Test
    void theLessonsTwoSidesOfOneCoin() {
        EntityId alice = house.user(B, "alice");
        EntityId bob = house.user(B, "bob", TestHouse.ALLOW_ALL);
        EntityId own = house.user(A, "own");
        policy("arn:aws:iam::" + B + ":user/alice", alice.uniqueId());
        assertFalse(reads(B, alice), "before B's own policy allows it");
        house.put(B, alice, "read", TestHouse.allow("s3:GetObject", BUCKET + "/*"));
        assertTrue(reads(B, alice));
        assertFalse(reads(B, bob), "another user of B");
        assertFalse(reads(A, own));
        policy("arn:aws:iam::" + A + ":user/own", own.uniqueId());
        assertTrue(reads(A, own), "within one account the bucket's policy is enough");
        assertFalse(reads(B, alice));
    }

    @Test
    void whoTakesANameLaterIsNotLetIn() {
        EntityId alice = house.user(B, "alice", TestHouse.ALLOW_ALL);
        policy("arn:aws:iam::" + B + ":user/alice", "AIDASOMEBODYBEFORE000");
        assertFalse(reads(B, alice));
    }

    @Test
    void aBucketAndWhatIsInItAreTheAccountsThatHasTheName() {
        house.event(A, new ResourceTagsSet(BUCKET, List.of(new Tag("team", "a"))));
        RegisteredResource bucket = find(BUCKET);
        RegisteredResource object = find(OBJECT);
        assertNotNull(bucket);
        assertNotNull(object);
        assertEquals(A, bucket.owner());
        assertEquals(List.of(new Tag("team", "a")), bucket.tags());
        assertEquals(A, object.owner());
        assertNull(object.tags());
        assertNull(find("arn:aws:s3:::my-app-uploadsx"));
        assertNull(find("arn:aws:s3:::my-app-upload"));
        assertNull(find("arn:aws:s3:us-east-1::my-app-uploads"));
    }

    @Test
    void aNameThatOnlyOneHistoryKnowsIsNobodys() {
        house.event(AccountId.REGISTRY, new BucketReserved(B, "half", 2));
        assertNull(find("arn:aws:s3:::half"));
        house.event(A, new BucketDeleted("my-app-uploads"));
        assertNull(find(BUCKET));
    }

    @Test
    void otherArnsAreTheirAccounts() {
        String queue = "arn:aws:sqs:us-east-1:" + A + ":queue";
        RegisteredResource unknown = find(queue);
        assertNotNull(unknown);
        assertEquals(A, unknown.owner());
        assertNull(unknown.policy());
        assertNull(unknown.tags());
        house.event(A, new ResourceTagsSet(queue, List.of(new Tag("a", "1"))));
        RegisteredResource known = find(queue);
        assertNotNull(known);
        assertEquals(List.of(new Tag("a", "1")), known.tags());
        assertNull(find("arn:aws:sqs:us-east-1::queue"));
    }

    @Test
    void ofAClosedOrUnreadableOwnerNobodyIsLetIn() {
        EntityId alice = house.user(B, "alice", TestHouse.ALLOW_ALL);
        policy("arn:aws:iam::" + B + ":user/alice", alice.uniqueId());
        assertTrue(reads(B, alice));
        house.event(A, new AccountClosed(AT, AT.plusSeconds(60)));
        assertFalse(reads(B, alice));
    }

    @Test
    void ofAnUnreadableOneNeither() {
        EntityId alice = house.user(B, "alice", TestHouse.ALLOW_ALL);
        policy("arn:aws:iam::" + B + ":user/alice", alice.uniqueId());
        house.refuse(A);
        assertFalse(reads(B, alice));
        house.refuse(AccountId.REGISTRY);
        assertNull(find(OBJECT));
    }
}
