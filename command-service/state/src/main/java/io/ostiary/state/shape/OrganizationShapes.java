package io.ostiary.state.shape;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.shape.Child;
import io.ostiary.contract.shape.CreateAccountStatus;
import io.ostiary.contract.shape.Parent;
import io.ostiary.contract.shape.Root;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.AccountCreation;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.Organization;
import io.ostiary.state.entity.OrganizationChild;
import io.ostiary.state.entity.OrganizationalUnit;
import io.ostiary.state.view.OrganizationTree;

import java.util.List;

/**
 * Organizations' structures, made of the management account's entities (Organizations API
 * Reference).
 */
public final class OrganizationShapes {
    private OrganizationShapes() {}

    /**
     * @param management the account that manages it
     */
    public static io.ostiary.contract.shape.Organization organization(
            Account management, Organization organization) {
        AccountId id = management.id();
        return new io.ostiary.contract.shape.Organization(
                arn(id, "organization/" + organization.id()),
                // Deprecated by AWS; no policy type is enabled here.
                List.of(),
                organization.featureSet(),
                organization.id(),
                accountArn(id, organization, id),
                management.email(),
                id.value());
    }

    public static io.ostiary.contract.shape.Account account(
            OrganizationTree tree, MemberAccount member) {
        return new io.ostiary.contract.shape.Account(
                accountArn(tree.account().id(), tree.organization(), member.id()),
                member.email(),
                member.id().value(),
                member.joinedMethod(),
                member.joinedAt(),
                member.name(),
                List.of(tree.path(member.parentId()) + member.id() + "/"),
                state(member),
                member.status().name());
    }

    /**
     * CLOSED in the ninety days in which a closed account can be reopened; SUSPENDED is one that
     * AWS restricts by itself (Organizations User Guide, "Monitor the state of your AWS accounts").
     * The older Status has no word of its own for it ("the status will change to SUSPENDED", API
     * Reference, CloseAccount).
     */
    private static String state(MemberAccount member) {
        return switch (member.status()) {
            case ACTIVE, PENDING_CLOSURE -> member.status().name();
            case SUSPENDED -> "CLOSED";
        };
    }

    public static io.ostiary.contract.shape.OrganizationalUnit unit(
            OrganizationTree tree, OrganizationalUnit unit) {
        Organization organization = tree.organization();
        return new io.ostiary.contract.shape.OrganizationalUnit(
                arn(tree.account().id(), "ou/" + organization.id() + "/" + unit.id()),
                unit.id(),
                unit.name(),
                // By its parent, since it may be about to be made.
                tree.path(unit.parentId()) + unit.id() + "/");
    }

    public static Root root(OrganizationTree tree) {
        Organization organization = tree.organization();
        return new Root(
                arn(tree.account().id(), "root/" + organization.id() + "/" + organization.rootId()),
                organization.rootId(),
                "Root",
                // No policy type is enabled here.
                List.of());
    }

    /** What a unit or an account lies under. */
    public static Parent parent(OrganizationTree tree, String parentId) {
        return new Parent(parentId, tree.isRoot(parentId) ? "ROOT" : "ORGANIZATIONAL_UNIT");
    }

    public static Child child(OrganizationChild child) {
        return new Child(child.id(), child.kind().name());
    }

    /** The id of an account that failed to be opened is not told. */
    public static CreateAccountStatus createAccountStatus(AccountCreation creation) {
        boolean done = creation.completedAt() != null;
        boolean succeeded = creation.succeeded();
        return new CreateAccountStatus(
                succeeded ? creation.account().value() : null,
                creation.name(),
                creation.completedAt(),
                creation.failureReason(),
                null,
                creation.requestId(),
                creation.requestedAt(),
                succeeded ? "SUCCEEDED" : done ? "FAILED" : "IN_PROGRESS");
    }

    private static String accountArn(
            AccountId management, Organization organization, AccountId member) {
        return arn(management, "account/" + organization.id() + "/" + member);
    }

    private static String arn(AccountId management, String resource) {
        return new Arn(Arn.PARTITION, "organizations", "", management.value(), resource).toString();
    }
}
