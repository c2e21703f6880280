package io.ostiary.projection.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.AttachmentEvent.InlinePolicyPut;
import io.ostiary.contract.event.AttachmentEvent.PermissionsBoundarySet;
import io.ostiary.contract.event.PolicyEvent.PolicyVersionCreated;
import io.ostiary.contract.query.AccountQuery.GetAccountAuthorizationDetails;
import io.ostiary.contract.result.AccountResult.GetAccountAuthorizationDetailsResult;
import io.ostiary.contract.shape.AttachedPermissionsBoundary;
import io.ostiary.contract.shape.AttachedPolicy;
import io.ostiary.contract.shape.GroupDetail;
import io.ostiary.contract.shape.InstanceProfile;
import io.ostiary.contract.shape.ManagedPolicyDetail;
import io.ostiary.contract.shape.PolicyDetail;
import io.ostiary.contract.shape.PolicyVersion;
import io.ostiary.contract.shape.Role;
import io.ostiary.contract.shape.RoleDetail;
import io.ostiary.contract.shape.RoleLastUsed;
import io.ostiary.contract.shape.Tag;
import io.ostiary.contract.shape.UserDetail;
import io.ostiary.projection.History;
import io.ostiary.projection.House;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

final class AuthorizationDetailsTest {

    private static final String ARN = "arn:aws:iam::111111111111:";
    private static final String READ_ONLY = InMemoryAwsManagedPolicies.READ_ONLY;

    private final History history = History.opened("111111111111");
    private final House house;

