package io.ostiary.projection.query;

import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.refused;

import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.AccountQuery;
import io.ostiary.contract.query.AccountQuery.GetAccountAuthorizationDetails;
import io.ostiary.contract.query.AccountQuery.GetAccountPasswordPolicy;
import io.ostiary.contract.query.AccountQuery.GetAccountSummary;
import io.ostiary.contract.query.AccountQuery.ListAccountAliases;
import io.ostiary.contract.result.AccountResult.GetAccountPasswordPolicyResult;
import io.ostiary.contract.result.AccountResult.GetAccountSummaryResult;
import io.ostiary.contract.result.AccountResult.ListAccountAliasesResult;
import io.ostiary.state.entity.AccountAlias;
import io.ostiary.state.entity.PasswordPolicy;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.view.AccountView;

import java.util.List;

/** What is told of an account as a whole. */
final class AccountQueries {

    private AccountQueries() {}

    static Reply answer(AccountView account, AwsManagedPolicies aws, AccountQuery query) {
        return switch (query) {
            case ListAccountAliases list -> aliases(account, list);
            case GetAccountPasswordPolicy _ -> passwordPolicy(account);
            case GetAccountSummary _ ->
                    found(new GetAccountSummaryResult(AccountSummary.of(account)));
            case GetAccountAuthorizationDetails details ->
                    new AuthorizationDetails(account, aws).answer(details);
        };
    }

    /** One at most: an account has no more (IAM API Reference, ListAccountAliases). */
    private static Reply aliases(AccountView account, ListAccountAliases query) {
        AccountAlias held = account.alias();
        List<String> all = held == null || held.alias() == null ? List.of() : List.of(held.alias());
        var page = Page.sorted(all, alias -> alias, query.marker(), Page.size(query.maxItems()));
        return found(
                new ListAccountAliasesResult(
                        page.map(alias -> alias), page.isTruncated(), page.marker()));
    }

    private static Reply passwordPolicy(AccountView account) {
        PasswordPolicy policy = account.passwordPolicy();
        return policy == null
                ? refused(
                        new NoSuchEntity(
                                "The Password Policy with domain name "
                                        + account.id()
                                        + " cannot be found."))
                : found(new GetAccountPasswordPolicyResult(Shapes.passwordPolicy(policy)));
    }
}
