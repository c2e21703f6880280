package io.ostiary.state.apply;

import io.ostiary.contract.event.RegistryEvent;
import io.ostiary.contract.event.RegistryEvent.AccountConfirmed;
import io.ostiary.contract.event.RegistryEvent.AccountReserved;
import io.ostiary.contract.event.RegistryEvent.AliasFreed;
import io.ostiary.contract.event.RegistryEvent.AliasRefused;
import io.ostiary.contract.event.RegistryEvent.AliasReserved;
import io.ostiary.contract.event.RegistryEvent.BucketFreed;
import io.ostiary.contract.event.RegistryEvent.BucketReserved;
import io.ostiary.contract.event.RegistryEvent.MasterKeyRegistered;
import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.AccountReservation;
import io.ostiary.state.entity.AliasHolder;
import io.ostiary.state.entity.AliasReservation;
import io.ostiary.state.entity.BucketReservation;
import io.ostiary.state.entity.EmailReservation;
import io.ostiary.state.entity.RegisteredMasterKey;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;
import io.ostiary.state.view.Defect;

final class RegistryApplier {

    private RegistryApplier() {}

    static Changes changes(AccountView view, RegistryEvent event) {
        return switch (event) {
            case AccountReserved reserved ->
                    Changes.none()
                            .put(
                                    new AccountReservation(
                                            reserved.account(),
                                            reserved.requester(),
                                            reserved.requestId(),
                                            reserved.email(),
                                            0))
                            .put(new EmailReservation(reserved.email(), reserved.account()));
            case AccountConfirmed confirmed -> {
                AccountReservation held =
                        view.find(Table.ACCOUNT_RESERVATIONS, confirmed.account().value());
                if (held == null) {
                    throw new Defect("no reservation of " + confirmed.account());
                }
                yield Changes.none()
                        .put(
                                new AccountReservation(
                                        held.account(),
                                        held.requester(),
                                        held.requestId(),
                                        held.email(),
                                        confirmed.revision()));
            }
            case AliasReserved reserved -> {
                AccountId account = reserved.account();
                String alias = reserved.alias();
                yield withoutAlias(view, account)
                        .put(new AliasReservation(alias, account))
                        .put(new AliasHolder(account, alias, reserved.revision(), false));
            }
            case AliasRefused refused -> {
                AliasHolder holder = view.find(Table.ALIAS_HOLDERS, refused.account().value());
                String alias = holder == null ? null : holder.alias();
                yield Changes.none()
                        .put(new AliasHolder(refused.account(), alias, refused.revision(), true));
            }
            case AliasFreed freed ->
                    withoutAlias(view, freed.account())
                            .put(new AliasHolder(freed.account(), null, freed.revision(), false));
            case BucketReserved reserved ->
                    Changes.none()
                            .put(
                                    new BucketReservation(
                                            reserved.bucket(),
                                            reserved.account(),
                                            reserved.revision()));
            case BucketFreed freed ->
                    Changes.none().delete(Table.BUCKET_RESERVATIONS, freed.bucket());
            case MasterKeyRegistered registered -> {
                if (view.find(Table.MASTER_KEY, RegisteredMasterKey.KEY) != null) {
                    throw new Defect("a second master key");
                }
                yield Changes.none().put(new RegisteredMasterKey(registered.checkValue()));
            }
        };
    }

    private static Changes withoutAlias(AccountView view, AccountId account) {
        AliasHolder holder = view.find(Table.ALIAS_HOLDERS, account.value());
        String alias = holder == null ? null : holder.alias();
        return alias == null
                ? Changes.none()
                : Changes.none().delete(Table.ALIAS_RESERVATIONS, alias);
    }
}
