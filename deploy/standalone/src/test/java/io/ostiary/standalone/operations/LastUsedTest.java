package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** When keys and roles were last used: told some time after the use, which nobody awaits. */
@ExtendWith(RunningHouse.Shared.class)
final class LastUsedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RunningHouse house;
    private final Tenant tenant;
    private final IamClient iam;

    LastUsedTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    private AccessKeyLastUsed lastUsed(String keyId) {
        return iam.getAccessKeyLastUsed(r -> r.accessKeyId(keyId)).accessKeyLastUsed();
    }

    /** Asked until it is as wanted: the recording of a use is not awaited by its request. */
    private static <T> T eventually(Supplier<T> asked, Predicate<T> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T told = asked.get();
        while (!wanted.test(told)) {
            assertTrue(System.nanoTime() < deadline, "still " + told);
            LockSupport.parkNanos(5_000_000);
            told = asked.get();
        }
        return told;
    }

    private static void isNow(Instant date) {
        Duration age = Duration.between(date, Instant.now());
        assertFalse(age.isNegative() || age.compareTo(Duration.ofMinutes(1)) > 0, date.toString());
        assertEquals(0, date.getNano());
    }

    @Test
    void aKeyTellsItsLastUseEvenWhenTheRequestWasDenied() {
        var alice = tenant.user("alice");
        AccessKeyLastUsed never = lastUsed(alice.keyId());
        assertEquals("N/A", never.region());
        assertEquals("N/A", never.serviceName());
        assertNull(never.lastUsedDate());

        assertEquals("AccessDenied", refusal(() -> alice.client().iam().listUsers()).code());
        AccessKeyLastUsed used =
                eventually(() -> lastUsed(alice.keyId()), told -> told.lastUsedDate() != null);
        isNow(used.lastUsedDate());
        assertEquals("us-east-1", used.region());
        assertEquals("iam", used.serviceName());
        // Within a quarter of an hour the first use stands.
        alice.client().sts().getCallerIdentity();
        assertEquals(used, lastUsed(alice.keyId()));
        assertEquals(
                "alice", iam.getAccessKeyLastUsed(r -> r.accessKeyId(alice.keyId())).userName());
    }

    @Test
    void aRoleTellsTheUseOfItsSessionsAndNotThatItWasAssumed() {
        var alice = tenant.user("alice", Documents.allow("sts:AssumeRole", "*"));
        String role =
                tenant.role("Worker", Documents.trust(alice.arn()), Documents.allow("iam:*", "*"));
        var session = alice.client().assume(role);
        // Her own key's use comes later into the log than the role's would have.
        eventually(() -> lastUsed(alice.keyId()), told -> told.lastUsedDate() != null);
        assertNull(roleLastUsed().lastUsedDate());

        session.iam().listUsers();
        RoleLastUsed used = eventually(this::roleLastUsed, told -> told.lastUsedDate() != null);
        isNow(used.lastUsedDate());
        assertEquals("us-east-1", used.region());
        assertNull(
                iam.listRoles().roles().stream()
                        .filter(listed -> listed.roleName().equals("Worker"))
                        .findFirst()
                        .orElseThrow()
                        .roleLastUsed());
    }

    private RoleLastUsed roleLastUsed() {
        return iam.getRole(r -> r.roleName("Worker")).role().roleLastUsed();
    }

    @Test
    void aPasswordThatWasNeverUsedTellsNothing() {
        tenant.user("alice");
        iam.createLoginProfile(r -> r.userName("alice").password("Ch00se-A-Strong-One!"));
        assertNull(iam.getUser(r -> r.userName("alice")).user().passwordLastUsed());
        assertNull(iam.listUsers().users().getFirst().passwordLastUsed());
    }

    @Test
    void aKeyOfNobodyAndOneOfAnotherAccountAreDenied() {
        var stranger = house.newAccount().user("stranger");
        assertEquals("AccessDenied", refusal(() -> lastUsed(stranger.keyId())).code());
        assertEquals("AccessDenied", refusal(() -> lastUsed("AKIAQQQQQQQQQQQQQQQQ")).code());
    }

    @Test
    void noClientCanRecordAUse() {
        try (var calls = new SignedCalls(house.url())) {
            var reply =
                    calls.iam(
                            tenant.admin().credentials(),
                            "RecordUse",
                            "CredentialId",
                            "AKIAQQQQQQQQQQQQQQQQ");
            assertEquals(400, reply.status(), reply.body());
            assertEquals("InvalidAction", reply.element("Code"), reply.body());
        }
    }
}
