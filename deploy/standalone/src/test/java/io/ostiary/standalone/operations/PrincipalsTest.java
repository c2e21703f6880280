package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Users, groups, roles and instance profiles over the wire: what is changed is what is told. */
@ExtendWith(RunningHouse.Shared.class)
final class PrincipalsTest {
    private static final String TRUST = Documents.trustService("ec2.amazonaws.com");
    private static final String READ = Documents.allow("s3:Get*", "*");
    private static final String PASSWORD = "Ch00se-A-Strong-One!";

    private final Tenant tenant;
    private final IamClient iam;

    PrincipalsTest(RunningHouse house) {
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    @Test
    void aUserIsRenamedAndMovedAndStaysTheSame() {
        var alice = iam.createUser(r -> r.userName("alice").path("/a/")).user();
        iam.updateUser(r -> r.userName("alice").newUserName("alicia").newPath("/b/"));
        User told = iam.getUser(r -> r.userName("alicia")).user();
        assertEquals(alice.userId(), told.userId());
        assertEquals(tenant.arn("user/b/alicia"), told.arn());
        assertEquals(alice.createDate(), told.createDate());
        assertEquals("NoSuchEntity", refusal(() -> iam.getUser(r -> r.userName("alice"))).code());
    }

    @Test
    void tagsOfUsersRolesAndProfilesComeChangeAndGo() {
        iam.createUser(r -> r.userName("alice").tags(tag("first", "1")));
        iam.tagUser(r -> r.userName("alice").tags(tag("second", "2"), tag("First", "3")));
        // Keys of users and roles are one whatever their case (IAM User Guide, tags).
        assertEquals(
                List.of("First=3", "second=2"),
                told(iam.listUserTags(r -> r.userName("alice")).tags()));
        iam.untagUser(r -> r.userName("alice").tagKeys("FIRST"));
        assertEquals(
                List.of("second=2"), told(iam.getUser(r -> r.userName("alice")).user().tags()));

        tenant.role("r", TRUST);
        iam.tagRole(r -> r.roleName("r").tags(tag("a", "1"), tag("b", "")));
        assertEquals(List.of("a=1", "b="), told(iam.listRoleTags(r -> r.roleName("r")).tags()));
        iam.untagRole(r -> r.roleName("r").tagKeys("a", "b"));
        assertEquals(List.of(), told(iam.listRoleTags(r -> r.roleName("r")).tags()));

        iam.createInstanceProfile(r -> r.instanceProfileName("p").tags(tag("a", "1")));
        iam.tagInstanceProfile(r -> r.instanceProfileName("p").tags(tag("A", "2")));
        assertEquals(
                List.of("A=2", "a=1"),
                told(iam.listInstanceProfileTags(r -> r.instanceProfileName("p")).tags()));
        iam.untagInstanceProfile(r -> r.instanceProfileName("p").tagKeys("a"));
        assertEquals(
                List.of("A=2"),
                told(
                        iam.getInstanceProfile(r -> r.instanceProfileName("p"))
                                .instanceProfile()
                                .tags()));
        iam.untagInstanceProfile(r -> r.instanceProfileName("p").tagKeys("A"));
        assertTrue(
                iam.getInstanceProfile(r -> r.instanceProfileName("p"))
                        .instanceProfile()
                        .hasTags());
    }

    @Test
    void aGroupIsRenamedMovedAndToldWithItsMembers() {
        var made = iam.createGroup(r -> r.groupName("g").path("/a/")).group();
        tenant.user("alice");
        tenant.user("bob");
        iam.addUserToGroup(r -> r.groupName("g").userName("alice"));
        iam.addUserToGroup(r -> r.groupName("g").userName("bob"));
        iam.updateGroup(r -> r.groupName("g").newGroupName("h").newPath("/b/"));
        var told = iam.getGroup(r -> r.groupName("h"));
        assertEquals(made.groupId(), told.group().groupId());
        assertEquals(tenant.arn("group/b/h"), told.group().arn());
        assertEquals(
                List.of("alice", "bob"),
                told.users().stream().map(User::userName).sorted().toList());
        assertEquals(
                List.of("h"),
                iam.listGroupsForUser(r -> r.userName("bob")).groups().stream()
                        .map(Group::groupName)
                        .toList());
        iam.removeUserFromGroup(r -> r.groupName("h").userName("bob"));
        assertEquals(List.of(), iam.listGroupsForUser(r -> r.userName("bob")).groups());
    }

    @Test
    void aRoleIsDescribedAnewAndItsSessionsMayLastLonger() {
        tenant.role("r", TRUST);
        Role before = iam.getRole(r -> r.roleName("r")).role();
        assertEquals(3_600, before.maxSessionDuration());
        assertNull(before.description());
        iam.updateRole(r -> r.roleName("r").description("one").maxSessionDuration(7_200));
        Role changed = iam.getRole(r -> r.roleName("r")).role();
        assertEquals(7_200, changed.maxSessionDuration());
        assertEquals("one", changed.description());
        var described = iam.updateRoleDescription(r -> r.roleName("r").description("two")).role();
        assertEquals("two", described.description());
        assertEquals(before.roleId(), described.roleId());
        String trust = Documents.trustService("ecs-tasks.amazonaws.com");
        iam.updateAssumeRolePolicy(r -> r.roleName("r").policyDocument(trust));
        assertEquals(
                trust,
                decoded(iam.getRole(r -> r.roleName("r")).role().assumeRolePolicyDocument()));
    }

    @Test
    void anInstanceProfileHoldsARoleAndIsFoundByIt() {
        tenant.role("r", TRUST);
        var made =
                iam.createInstanceProfile(r -> r.instanceProfileName("p").path("/a/"))
                        .instanceProfile();
        assertTrue(made.instanceProfileId().matches("AIPA[A-Z0-9]{17}"));
        assertEquals(List.of(), made.roles());
        iam.addRoleToInstanceProfile(r -> r.instanceProfileName("p").roleName("r"));
        InstanceProfile told =
                iam.getInstanceProfile(r -> r.instanceProfileName("p")).instanceProfile();
        assertEquals(tenant.arn("instance-profile/a/p"), told.arn());
        assertEquals("r", told.roles().getFirst().roleName());
        assertEquals(
                List.of("p"),
                iam.listInstanceProfilesForRole(r -> r.roleName("r")).instanceProfiles().stream()
                        .map(InstanceProfile::instanceProfileName)
                        .toList());
        assertEquals(
                1, iam.listInstanceProfiles(r -> r.pathPrefix("/a/")).instanceProfiles().size());
        iam.removeRoleFromInstanceProfile(r -> r.instanceProfileName("p").roleName("r"));
        assertEquals(
                List.of(),
                iam.listInstanceProfilesForRole(r -> r.roleName("r")).instanceProfiles());
    }

    @Test
    void aLoginProfileIsToldChangedAndRemovedWithoutAWordOfThePassword() {
        tenant.user("alice");
        var none =
                new Refusal(404, "NoSuchEntity", "Login Profile for User alice cannot be found.");
        assertEquals(none, refusal(() -> iam.getLoginProfile(r -> r.userName("alice"))));
        iam.createLoginProfile(r -> r.userName("alice").password(PASSWORD));
        var told = iam.getLoginProfile(r -> r.userName("alice")).loginProfile();
        assertEquals("alice", told.userName());
        assertEquals(false, told.passwordResetRequired());
        iam.updateLoginProfile(
                r -> r.userName("alice").password(PASSWORD + "2").passwordResetRequired(true));
        assertEquals(
                true,
                iam.getLoginProfile(r -> r.userName("alice"))
                        .loginProfile()
                        .passwordResetRequired());
        iam.deleteLoginProfile(r -> r.userName("alice"));
        assertEquals(none, refusal(() -> iam.getLoginProfile(r -> r.userName("alice"))));
    }

    @Test
    void whoHasAKeyIsTold() {
        var alice = tenant.user("alice");
        assertEquals(
                "alice", iam.getAccessKeyLastUsed(r -> r.accessKeyId(alice.keyId())).userName());
    }

    @Test
    void inlinePoliciesArePutReadListedAndDeleted() {
        tenant.user("alice");
        iam.createGroup(r -> r.groupName("g"));
        tenant.role("r", TRUST);
        for (String name : List.of("one", "two")) {
            iam.putUserPolicy(r -> r.userName("alice").policyName(name).policyDocument(READ));
            iam.putGroupPolicy(r -> r.groupName("g").policyName(name).policyDocument(READ));
            iam.putRolePolicy(r -> r.roleName("r").policyName(name).policyDocument(READ));
        }
        var names = List.of("one", "two");
        assertEquals(names, iam.listUserPolicies(r -> r.userName("alice")).policyNames());
        assertEquals(names, iam.listGroupPolicies(r -> r.groupName("g")).policyNames());
        assertEquals(names, iam.listRolePolicies(r -> r.roleName("r")).policyNames());
        var ofUser = iam.getUserPolicy(r -> r.userName("alice").policyName("one"));
        assertEquals("alice", ofUser.userName());
        assertEquals("one", ofUser.policyName());
        assertEquals(READ, decoded(ofUser.policyDocument()));
        assertEquals(
                READ,
                decoded(
                        iam.getGroupPolicy(r -> r.groupName("g").policyName("two"))
                                .policyDocument()));
        assertEquals(
                READ,
                decoded(
                        iam.getRolePolicy(r -> r.roleName("r").policyName("two"))
                                .policyDocument()));
        iam.deleteUserPolicy(r -> r.userName("alice").policyName("one"));
        iam.deleteGroupPolicy(r -> r.groupName("g").policyName("one"));
        iam.deleteRolePolicy(r -> r.roleName("r").policyName("one"));
        var rest = List.of("two");
        assertEquals(rest, iam.listUserPolicies(r -> r.userName("alice")).policyNames());
        assertEquals(rest, iam.listGroupPolicies(r -> r.groupName("g")).policyNames());
        assertEquals(rest, iam.listRolePolicies(r -> r.roleName("r")).policyNames());
        assertEquals(
                new Refusal(404, "NoSuchEntity", "The user policy with name one cannot be found."),
                refusal(() -> iam.getUserPolicy(r -> r.userName("alice").policyName("one"))));
    }

    private static List<String> told(List<Tag> tags) {
        return tags.stream().map(tag -> tag.key() + "=" + tag.value()).sorted().toList();
    }

    private static String decoded(String document) {
        return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
