package io.ostiary.standalone.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A thief with a key makes himself more of them, as fast as he can, while its owner takes it away
 * (attack A032). Nothing that he begins after the answer succeeds, and nothing queued behind the
 * revocation happens.
 */
@ExtendWith(RunningHouse.Shared.class)
final class RevokedKeyTest {
    private static final Duration ASK_AGAIN = Duration.ofMillis(1);
    private static final int THIEVES = 6;
    private static final int BEFORE = 20;
    private static final String IAM_FULL_ACCESS = "arn:aws:iam::aws:policy/IAMFullAccess";

    private final RunningHouse house;

    RevokedKeyTest(RunningHouse house) {
        this.house = house;
    }

    /** A call that succeeded, by the clock that tells only durations. */
    private record Success(long begun, String made) {}

    @ParameterizedTest
    @ValueSource(strings = {"DeleteAccessKey", "UpdateAccessKey", "DetachUserPolicy"})
    void nothingBegunAfterTheRevocationSucceedsAndNothingQueuedBehindItHappens(String revocation)
            throws Exception {
        var tenant = house.newAccount();
        var thief = tenant.user("thief");
        tenant.admin().iam().attachUserPolicy(r -> r.userName("thief").policyArn(IAM_FULL_ACCESS));
        AwsCredentials stolen = thief.client().credentials();
        var successes = new ConcurrentLinkedQueue<Success>();
        var caught = new AtomicBoolean();
        long revoked;
        Set<String> atOnce;
        try (var owner = new SignedCalls(house.url());
                var threads = Executors.newFixedThreadPool(THIEVES)) {
            List<Callable<String>> loops = new ArrayList<>();
            for (int i = 0; i < THIEVES; i++) {
                int number = i;
                loops.add(() -> steal(stolen, number, successes, caught));
            }
            var running = loops.stream().map(threads::submit).toList();
            while (successes.size() < BEFORE) {
                LockSupport.parkNanos(ASK_AGAIN.toNanos());
            }
            var answer =
                    owner.iam(
                            tenant.admin().credentials(),
                            revocation,
                            parameters(revocation, thief.keyId()));
            revoked = System.nanoTime();
            assertTrue(answer.isOk(), answer.body());
            atOnce = loot(tenant);
            caught.set(true);
            for (var loop : running) {
                assertEquals(
                        detaches(revocation) ? "AccessDenied" : "InvalidClientTokenId", loop.get());
            }
        }
        for (var success : successes) {
            assertFalse(success.begun() - revoked > 0, "begun after the 200: " + success);
        }
        // What is there is exactly what he was told of: a command behind the revocation did
        // nothing.
        var told = successes.stream().map(Success::made).collect(Collectors.toSet());
        assertEquals(told, loot(tenant));
        assertEquals(told, atOnce, "something was made after the revocation had returned");
        assertEquals(
                revocation.startsWith("Delete") ? List.of() : List.of(thief.keyId()),
                keys(tenant, "thief"));
    }

    /** The thief's users and their keys, as they are now. */
    private static Set<String> loot(Tenant tenant) {
        var there = new HashSet<String>();
        for (var user : tenant.admin().iam().listUsersPaginator().users()) {
            if (user.userName().startsWith("loot")) {
                there.add(user.userName());
                there.addAll(keys(tenant, user.userName()));
            }
        }
        return there;
    }

    private static boolean detaches(String revocation) {
        return revocation.equals("DetachUserPolicy");
    }

    private static String[] parameters(String revocation, String keyId) {
        var named = new ArrayList<>(List.of("UserName", "thief"));
        named.addAll(
                detaches(revocation)
                        ? List.of("PolicyArn", IAM_FULL_ACCESS)
                        : List.of("AccessKeyId", keyId));
        if (revocation.equals("UpdateAccessKey")) {
            named.addAll(List.of("Status", "Inactive"));
        }
        return named.toArray(String[]::new);
    }

    private static List<String> keys(Tenant tenant, String user) {
        return tenant
                .admin()
                .iam()
                .listAccessKeys(r -> r.userName(user))
                .accessKeyMetadata()
                .stream()
                .map(AccessKeyMetadata::accessKeyId)
                .toList();
    }

    /** The code of the loop's last answer. */
    private String steal(
            AwsCredentials stolen,
            int number,
            ConcurrentLinkedQueue<Success> successes,
            AtomicBoolean caught) {
        try (var calls = new SignedCalls(house.url())) {
            // A while after the revocation, so that a late success would show.
            int after = 0;
            var last = "";
            for (int i = 0; after < 30; i++) {
                String name = "loot-" + number + "-" + i;
                for (String action : List.of("CreateUser", "CreateAccessKey")) {
                    long begun = System.nanoTime();
                    var reply = calls.iam(stolen, action, "UserName", name);
                    last = reply.element("Code");
                    if (reply.isOk()) {
                        String key = reply.element("AccessKeyId");
                        successes.add(new Success(begun, key.isEmpty() ? name : key));
                    }
                    if (caught.get()) {
                        after++;
                    }
                }
            }
            return last;
        }
    }
}
