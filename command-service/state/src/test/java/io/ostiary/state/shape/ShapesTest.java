package io.ostiary.state.shape;

import static io.ostiary.state.view.History.ACCOUNT;
import static io.ostiary.state.view.History.AT;
import static io.ostiary.state.view.History.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.AttachmentEvent.PermissionsBoundarySet;
import io.ostiary.contract.event.AttachmentEvent.Tagged;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationFailed;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationStarted;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationSucceeded;
import io.ostiary.contract.event.OrganizationEvent.OrganizationCreated;
import io.ostiary.contract.event.PolicyEvent.PolicyCreated;
import io.ostiary.contract.event.PolicyEvent.PolicyVersionCreated;
import io.ostiary.contract.event.RoleEvent.RoleCreated;
import io.ostiary.contract.event.RoleEvent.TrustPolicy;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.shape.AttachedPermissionsBoundary;
import io.ostiary.contract.shape.AttachedPolicy;
import io.ostiary.contract.shape.CreateAccountStatus;
import io.ostiary.contract.shape.RoleLastUsed;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.AccountCreation;
import io.ostiary.state.entity.LastUse;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.PolicyCount;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountState;
import io.ostiary.state.view.OrganizationTree;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class ShapesTest {
    private static final String POLICY = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess";

    @Test
    void aListLeavesOutTagsBoundaryAndLastUse() {
        var id = new EntityId(EntityKind.ROLE, "AROA1");
        AccountState state =
                fold(
                        new RoleCreated(
                                "AROA1",
                                "deploy",
                                "/x/",
                                "why",
                                3_600,
                                new TrustPolicy("{ }", Map.of()),
                                AT),
                        new Tagged(id, List.of(new Tag("a", "b"))),
                        new PermissionsBoundarySet(id, POLICY));
        Role role = Objects.requireNonNull(state.roleById("AROA1"));
        var full = Shapes.usedRole(ACCOUNT, role, null);
        assertEquals("arn:aws:iam::111122223333:role/x/deploy", full.arn());
        assertEquals("{ }", full.assumeRolePolicyDocument());
        assertEquals(List.of(new Tag("a", "b")), full.tags());
        assertEquals(new AttachedPermissionsBoundary(POLICY, "Policy"), full.permissionsBoundary());
        assertEquals(3_600, full.maxSessionDuration());
        assertEquals(new RoleLastUsed(null, null), full.roleLastUsed());
        var use = new LastUse(role.id(), "iam", "eu-west-1", Instant.EPOCH);
        assertEquals(
                new RoleLastUsed(Instant.EPOCH, "eu-west-1"),
                Shapes.usedRole(ACCOUNT, role, use).roleLastUsed());
        var created = Shapes.createdRole(ACCOUNT, role);
        assertEquals(full.tags(), created.tags());
        assertEquals(full.permissionsBoundary(), created.permissionsBoundary());
        var described = Shapes.describedRole(ACCOUNT, role);
        assertEquals("why", described.description());
        for (var answer : List.of(created, described)) {
            assertNull(answer.maxSessionDuration());
            assertNull(answer.roleLastUsed(), "only GetRole tells the last use");
        }
        assertNull(created.description());
        var listed = Shapes.listedRole(ACCOUNT, role);
        assertEquals("why", listed.description());
        assertEquals(List.of(), listed.tags());
        assertNull(listed.permissionsBoundary());
        assertNull(listed.roleLastUsed());
    }

    @Test
    void aPolicyTellsHowOftenItIsUsedAndItsDocumentOnlyWhenAsked() {
        AccountState state =
                fold(
                        new PolicyCreated("ANPA1", "limit", "/", "why", "{1}", AT),
                        new PolicyVersionCreated("ANPA1", 2, "{2}", true, AT.plusSeconds(1)));
        ManagedPolicy policy = Objects.requireNonNull(state.policyNamed("limit"));
        var full = Shapes.policy(ACCOUNT, policy, new PolicyCount("arn", 3, 4), true);
        assertEquals(3, full.attachmentCount());
        assertEquals(4, full.permissionsBoundaryUsageCount());
        assertEquals("v2", full.defaultVersionId());
        assertEquals(AT.plusSeconds(1), full.updateDate());
        var listed = Shapes.policy(ACCOUNT, policy, null, false);
        assertEquals(0, listed.attachmentCount());
        assertNull(listed.description());
        var first = policy.versions().getFirst();
        assertNull(Shapes.policyVersion(policy, first, false).document());
        assertEquals("{1}", Shapes.policyVersion(policy, first, true).document());
        assertEquals(false, Shapes.policyVersion(policy, first, true).isDefaultVersion());
    }

    @Test
    void theNameOfAnAttachedPolicyStandsInItsArn() {
        assertEquals(new AttachedPolicy(POLICY, "ViewOnlyAccess"), Shapes.attachedPolicy(POLICY));
    }

    @Test
    void anAccountOnItsWayTellsItsIdOnlyOnceItIsThere() {
        var member = new AccountId("444455556666");
        AccountState state =
                fold(
                        new AccountOpened("r", ACCOUNT, "first", "first@example.org", null, AT),
                        new OrganizationCreated("o-abcdefghij", "r-abcd", "ALL", AT),
                        new AccountCreationStarted(
                                "car-1", member, "m", "m@example.org", "Role", List.of(), AT),
                        new AccountCreationStarted(
                                "car-2", member, "n", "n@example.org", "Role", List.of(), AT),
                        new AccountCreationStarted(
                                "car-3", member, "o", "o@example.org", "Role", List.of(), AT),
                        new AccountCreationSucceeded("car-2", 3, AT),
                        new AccountCreationFailed("car-3", "EMAIL_ALREADY_EXISTS", AT));
        assertEquals("IN_PROGRESS", status(state, "car-1").state());
        assertNull(status(state, "car-1").accountId());
        assertEquals("SUCCEEDED", status(state, "car-2").state());
        assertEquals(member.value(), status(state, "car-2").accountId());
        assertEquals("FAILED", status(state, "car-3").state());
        assertEquals("EMAIL_ALREADY_EXISTS", status(state, "car-3").failureReason());
        assertNull(status(state, "car-3").accountId());
        var account =
                OrganizationShapes.account(
                        Objects.requireNonNull(OrganizationTree.of(state)),
                        Objects.requireNonNull(state.find(Table.MEMBER_ACCOUNTS, member.value())));
        assertEquals(
                "arn:aws:organizations::111122223333:account/o-abcdefghij/444455556666",
                account.arn());
        assertEquals("CREATED", account.joinedMethod());
        assertEquals(List.of("o-abcdefghij/r-abcd/444455556666/"), account.paths());
    }

    private static CreateAccountStatus status(AccountState state, String requestId) {
        AccountCreation creation =
                Objects.requireNonNull(state.find(Table.ACCOUNT_CREATIONS, requestId));
        return OrganizationShapes.createAccountStatus(creation);
    }
}
