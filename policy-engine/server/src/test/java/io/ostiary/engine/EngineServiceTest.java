package io.ostiary.engine;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.TWO;
import static io.ostiary.engine.TestHouse.assume;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.CredentialEvent.AccessKeyDeleted;
import io.ostiary.contract.event.OrganizationEvent.OrganizationCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.Authentication.Verified;
import io.ostiary.contract.port.Engine.Hashing;
import io.ostiary.contract.port.Engine.NewPassword;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.port.StsRequest.GetCallerIdentity;
import io.ostiary.contract.secret.Secret;
import io.ostiary.engine.TestSigner.TestKey;
import io.ostiary.log.reader.Lease;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** What holds for every question: leases, refused accounts, and nothing of before a revocation. */
final class EngineServiceTest {

    private final TestHouse house = new TestHouse();

    @Test
    void withoutALeaseEveryAnswerIsUnavailable() {
        Caller caller = house.userCaller(ONE, house.user(ONE, "alice", ALLOW_ALL));
        house.endLease();
        assertTrue(
                String.valueOf(house.denial(caller, "iam", "ListUsers", Map.of()))
                        .startsWith("ServiceUnavailable"));
        assertTrue(house.refusal(caller, new GetCallerIdentity()).startsWith("ServiceUnavailable"));
        assertTrue(
                house.engine
                        .uniqueIds(Set.of("arn:aws:iam::111111111111:user/alice"))
                        .toCompletableFuture()
                        .isCompletedExceptionally());
    }

    @Test
    void aRefusedAccountIsUnavailableAsCallerAsRoleAndAsOrganization() {
        var member = new AccountId("333333333333");
        house.event(TWO, new OrganizationCreated("o-abcdefghij", "r-abcd", "ALL", house.now()));
        house.open(member, TWO);
        house.role(TWO, "R", trust("\"*\""), Map.of());
        Caller one = house.userCaller(ONE, house.user(ONE, "a", ALLOW_ALL));
        Caller two = house.userCaller(TWO, house.user(TWO, "b", ALLOW_ALL));
        Caller ofMember = house.userCaller(member, house.user(member, "c", ALLOW_ALL));
        house.refuse(TWO);

        assertTrue(
                house.refusal(one, assume("arn:aws:iam::222222222222:role/R"))
                        .startsWith("ServiceUnavailable"));
        for (Caller caller : new Caller[] {two, ofMember}) {
            assertTrue(
                    String.valueOf(house.denial(caller, "iam", "ListUsers", Map.of()))
                            .startsWith("ServiceUnavailable"));
        }
        assertNull(house.denial(one, "iam", "ListUsers", Map.of()));
    }

    @Test
    void uniqueIdsAreOfExactlyTheArnsThatExist() {
        EntityId user = house.user(TWO, "Bob");
        EntityId role = house.role(TWO, "R", "/a/", trust("\"*\""), Map.of(), 3_600);
        Map<String, String> found =
                house.engine
                        .uniqueIds(
                                Set.of(
                                        "arn:aws:iam::222222222222:user/Bob",
                                        "arn:aws:iam::222222222222:user/bob",
                                        "arn:aws:iam::222222222222:role/a/R",
                                        "arn:aws:iam::222222222222:role/R",
                                        "arn:aws:iam::222222222222:group/G",
                                        "arn:aws:iam::222222222222:root",
                                        "arn:aws:iam::999999999999:user/Bob",
                                        "nonsense"))
                        .toCompletableFuture()
                        .join();
        assertEquals(
                Map.of(
                        "arn:aws:iam::222222222222:user/Bob",
                        user.uniqueId(),
                        "arn:aws:iam::222222222222:role/a/R",
                        role.uniqueId()),
                found);
    }

    @Test
    void aRequestBegunAfterARevocationNeverSucceeds_A032()
            throws InterruptedException, ExecutionException {
        EntityId alice = house.user(ONE, "alice", ALLOW_ALL);
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 200; round++) {
                TestKey key = house.key(ONE, alice);
                SignedRequest request = TestSigner.post(key, "iam", house.now());
                var deleted = new AtomicBoolean();
                var stop = new AtomicBoolean();
                Future<Integer> late =
                        threads.submit(
                                () -> {
                                    int successes = 0;
                                    while (!stop.get()) {
                                        boolean before = deleted.get();
                                        if (house.authenticate(request) instanceof Verified
                                                && before) {
                                            successes++;
                                        }
                                    }
                                    return successes;
                                });
                assertInstanceOf(Verified.class, house.authenticate(request));
                house.event(ONE, new AccessKeyDeleted(alice, key.id()));
                deleted.set(true);
                for (int i = 0; i < 20; i++) {
                    assertTrue(!(house.authenticate(request) instanceof Verified));
                }
                stop.set(true);
                assertEquals(0, late.get());
            }
        }
    }

    @Test
    void aCallerWhoseAccountIsUnknownIsNobody() {
        Caller caller = house.userCaller(ONE, house.user(ONE, "alice", ALLOW_ALL));
        house.fold.restart();
        house.fold.lease(new Lease(true, 1, Long.MAX_VALUE));
        String denial = house.denial(caller, "iam", "ListUsers", Map.of());
        assertNotNull(denial);
        assertTrue(denial.startsWith("InvalidClientTokenId"), denial);
    }

    /** IAM User Guide, "Default password policy"; the house's accounts all have this address. */
    @Test
    void aPasswordIsNotTheAccountsEMailAddress() {
        Caller root = house.caller(house.key(ONE, house.root(ONE)));
        assertEquals(
                "PasswordPolicyViolation",
                assertInstanceOf(Hashing.Refused.class, hashed(root, "a@b.c")).error().code());
        assertInstanceOf(Hashing.Hashed.class, hashed(root, "a@b.d"));
        house.endLease();
        assertEquals(
                "ServiceUnavailable",
                assertInstanceOf(Hashing.Refused.class, hashed(root, "a@b.d")).error().code());
    }

    private Hashing hashed(Caller caller, String password) {
        return house.engine
                .hashPassword(new NewPassword(caller.actor(), "ana", Secret.of(password), null))
                .toCompletableFuture()
                .join();
    }
}
