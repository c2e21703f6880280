package io.ostiary.standalone.lesson;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client.Refusal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;

import java.util.List;

/** UserName left out means the caller (wire trap 12). */
@ExtendWith(RunningHouse.Shared.class)
final class CallerByDefaultTest {
    private final RunningHouse house;
    private final Tenant tenant;

    CallerByDefaultTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
    }

    @Test
    void asAUserItIsTheUser() {
        var alice = tenant.user("alice", Documents.allow("iam:*", tenant.arn("user/alice")));
        var iam = alice.client().iam();
        assertEquals(alice.arn(), iam.getUser().user().arn());
        assertEquals(
                List.of(alice.keyId()),
                iam.listAccessKeys().accessKeyMetadata().stream()
                        .map(AccessKeyMetadata::accessKeyId)
                        .toList());
        var second = iam.createAccessKey().accessKey();
        assertEquals("alice", second.userName());
        iam.updateAccessKey(r -> r.accessKeyId(second.accessKeyId()).status("Inactive"));
        iam.deleteAccessKey(r -> r.accessKeyId(second.accessKeyId()));
        assertEquals(1, iam.listAccessKeys().accessKeyMetadata().size());
    }

    @Test
    void asARoleThereIsNone() {
        var expected =
                new Refusal(
                        400,
                        "ValidationError",
                        "Must specify userName when calling with non-User credentials");
        var iam = tenant.admin().iam();
        assertEquals(expected, refusal(iam::getUser));
        assertEquals(expected, refusal(iam::listAccessKeys));
        assertEquals(expected, refusal(iam::createAccessKey));
        // Before it is authorized: a role without rights hears the same.
        var alice = tenant.user("alice");
        var poor = alice.client().assume(tenant.role("Poor", Documents.trust(alice.arn())));
        assertEquals(expected, refusal(poor.iam()::listAccessKeys));
    }

    @Test
    void asRootItIsRoot() {
        var iam = house.root().iam();
        var root = iam.getUser().user();
        assertEquals("arn:aws:iam::" + house.account() + ":root", root.arn());
        assertEquals(house.account(), root.userId());
        var key = iam.createAccessKey().accessKey();
        assertTrue(
                iam.listAccessKeys().accessKeyMetadata().stream()
                        .anyMatch(k -> k.accessKeyId().equals(key.accessKeyId())));
        assertEquals(root.arn(), house.as(Client.credentials(key)).sts().getCallerIdentity().arn());
        iam.deleteAccessKey(r -> r.accessKeyId(key.accessKeyId()));
    }
}
