package io.ostiary.state.shape;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.OrganizationPolicyType;
import io.ostiary.contract.shape.Child;
import io.ostiary.contract.shape.CreateAccountStatus;
import io.ostiary.contract.shape.OrganizationPolicySummary;
import io.ostiary.contract.shape.Parent;
import io.ostiary.contract.shape.PolicyTargetSummary;
import io.ostiary.contract.shape.PolicyTypeSummary;
import io.ostiary.contract.shape.Root;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.AccountCreation;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.Organization;
import io.ostiary.state.entity.OrganizationChild;
import io.ostiary.state.entity.OrganizationPart;
import io.ostiary.state.entity.OrganizationPolicy;
import io.ostiary.state.entity.OrganizationalUnit;
import io.ostiary.state.view.Defect;
import io.ostiary.state.view.OrganizationTree;

import java.util.List;

/**
 * Organizations' structures, made of the management account's entities (Organizations API
 * Reference).
 */
public final class OrganizationShapes {
    private static final String ROOT_NAME = "Root";

    /** What AWS answers for every organization that has all features, enabled or not. */
    private static final List<PolicyTypeSummary> SCP_ALONE =
            List.of(enabled(OrganizationPolicyType.SERVICE_CONTROL_POLICY));

    private OrganizationShapes() {}

    /**
     * @param management the account that manages it
     */
    public static io.ostiary.contract.shape.Organization organization(
            Account management, Organization organization) {
        AccountId id = management.id();
        return new io.ostiary.contract.shape.Organization(
                arn(id, "organization/" + organization.id()),
                // Deprecated by AWS, and of no use: what is enabled stands at the root.
                organization.hasAllFeatures() ? SCP_ALONE : List.of(),
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
                ROOT_NAME,
                organization.policyTypes().stream().map(OrganizationShapes::enabled).toList());
    }

    private static PolicyTypeSummary enabled(OrganizationPolicyType type) {
        return new PolicyTypeSummary("ENABLED", type.name());
    }

    public static io.ostiary.contract.shape.OrganizationPolicy policy(
            OrganizationTree tree, OrganizationPolicy policy) {
        return new io.ostiary.contract.shape.OrganizationPolicy(
                policy.content(), summary(tree, policy));
    }

    public static OrganizationPolicySummary summary(
            OrganizationTree tree, OrganizationPolicy policy) {
        return new OrganizationPolicySummary(
                policyArn(tree, policy),
                policy.isAwsManaged(),
                policy.description(),
                policy.id(),
                policy.name(),
                policy.type().name());
    }

    /** AWS's own lie in no organization (Service Authorization Reference, Organizations). */
    public static String policyArn(OrganizationTree tree, OrganizationPolicy policy) {
        String typed = policy.type().inArns() + "/" + policy.id();
        return policy.isAwsManaged()
                ? arn(Arn.AWS_MANAGED, "policy/" + typed)
                : arn(tree.account().id(), "policy/" + tree.organization().id() + "/" + typed);
    }

    /**
     * What a policy is attached to.
     *
     * @param target the root, a unit or an account
     */
    public static PolicyTargetSummary target(OrganizationTree tree, OrganizationPart target) {
        return switch (target) {
            case Organization _ -> {
                Root root = root(tree);
                yield new PolicyTargetSummary(root.arn(), root.name(), root.id(), "ROOT");
            }
            case OrganizationalUnit unit ->
                    new PolicyTargetSummary(
                            unit(tree, unit).arn(), unit.name(), unit.id(), "ORGANIZATIONAL_UNIT");
            case MemberAccount member ->
                    new PolicyTargetSummary(
                            accountArn(tree.account().id(), tree.organization(), member.id()),
                            member.name(),
                            member.partId(),
                            "ACCOUNT");
            case OrganizationPolicy policy -> throw new Defect("no target: " + policy.id());
        };
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
        return arn(management.value(), resource);
    }

    private static String arn(String account, String resource) {
        return new Arn(Arn.PARTITION, "organizations", "", account, resource).toString();
    }
}
