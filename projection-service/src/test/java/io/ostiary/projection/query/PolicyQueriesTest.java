package io.ostiary.projection.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.event.AttachmentEvent.PermissionsBoundarySet;
import io.ostiary.contract.event.PolicyEvent.PolicyVersionCreated;
import io.ostiary.contract.query.PolicyQuery;
import io.ostiary.contract.query.PolicyQuery.GetPolicy;
import io.ostiary.contract.query.PolicyQuery.GetPolicyVersion;
import io.ostiary.contract.query.PolicyQuery.ListEntitiesForPolicy;
import io.ostiary.contract.query.PolicyQuery.ListPolicies;
import io.ostiary.contract.query.PolicyQuery.ListPolicyTags;
import io.ostiary.contract.query.PolicyQuery.ListPolicyVersions;
import io.ostiary.contract.result.PolicyResult.GetPolicyResult;
import io.ostiary.contract.result.PolicyResult.GetPolicyVersionResult;
import io.ostiary.contract.result.PolicyResult.ListEntitiesForPolicyResult;
import io.ostiary.contract.result.PolicyResult.ListPoliciesResult;
import io.ostiary.contract.result.PolicyResult.ListPolicyTagsResult;
import io.ostiary.contract.result.PolicyResult.ListPolicyVersionsResult;
import io.ostiary.contract.shape.Policy;
import io.ostiary.contract.shape.PolicyVersion;
import io.ostiary.projection.History;
import io.ostiary.projection.House;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

final class PolicyQueriesTest {

    private static final String MINE = "arn:aws:iam::111111111111:policy/app/Mine";
    private static final String READ_ONLY = InMemoryAwsManagedPolicies.READ_ONLY;

    private final History history =
            History.opened("111111111111")
                    .user("u")
                    .user("v", "/app/")
                    .group("g", "/")
                    .role("r", "/")
                    .policy("Mine", "/app/")
                    .policy("Unused", "/");
    private final House house;

    PolicyQueriesTest(@TempDir Path directory) {
        house = new House(directory.resolve("store"));
    }

