package io.ostiary.projection.query;

import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.refused;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.OperatorError.NoSuchAccount;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.port.Revealed;
import io.ostiary.contract.query.OperatorQuery;
import io.ostiary.contract.query.OperatorQuery.ListQuotas;
import io.ostiary.contract.result.OperatorResult.ListQuotasResult;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.Table;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.view.AccountView;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What the service {@code ostiary} tells the management account of the accounts of the house. */
final class OperatorQueries {

    private OperatorQueries() {}

    /**
     * @param accounts other accounts' views, each no older than this query
     */
    static Reply answer(
            AccountView account, OperatorQuery query, Function<AccountId, AccountView> accounts) {
        Account caller = account.account();
        if (caller == null || caller.managementAccount() != null) {
            return refused(
                    CommonError.accessDenied(
                            "Only principals of the management account may call this."));
        }
        return switch (query) {
            case ListQuotas list -> listQuotas(account, list.accountId(), accounts);
        };
    }

    private static Reply listQuotas(
            AccountView account, String id, Function<AccountId, AccountView> accounts) {
        if (id.equals(account.id().value())) {
            return found(quotas(account));
        }
        if (account.find(Table.MEMBER_ACCOUNTS, id) == null) {
            return refused(new NoSuchAccount("There is no account " + id + "."));
        }
        AccountView member = accounts.apply(new AccountId(id));
        return found(quotas(member), List.of(new Revealed(member.id(), member.revision())));
    }

    private static ListQuotasResult quotas(AccountView account) {
        return new ListQuotasResult(
                Arrays.stream(Quota.values())
                        .map(
                                quota ->
                                        new io.ostiary.contract.shape.Quota(
                                                quota.awsName(),
                                                quota.limit(account),
                                                quota.byDefault(),
                                                quota.maximum()))
                        .toList());
    }
}
