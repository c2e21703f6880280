package io.ostiary.state.apply;

import io.ostiary.contract.event.AccountEvent;
import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.Root;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;

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
                                            opened.at()))
                            .put(new Root(Credentials.NONE));
        };
    }
}
