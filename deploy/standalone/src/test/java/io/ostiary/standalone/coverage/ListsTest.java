package io.ostiary.standalone.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.pipeline.Operation;
import io.ostiary.gateway.pipeline.OperationCatalog;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.standalone.tenancy.ForeignThings;
import io.ostiary.testkit.Certificates;
import io.ostiary.testkit.PublicKeys;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Every operation that lists in pages, found in the catalog, gives each item once, in the same
 * order, in pages of 1, of 100 and of 1,000 (wire traps 9 and 10). An account has 250 of each thing
 * or as many as its quota allows: 250 in the nightly run, 25 in every one; of accounts a fifth.
 */
@ExtendWith(RunningHouse.Shared.class)
final class ListsTest {
    private static final int WRITERS = 4;
    private static final String AWS = "arn:aws:iam::aws:policy/";

    private static final String USER = "shared-user";
    private static final String ROLE = "shared-role";
    private static final String GROUP = "shared-group";
    private static final String CERTIFICATE = "shared-certificate";

    private final RunningHouse house;
    private final Tenant tenant;
    private final IamClient iam;

    /** How many items an operation lists, where the things below determine it. */
    private final Map<String, Integer> expected = new HashMap<>();

    ListsTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    @Test
    void everyListGivesEachItemOnceInPagesOfAnySize() throws Exception {
        list(25);
    }

    @Test
    @Tag("nightly")
    void everyListOf250ItemsGivesEachItemOnceInPagesOfAnySize() throws Exception {
        list(250);
    }

    private void list(int items) throws InterruptedException, ExecutionException {
        var things = new HashMap<>(ForeignThings.existing(house, tenant).values());
        fill(items);
        String unit = fillUnit(items);
        things.put("ParentId", unit);
        things.put("ResourceId", unit);
        var requests = new ModelRequests(things);
        List<Operation> paged =
                new OperationCatalog(ServiceCatalog.load())
                        .all().stream()
                                .filter(each -> each.isBuilt() && each.page() != null)
                                // S3's list has a test of its own.
                                .filter(each -> !each.model().service().protocol().isRest())
                                .sorted(Comparator.comparing(each -> each.model().toString()))
                                .toList();
        assertTrue(paged.size() > 25, paged.toString());
        try (var calls = new SignedCalls(house.url())) {
            for (Operation each : paged) {
                String name = each.model().toString();
                var pages =
                        new Pages(
                                calls,
                                each.signingName().equals("organizations")
                                        ? house.rootCredentials()
                                        : tenant.admin().credentials(),
                                each,
                                requests.valid(each.model(), more(name)));
                List<String> all = pages.ofSize(1_000);
                assertEquals(expected.getOrDefault(name, all.size()), all.size(), name);
                assertEquals(all.size(), new HashSet<>(all).size(), name);
                assertEquals(all, pages.ofSize(100), name);
                // The house's own accounts, which other tests make, need no page each.
                assertEquals(all, pages.ofSize(all.size() > 2 * items ? 20 : 1), name);
            }
        }
    }

    /** Which of the things a list is asked about. */
    private static List<String> more(String operation) {
        return switch (operation) {
            case "iam:ListPolicies" -> List.of("Scope=Local");
            case "organizations:ListChildren" -> List.of("ChildType=ORGANIZATIONAL_UNIT");
            case "iam:ListAccessKeys",
                    "iam:ListMFADevices",
                    "iam:ListSSHPublicKeys",
                    "iam:ListSigningCertificates",
                    "iam:ListServiceSpecificCredentials" ->
                    List.of("UserName");
            default -> List.of();
        };
    }

    /** Beside the things that are there, named shared-user, shared-group and so on. */
    private void fill(int items) throws InterruptedException, ExecutionException {
        String trust = Documents.trustService("ec2.amazonaws.com");
        String plan = tenant.arn("policy/shared-policy");
        int beside = items - 1;
        make(beside, i -> iam.createUser(r -> r.userName("user-" + i)));
        make(beside, i -> iam.addUserToGroup(r -> r.userName("user-" + i).groupName(GROUP)));
        make(beside, i -> iam.attachUserPolicy(r -> r.userName("user-" + i).policyArn(plan)));
        make(beside, i -> iam.createGroup(r -> r.groupName("group-" + i)));
        make(
                beside - 1,
                i -> iam.createRole(r -> r.roleName("role-" + i).assumeRolePolicyDocument(trust)));
        make(
                beside,
                i ->
                        iam.createPolicy(
                                r ->
                                        r.policyName("policy-" + i)
                                                .policyDocument(Documents.allow("s3:*", "*"))));
        make(beside, i -> iam.createInstanceProfile(r -> r.instanceProfileName("profile-" + i)));
        make(
                beside,
                i ->
                        iam.addRoleToInstanceProfile(
                                r -> r.instanceProfileName("profile-" + i).roleName(ROLE)));
        for (String operation : List.of("Users", "Groups", "Roles", "Policies")) {
            expected.put("iam:List" + operation, items);
        }
        expected.put("iam:ListInstanceProfiles", items);
        expected.put("iam:ListInstanceProfilesForRole", items);
        expected.put("iam:GetGroup", beside);
        expected.put("iam:ListEntitiesForPolicy", beside);
        fillToTheQuota();
        fillWithTags();
    }

