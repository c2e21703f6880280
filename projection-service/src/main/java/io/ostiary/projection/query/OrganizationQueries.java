package io.ostiary.projection.query;

import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.refused;

import io.ostiary.contract.error.OrganizationsError.CreateAccountStatusNotFound;
import io.ostiary.contract.error.OrganizationsError.OrganizationNotInUse;
import io.ostiary.contract.error.OrganizationsError.OrganizationsAccessDenied;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.port.Revealed;
import io.ostiary.contract.query.OrganizationQuery;
import io.ostiary.contract.query.OrganizationQuery.DescribeCreateAccountStatus;
import io.ostiary.contract.query.OrganizationQuery.DescribeOrganization;
import io.ostiary.contract.query.OrganizationQuery.ListAccounts;
import io.ostiary.contract.result.OrganizationResult.DescribeCreateAccountStatusResult;
import io.ostiary.contract.result.OrganizationResult.DescribeOrganizationResult;
import io.ostiary.contract.result.OrganizationResult.ListAccountsResult;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.AccountCreation;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.Organization;
import io.ostiary.state.entity.Table;
import io.ostiary.state.shape.OrganizationShapes;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What is told of an organization. Its facts lie in the history of its management account; a member
 * may describe it, and nothing more.
 *
 * <p>Accounts are opened after the call that wanted them was answered, so nobody has awaited the
 * events that say so: neither the new account's nor those that tell the management account. Answers
 * that tell of them reveal them.
 */
final class OrganizationQueries {

    /** Organizations model, MaxResults: 1 to 20. */
    private static final int MAX_RESULTS = 20;

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
            case DescribeCreateAccountStatus describe ->
                    describeCreateAccountStatus(account, describe, accounts);
            case ListAccounts list -> listAccounts(account, list, accounts);
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

    static Reply describeCreateAccountStatus(
            AccountView account,
            DescribeCreateAccountStatus query,
            Function<AccountId, AccountView> accounts) {
        if (account.organization() == null) {
            return notManaging(account, accounts);
        }
        AccountCreation creation =
                account.find(Table.ACCOUNT_CREATIONS, query.createAccountRequestId());
        return creation == null
                ? refused(
                        new CreateAccountStatusNotFound(
                                "We can't find a create account request with the"
                                        + " CreateAccountRequestId that you specified."))
                : found(
                        new DescribeCreateAccountStatusResult(
                                OrganizationShapes.createAccountStatus(creation)),
                        revealed(account, creation));
    }

    private static List<Revealed> revealed(AccountView account, AccountCreation creation) {
        if (creation.completedAt() == null) {
            return List.of();
        }
        return creation.succeeded()
                ? List.of(upTo(account), new Revealed(creation.account(), creation.openRevision()))
                : List.of(upTo(account));
    }

    /** All that this view shows: whoever knows that, knows what is told of it. */
    private static Revealed upTo(AccountView view) {
        return new Revealed(view.id(), view.revision());
    }

    static Reply listAccounts(
            AccountView account, ListAccounts query, Function<AccountId, AccountView> accounts) {
        Organization organization = account.organization();
        if (organization == null) {
            return notManaging(account, accounts);
        }
        Integer asked = query.maxResults();
        var page =
                Page.of(
                        account.scan(Table.MEMBER_ACCOUNTS, "", Page.after(query.nextToken())),
                        MemberAccount::key,
                        asked == null ? MAX_RESULTS : Math.clamp(asked, 1, MAX_RESULTS));
        var revealed = new ArrayList<Revealed>(page.items().size() + 1);
        revealed.add(upTo(account));
        for (MemberAccount member : page.items()) {
            if (!member.id().equals(account.id())) {
                revealed.add(new Revealed(member.id(), member.openRevision()));
            }
        }
        return found(
                new ListAccountsResult(
                        page.map(
                                member ->
                                        OrganizationShapes.account(
                                                account.id(), organization, member)),
                        page.marker()),
                revealed);
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
