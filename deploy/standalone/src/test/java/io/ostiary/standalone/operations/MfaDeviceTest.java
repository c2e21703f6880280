package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AssignmentStatusType;

import java.util.List;

/** Lists of MFA devices, which are empty for everybody who is there. */
@ExtendWith(RunningHouse.Shared.class)
final class MfaDeviceTest {
    private final Tenant tenant;
    private final IamClient iam;

    MfaDeviceTest(RunningHouse house) {
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    @Test
    void thereAreNone() {
        var alice = tenant.user("alice", Documents.allow("iam:List*MFADevices", "*"));
        assertEquals(List.of(), iam.listMFADevices(r -> r.userName("alice")).mfaDevices());
        assertEquals(List.of(), alice.client().iam().listMFADevices().mfaDevices());
        var all = iam.listVirtualMFADevices(r -> r.assignmentStatus(AssignmentStatusType.ASSIGNED));
        assertEquals(List.of(), all.virtualMFADevices());
        assertFalse(all.isTruncated());
    }

    @Test
    void theyAreListedOfWhoIsThereToWhoMayAsk() {
        assertEquals(
                new Refusal(404, "NoSuchEntity", "The user with name nobody cannot be found."),
                refusal(() -> iam.listMFADevices(r -> r.userName("nobody"))));
        assertEquals(
                new Refusal(
                        400,
                        "ValidationError",
                        "Must specify userName when calling with non-User credentials"),
                refusal(iam::listMFADevices));
        var bob = tenant.user("bob").client().iam();
        assertEquals("AccessDenied", refusal(bob::listMFADevices).code());
        assertEquals("AccessDenied", refusal(bob::listVirtualMFADevices).code());
    }
}