    @BeforeEach
    void fold() {
        for (int number = 2; number <= 12; number++) {
            history.add(
                    new PolicyVersionCreated(
                            "ANPAMine",
                            number,
                            "{\"P\":" + number + "}",
                            number == 3,
                            history.now()));
        }
        history.attach(History.userRef("u"), MINE).attach(History.groupRef("g"), MINE);
        history.attach(History.roleRef("r"), READ_ONLY);
        history.add(new PermissionsBoundarySet(History.userRef("u"), MINE));
        history.add(new PermissionsBoundarySet(History.userRef("v"), MINE));
        house.fold(history);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aPolicyTellsItsDefaultVersionAndHowOftenItIsUsed() {
        for (String arn : List.of(MINE, "arn:aws:iam::111111111111:policy/app/mine")) {
            Policy policy = policy(arn);
            assertEquals(MINE, policy.arn());
            assertEquals("v3", policy.defaultVersionId());
            assertEquals(2, policy.attachmentCount());
            assertEquals(2, policy.permissionsBoundaryUsageCount());
            assertEquals("about Mine", policy.description());
            assertEquals(true, policy.isAttachable());
        }
    }

    @Test
    void awsPoliciesAreReadableWithThisAccountsCounts() {
        Policy policy = policy(READ_ONLY);
        assertEquals(1, policy.attachmentCount());
        assertEquals("v3", policy.defaultVersionId());
        assertEquals(false, policy(InMemoryAwsManagedPolicies.LINKED).isAttachable());
        var version = found(GetPolicyVersionResult.class, new GetPolicyVersion(READ_ONLY, "v3"));
        assertNotNull(version.policyVersion());
        assertEquals("{\"Aws\":\"AmazonS3ReadOnlyAccess\"}", version.policyVersion().document());
        assertEquals(
                List.of(),
                found(ListPolicyTagsResult.class, new ListPolicyTags(null, null, READ_ONLY))
                        .tags());
    }

    @Test
    void versionsAreListedNewestFirstWithoutDocuments() {
        var versions =
                found(ListPolicyVersionsResult.class, new ListPolicyVersions(null, null, MINE))
                        .versions();
        assertEquals(
                List.of("v12", "v11", "v10", "v9", "v8", "v7", "v6", "v5", "v4", "v3", "v2", "v1"),
                versions.stream().map(PolicyVersion::versionId).toList());
        assertNull(versions.getFirst().document());
        var page = found(ListPolicyVersionsResult.class, new ListPolicyVersions(null, 3, MINE));
        var next =
                found(
                        ListPolicyVersionsResult.class,
                        new ListPolicyVersions(page.marker(), 3, MINE));
        assertEquals("v9", next.versions().getFirst().versionId());
    }

    @Test
    void whatIsMissingOrForeignIsNotFound_A112() {
        History other = History.opened("111111111112").policy("Theirs", "/");
        house.fold(other);
        for (String arn :
                List.of(
                        "arn:aws:iam::111111111112:policy/Theirs",
                        "arn:aws:iam::111111111112:policy/Nothing",
                        "arn:aws:iam::111111111111:policy/Mine",
                        "arn:aws:iam::aws:policy/Nothing",
                        "arn:aws:iam:us-east-1:111111111111:policy/app/Mine",
                        "no arn at all")) {
            for (PolicyQuery query :
                    List.of(
                            new GetPolicy(arn),
                            new GetPolicyVersion(arn, "v1"),
                            new ListPolicyVersions(null, null, arn),
                            new ListPolicyTags(null, null, arn),
                            new ListEntitiesForPolicy(null, null, null, null, arn, null))) {
                AwsError error = house.refused(House.root(history), query);
                boolean isArn = arn.startsWith("arn:aws:iam::");
                assertEquals(isArn ? "NoSuchEntity" : "InvalidInput", error.code());
                assertEquals(
                        isArn ? notThere(query, arn) : "ARN " + arn + " is not valid.",
                        error.message());
            }
        }
        assertEquals(
                "Policy " + MINE + " version v13 does not exist or is not attachable.",
                house.refused(House.root(history), new GetPolicyVersion(MINE, "v13")).message());
    }

    /** As AWS was recorded: test_iam_policies.snapshot.json of LocalStack. */
    private static String notThere(PolicyQuery query, String arn) {
        return "Policy "
                + arn
                + switch (query) {
                    case GetPolicyVersion _ -> " version v1 does not exist or is not attachable.";
                    case ListEntitiesForPolicy _ -> " does not exist or is not attachable.";
                    case PolicyQuery _ -> " was not found.";
                };
    }

    @Test
    void listsAreScopedAndFiltered() {
        assertEquals(List.of("Mine", "Unused"), names(null, null, null, "Local"));
        assertEquals(List.of("Mine"), names(true, null, null, "Local"));
        assertEquals(List.of("Mine", "AmazonS3ReadOnlyAccess"), names(true, null, null, "All"));
        assertEquals(List.of("AmazonS3ReadOnlyAccess"), names(true, null, null, "AWS"));
        assertEquals(List.of("LinkedRolePolicy"), names(null, "/aws-service-role/", null, "AWS"));
        assertEquals(List.of("Mine"), names(null, "/app/", null, null));
        assertEquals(List.of("Mine"), names(null, null, "PermissionsBoundary", null));
        assertEquals(
                List.of("Mine", "AmazonS3ReadOnlyAccess"),
                names(null, null, "PermissionsPolicy", null));
    }

    @Test
    void anEntityThatHasThePolicyInBothWaysIsToldOnce() {
        assertEquals("[g] [] [u, v]", entities(null, null, null, MINE));
        assertEquals("[g] [] [u]", entities(null, null, "PermissionsPolicy", MINE));
        assertEquals("[] [] [u, v]", entities(null, null, "PermissionsBoundary", MINE));
        assertEquals("[] [] [u, v]", entities("User", null, null, MINE));
        assertEquals("[g] [] []", entities("Group", null, null, MINE));
        assertEquals("[] [] []", entities("LocalManagedPolicy", null, null, MINE));
        assertEquals("[] [] [v]", entities(null, "/app/", null, MINE));
        assertEquals("[] [r] []", entities(null, null, null, READ_ONLY));
    }

    private String entities(
            @Nullable String entity, @Nullable String path, @Nullable String usage, String arn) {
        var found =
                found(
                        ListEntitiesForPolicyResult.class,
                        new ListEntitiesForPolicy(entity, null, null, path, arn, usage));
        return found.policyGroups().stream().map(group -> group.groupName()).toList()
                + " "
                + found.policyRoles().stream().map(role -> role.roleName()).toList()
                + " "
                + found.policyUsers().stream().map(user -> user.userName()).sorted().toList();
    }

    private List<String> names(
            @Nullable Boolean attached,
            @Nullable String path,
            @Nullable String usage,
            @Nullable String scope) {
        return found(
                        ListPoliciesResult.class,
                        new ListPolicies(null, 1000, attached, path, usage, scope))
                .policies()
                .stream()
                .map(policy -> String.valueOf(policy.policyName()))
                .toList();
    }

    private Policy policy(String arn) {
        Policy policy = found(GetPolicyResult.class, new GetPolicy(arn)).policy();
        assertNotNull(policy);
        return policy;
    }

    private <R extends io.ostiary.contract.result.Result> R found(
            Class<R> type, PolicyQuery query) {
        return house.found(type, history, query);
    }
}
