package io.ostiary.projection.query;

import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.refused;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.OrganizationsError.Conflict;
import io.ostiary.contract.error.OrganizationsError.OrganizationNotInUse;
import io.ostiary.contract.error.OrganizationsError.OrganizationsAccessDenied;
import io.ostiary.contract.error.OrganizationsError.OrganizationsInvalidInput;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.port.Revealed;
import io.ostiary.contract.query.OrganizationQuery;
import io.ostiary.contract.query.OrganizationQuery.DescribeEffectivePolicy;
import io.ostiary.contract.query.OrganizationQuery.DescribeOrganization;
import io.ostiary.contract.query.OrganizationQuery.ManagementQuery;
import io.ostiary.contract.result.OrganizationResult.DescribeOrganizationResult;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.Organization;
import io.ostiary.state.entity.Table;
import io.ostiary.state.shape.OrganizationShapes;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.OrganizationTree;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * What is told of an organization. Its facts lie in the history of its management account; a member
 * may describe it, and what applies to itself, and nothing more.
 */
final class OrganizationQueries {

    private OrganizationQueries() {}

    /**
     * @param accounts other accounts' views, each no older than this query
     */
    static Reply answer(
            AccountView account,
            OrganizationQuery query,
            Function<AccountId, AccountView> accounts) {
        return switch (query) {
            case DescribeOrganization _ -> describeOrganization(account, accounts);
            case DescribeEffectivePolicy asked -> effectivePolicy(account, asked, accounts);
            case ManagementQuery asked -> {
                OrganizationTree tree = OrganizationTree.of(account);
                yield tree == null
                        ? notManaging(account, accounts)
                        : new ManagementQueries(tree).answer(asked);
            }
        };
    }

    static Reply describeOrganization(
            AccountView account, Function<AccountId, AccountView> accounts) {
        AccountView managing =
                account.organization() != null ? account : manager(account, accounts);
        if (managing == null) {
            return notInUse();
        }
        Organization organization = managing.organization();
        Account management = managing.account();
        return organization == null || management == null
                ? notInUse()
                : found(
                        new DescribeOrganizationResult(
                                OrganizationShapes.organization(management, organization)),
                        managing.id().equals(account.id()) ? List.of() : List.of(upTo(managing)));
    }

    /**
     * There is never one: AWS tells none of SCPs and RCPs (the model's EffectivePolicyType has
     * neither), and no other type is built.
     */
    private static Reply effectivePolicy(
            AccountView account,
            DescribeEffectivePolicy query,
            Function<AccountId, AccountView> accounts) {
        AccountView managing =
                account.organization() != null ? account : manager(account, accounts);
        OrganizationTree tree = managing == null ? null : OrganizationTree.of(managing);
        if (managing == null || tree == null) {
            return notInUse();
        }
        String own = account.id().value();
        String target = query.targetId() == null ? own : query.targetId();
        if (!managing.id().equals(account.id()) && !target.equals(own)) {
            return notManaging(account, accounts);
        }
        AwsError refusal =
                tree.isParent(target)
                        ? new OrganizationsInvalidInput(
                                "TARGET_NOT_SUPPORTED",
                                "You can't perform the specified operation on that target entity.")
                        : (tree.member(target) == null
                                        ? Conflict.TARGET_NOT_FOUND
                                        : Conflict.NO_EFFECTIVE_POLICY)
                                .error();
        return refused(refusal, List.of(upTo(managing)));
    }

    /** All that this view shows: whoever knows that, knows what is told of it. */
    static Revealed upTo(AccountView view) {
        return new Revealed(view.id(), view.revision());
    }

    /** The management account's view, of a member; null of an account that is in none. */
    private static @Nullable AccountView manager(
            AccountView account, Function<AccountId, AccountView> accounts) {
        Account opened = account.account();
        AccountId management = opened == null ? null : opened.managementAccount();
        if (management == null) {
            return null;
        }
        AccountView managing = accounts.apply(management);
        // Opened already, but not yet told to the account that asked for it: not a member yet.
        return managing.find(Table.MEMBER_ACCOUNTS, account.id().value()) == null ? null : managing;
    }

    private static Reply notManaging(
            AccountView account, Function<AccountId, AccountView> accounts) {
        AccountView managing = manager(account, accounts);
        return managing == null
                ? notInUse()
                : refused(
                        new OrganizationsAccessDenied(
                                "You don't have permissions to access this resource."),
                        List.of(upTo(managing)));
    }

    private static Reply notInUse() {
        return refused(
                new OrganizationNotInUse("Your account is not a member of an organization."));
    }
}
