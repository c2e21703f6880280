package io.ostiary.state.apply;

import io.ostiary.contract.event.AccountEvent;
import io.ostiary.contract.event.AccountEvent.AccountClosed;
import io.ostiary.contract.event.AccountEvent.AccountKeyErased;
import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.AccountEvent.AccountReopened;
import io.ostiary.contract.event.AccountEvent.AccountShredded;
import io.ostiary.contract.event.AccountEvent.AliasRemoved;
import io.ostiary.contract.event.AccountEvent.AliasSet;
import io.ostiary.contract.event.AccountEvent.CredentialReportGenerated;
import io.ostiary.contract.event.AccountEvent.PasswordPolicyRemoved;
import io.ostiary.contract.event.AccountEvent.PasswordPolicySet;
import io.ostiary.contract.event.AccountEvent.QuotaSet;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.Account.Closure;
import io.ostiary.state.entity.Account.Closure.DataKey;
import io.ostiary.state.entity.AccountAlias;
import io.ostiary.state.entity.CredentialReport;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.PasswordPolicy;
import io.ostiary.state.entity.RaisedQuota;
import io.ostiary.state.entity.Root;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;
import io.ostiary.state.view.Defect;

import org.jspecify.annotations.Nullable;

final class AccountApplier {

    private AccountApplier() {}

    static Changes changes(AccountView view, AccountEvent event) {
        return switch (event) {
            case AccountOpened opened ->
                    Changes.none()
                            .put(
                                    new Account(
                                            opened.account(),
                                            opened.name(),
                                            opened.email(),
                                            opened.managementAccount(),
                                            opened.requestId(),
                                            opened.at(),
                                            null))
                            .put(new Root(Credentials.NONE));
            case PasswordPolicySet set -> {
                var policy =
                        new PasswordPolicy(
                                set.minimumLength(),
                                set.symbols(),
                                set.numbers(),
                                set.upperCase(),
                                set.lowerCase(),
                                set.usersMayChange(),
                                set.maximumAge(),
                                set.reusePrevention(),
                                set.hardExpiry());
                Changes changes = Changes.none().put(policy);
                PasswordHistory.limited(changes, view, policy);
                yield changes;
            }
            case AliasSet set -> Changes.none().put(new AccountAlias(set.alias(), set.revision()));
            case AliasRemoved removed ->
                    Changes.none().put(new AccountAlias(null, removed.revision()));
            case PasswordPolicyRemoved _ -> {
                Changes changes = Changes.none().delete(Table.PASSWORD_POLICY, PasswordPolicy.KEY);
                PasswordHistory.limited(changes, view, null);
                yield changes;
            }
            case CredentialReportGenerated generated ->
                    Changes.none().put(new CredentialReport(generated.at()));
            case AccountClosed closed ->
                    closure(view, new Closure(closed.at(), closed.until(), DataKey.KEPT));
            case AccountReopened _ -> closure(view, null);
            case AccountShredded shredded ->
                    closure(view, new Closure(shredded.at(), shredded.at(), DataKey.SHREDDED));
            case AccountKeyErased _ -> {
                Closure closure = closure(view);
                yield closure(view, new Closure(closure.at(), closure.until(), DataKey.ERASED));
            }
            case QuotaSet set -> Changes.none().put(new RaisedQuota(set.name(), set.value()));
        };
    }

    private static Closure closure(AccountView view) {
        Account account = view.account();
        if (account == null || account.closure() == null) {
            throw new Defect("its key is erased before it was closed");
        }
        return account.closure();
    }

    private static Changes closure(AccountView view, @Nullable Closure closure) {
        Account account = view.account();
        if (account == null) {
            throw new Defect("closed or reopened before it was opened");
        }
        return Changes.none().put(account.with(closure));
    }
}