    AuthorizationDetailsTest(@TempDir Path directory) {
        house = new House(directory.resolve("store"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private GetAccountAuthorizationDetailsResult tell(
            @Nullable String marker, @Nullable Integer size, String... filter) {
        house.fold(history);
        return house.found(
                GetAccountAuthorizationDetailsResult.class,
                history,
                new GetAccountAuthorizationDetails(List.of(filter), marker, size));
    }

    @Test
    void aUserIsToldWithGroupsPoliciesBoundaryAndTags() {
        Instant made = history.now();
        history.user("Alice", "/staff/").group("Devs", "/").group("Ops", "/");
        history.member("Alice", "Ops").member("Alice", "Devs");
        history.inline(History.userRef("Alice"), "Own").attach(History.userRef("Alice"), READ_ONLY);
        history.tag(History.userRef("Alice"), "team", "a");
        history.add(new PermissionsBoundarySet(History.userRef("Alice"), READ_ONLY));
        history.user("bob");
        var told = tell(null, null, "User");
        assertEquals(
                new UserDetail(
                        ARN + "user/staff/Alice",
                        List.of(new AttachedPolicy(READ_ONLY, "AmazonS3ReadOnlyAccess")),
                        made,
                        List.of("Ops", "Devs"),
                        "/staff/",
                        new AttachedPermissionsBoundary(READ_ONLY, "Policy"),
                        List.of(new Tag("team", "a")),
                        "AIDAAlice",
                        "Alice",
                        List.of(new PolicyDetail("{\"Inline\":\"Own\"}", "Own"))),
                told.userDetailList().getFirst());
        assertEquals("bob", told.userDetailList().getLast().userName());
        assertEquals(List.of(), told.groupDetailList());
        assertEquals(List.of(), told.policies());
        assertEquals(false, told.isTruncated());
    }

    @Test
    void aGroupIsToldWithItsPolicies() {
        Instant made = history.now();
        history.group("Devs", "/dev/").inline(History.groupRef("Devs"), "Own");
        history.attach(History.groupRef("Devs"), READ_ONLY);
        assertEquals(
                List.of(
                        new GroupDetail(
                                ARN + "group/dev/Devs",
                                List.of(new AttachedPolicy(READ_ONLY, "AmazonS3ReadOnlyAccess")),
                                made,
                                "AGPADevs",
                                "Devs",
                                List.of(new PolicyDetail("{\"Inline\":\"Own\"}", "Own")),
                                "/dev/")),
                tell(null, null, "Group").groupDetailList());
    }

    @Test
    void aRoleIsToldWithTrustPolicyProfilesAndLastUse() {
        Instant made = history.now();
        history.role("Deploy", "/ci/").profile("Box", "/");
        history.roleInProfile("Deploy", "Box").tag(History.roleRef("Deploy"), "k", "v");
        String trust = "{\"Trust\":\"Deploy\"}";
        String arn = ARN + "role/ci/Deploy";
        var shown =
                new Role(
                        arn,
                        trust,
                        made,
                        null,
                        null,
                        "/ci/",
                        null,
                        "AROADeploy",
                        null,
                        "Deploy",
                        List.of());
        assertEquals(
                List.of(
                        new RoleDetail(
                                arn,
                                trust,
                                List.of(),
                                made,
                                List.of(
                                        new InstanceProfile(
                                                ARN + "instance-profile/Box",
                                                made.plusSeconds(1),
                                                "AIPABox",
                                                "Box",
                                                "/",
                                                List.of(shown),
                                                List.of())),
                                "/ci/",
                                null,
                                "AROADeploy",
                                new RoleLastUsed(null, null),
                                "Deploy",
                                List.of(),
                                List.of(new Tag("k", "v")))),
                tell(null, null, "Role").roleDetailList());
    }

    @Test
    void anAccountsPolicyIsToldWithAllVersionsNewestFirst() {
        Instant made = history.now();
        history.policy("Own", "/a/");
        Instant changed = history.now();
        history.add(
                new PolicyVersionCreated(
                        History.policyRef("Own").uniqueId(), 2, "{\"P\":2}", true, changed));
        history.user("u").attach(History.userRef("u"), ARN + "policy/a/Own");
        assertEquals(
                List.of(
                        new ManagedPolicyDetail(
                                ARN + "policy/a/Own",
                                1,
                                made,
                                "v2",
                                null,
                                true,
                                "/a/",
                                0,
                                "ANPAOwn",
                                "Own",
                                List.of(
                                        new PolicyVersion(changed, "{\"P\":2}", true, "v2"),
                                        new PolicyVersion(made, "{\"P\":1}", false, "v1")),
                                changed)),
                tell(null, null, "LocalManagedPolicy").policies());
    }

    @Test
    void ofAwssPoliciesThoseInUseAreTold() {
        history.user("u").policy("Own", "/");
        assertEquals(List.of(), tell(null, null, "AWSManagedPolicy").policies());
        history.add(new PermissionsBoundarySet(History.userRef("u"), READ_ONLY));
        var told = tell(null, null, "AWSManagedPolicy").policies();
        assertEquals(1, told.size());
        assertEquals(READ_ONLY, told.getFirst().arn());
        assertEquals(0, told.getFirst().attachmentCount());
        assertEquals(1, told.getFirst().permissionsBoundaryUsageCount());
        assertEquals(
                List.of(
                        new PolicyVersion(
                                History.START.plusSeconds(1),
                                "{\"Aws\":\"AmazonS3ReadOnlyAccess\"}",
                                true,
                                "v3")),
                told.getFirst().policyVersionList());
    }

    @Test
    void aPageRunsThroughAllKindsAndEndsWhereTheLastItemEnds() {
        history.user("u").group("g", "/").role("r", "/").policy("p", "/");
        history.attach(History.userRef("u"), READ_ONLY);
        var first = tell(null, 3);
        assertEquals(1, first.userDetailList().size());
        assertEquals(1, first.groupDetailList().size());
        assertEquals(1, first.roleDetailList().size());
        assertEquals(List.of(), first.policies());
        assertEquals(true, first.isTruncated());
        var second = tell(first.marker(), 2);
        assertEquals(List.of(), second.userDetailList());
        assertEquals(
                List.of("p", "AmazonS3ReadOnlyAccess"),
                second.policies().stream().map(ManagedPolicyDetail::policyName).toList());
        assertEquals(false, second.isTruncated());
        assertNull(second.marker());
    }

    @Test
    void aPageThatHoldsMuchTextIsShorterThanAskedFor() {
        String lengthy = "{\"Id\":\"" + "x".repeat(100_000) + "\"}";
        for (int i = 0; i < 25; i++) {
            history.user("u%02d".formatted(i));
            history.add(new InlinePolicyPut(History.userRef("u%02d".formatted(i)), "p", lengthy));
        }
        var sizes = new ArrayList<Integer>();
        var names = new ArrayList<String>();
        String marker = null;
        do {
            var page = tell(marker, 1000);
            sizes.add(page.userDetailList().size());
            page.userDetailList().forEach(user -> names.add(user.userName()));
            marker = page.marker();
        } while (marker != null);
        assertEquals(List.of(11, 11, 3), sizes);
        assertEquals(25, names.stream().distinct().count());
        assertTrue(names.contains("u24"));
    }
}