    private void fillToTheQuota() throws InterruptedException, ExecutionException {
        make(10, i -> iam.addUserToGroup(r -> r.userName(USER).groupName("group-" + i)));
        List<String> names =
                iam.listPolicies(r -> r.scope("AWS").maxItems(300)).policies().stream()
                        .filter(each -> each.isAttachable() && each.path().equals("/"))
                        .map(each -> each.arn().substring(AWS.length()))
                        .limit(10)
                        .toList();
        make(10, i -> iam.attachUserPolicy(r -> r.userName(USER).policyArn(AWS + names.get(i))));
        make(10, i -> iam.attachRolePolicy(r -> r.roleName(ROLE).policyArn(AWS + names.get(i))));
        make(10, i -> iam.attachGroupPolicy(r -> r.groupName(GROUP).policyArn(AWS + names.get(i))));
        String small = Documents.allow("s3:*", "*");
        make(
                19,
                i ->
                        iam.putUserPolicy(
                                r -> r.userName(USER).policyName("p" + i).policyDocument(small)));
        make(
                19,
                i ->
                        iam.putRolePolicy(
                                r -> r.roleName(ROLE).policyName("p" + i).policyDocument(small)));
        make(
                19,
                i ->
                        iam.putGroupPolicy(
                                r -> r.groupName(GROUP).policyName("p" + i).policyDocument(small)));
        make(
                4,
                _ ->
                        iam.createPolicyVersion(
                                r ->
                                        r.policyArn(tenant.arn("policy/shared-policy"))
                                                .policyDocument(small)));
        iam.createAccessKey(r -> r.userName(USER));
        make(
                4,
                i ->
                        iam.uploadSSHPublicKey(
                                r ->
                                        r.userName(USER)
                                                .sshPublicKeyBody(PublicKeys.rsa(i + 2).toLine())));
        iam.uploadSigningCertificate(
                r -> r.userName(USER).certificateBody(PublicKeys.certificate(2)));
        iam.createServiceSpecificCredential(
                r -> r.userName(USER).serviceName("codecommit.amazonaws.com"));
        make(
                19,
                i ->
                        iam.uploadServerCertificate(
                                r ->
                                        r.serverCertificateName("certificate-" + i)
                                                .certificateBody(Certificates.RSA)
                                                .privateKey(Certificates.RSA_KEY)));
        iam.createAccountAlias(r -> r.accountAlias("lists-" + tenant.account()));
        for (String kind : List.of("User", "Role", "Group")) {
            expected.put("iam:ListAttached" + kind + "Policies", 10);
            expected.put("iam:List" + kind + "Policies", 20);
        }
        expected.put("iam:ListGroupsForUser", 10);
        expected.put("iam:ListPolicyVersions", 5);
        expected.put("iam:ListAccessKeys", 2);
        expected.put("iam:ListSSHPublicKeys", 5);
        expected.put("iam:ListSigningCertificates", 2);
        expected.put("iam:ListServiceSpecificCredentials", 2);
        expected.put("iam:ListServerCertificates", 20);
        expected.put("iam:ListAccountAliases", 1);
    }

    private void fillWithTags() {
        var tags = new ArrayList<>(IntStream.range(0, 50).mapToObj(i -> tag("k" + i)).toList());
        iam.tagUser(r -> r.userName(USER).tags(tags));
        iam.tagRole(r -> r.roleName(ROLE).tags(tags));
        // Of other things K0 is not k0 (TagKeys).
        tags.set(49, tag("K0"));
        iam.tagPolicy(r -> r.policyArn(tenant.arn("policy/shared-policy")).tags(tags));
        iam.tagInstanceProfile(r -> r.instanceProfileName("shared-profile").tags(tags));
        iam.tagServerCertificate(r -> r.serverCertificateName(CERTIFICATE).tags(tags));
        for (String kind :
                List.of("User", "Role", "Policy", "InstanceProfile", "ServerCertificate")) {
            expected.put("iam:List" + kind + "Tags", 50);
        }
    }

    private static software.amazon.awssdk.services.iam.model.Tag tag(String key) {
        return software.amazon.awssdk.services.iam.model.Tag.builder().key(key).value("v").build();
    }

    /** A unit of the organization with units and accounts in it; its id. */
    private String fillUnit(int items) throws InterruptedException, ExecutionException {
        var organizations = house.root().organizations();
        String root = organizations.listRoots(r -> {}).roots().getFirst().id();
        String unit = unit(organizations, root, "lists-" + tenant.account());
        make(items, i -> unit(organizations, unit, "unit " + i));
        int accounts = items / 5; // each takes as long as twenty units
        make(
                accounts,
                _ -> {
                    String account = house.newAccount().account();
                    organizations.moveAccount(
                            r ->
                                    r.accountId(account)
                                            .sourceParentId(root)
                                            .destinationParentId(unit));
                });
        var tags =
                IntStream.range(0, 50)
                        .mapToObj(
                                i ->
                                        software.amazon.awssdk.services.organizations.model.Tag
                                                .builder()
                                                .key("k" + i)
                                                .value("v")
                                                .build())
                        .toList();
        organizations.tagResource(r -> r.resourceId(unit).tags(tags));
        expected.put("organizations:ListOrganizationalUnitsForParent", items);
        expected.put("organizations:ListChildren", items);
        expected.put("organizations:ListAccountsForParent", accounts);
        expected.put("organizations:ListTagsForResource", 50);
        expected.put("organizations:ListParents", 1);
        expected.put("organizations:ListRoots", 1);
        return unit;
    }

    private static String unit(OrganizationsClient organizations, String parent, String name) {
        return organizations
                .createOrganizationalUnit(r -> r.parentId(parent).name(name))
                .organizationalUnit()
                .id();
    }

    private static void make(int count, IntConsumer one)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                calls.add(Executors.callable(() -> one.accept(number)));
            }
            for (var made : threads.invokeAll(calls)) {
                made.get();
            }
        }
    }
}
