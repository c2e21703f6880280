package io.ostiary.writer.history;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.decided;

import io.ostiary.contract.command.HistoryCommand.AliasGranted;
import io.ostiary.contract.command.HistoryCommand.AliasReleased;
import io.ostiary.contract.command.HistoryCommand.AliasTaken;
import io.ostiary.contract.command.HistoryCommand.ReleaseAlias;
import io.ostiary.contract.command.HistoryCommand.ReserveAlias;
import io.ostiary.contract.error.IamError.EntityAlreadyExists;
import io.ostiary.contract.event.AccountEvent.AliasSet;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.RegistryEvent.AliasFreed;
import io.ostiary.contract.event.RegistryEvent.AliasRefused;
import io.ostiary.contract.event.RegistryEvent.AliasReserved;
import io.ostiary.contract.id.AccountId;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.entity.AccountAlias;
import io.ostiary.state.entity.AliasHolder;
import io.ostiary.state.entity.AliasReservation;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Account aliases are unique in the house: the registry grants them. What an account wishes may
 * come twice, and an older wish after a newer one: the revision by which it wished tells, and what
 * was decided once is answered again.
 */
final class Aliases {

    private Aliases() {}

    static CommandResult reserve(AccountState registry, ReserveAlias wish) {
        AliasHolder holder = holder(registry, wish.account());
        if (holder != null && holder.revision() >= wish.revision()) {
            boolean refused = holder.refused() && holder.revision() == wish.revision();
            return accepted(
                    null, refused ? FollowUps.aliasTaken(wish) : FollowUps.aliasGranted(wish));
        }
        AliasReservation taken = registry.find(Table.ALIAS_RESERVATIONS, wish.alias());
        boolean refused = taken != null && !taken.account().equals(wish.account());
        var events = new ArrayList<Event>();
        events.add(
                refused
                        ? new AliasRefused(wish.account(), wish.revision())
                        : new AliasReserved(wish.account(), wish.alias(), wish.revision()));
        events.addAll(refused ? FollowUps.aliasTaken(wish) : FollowUps.aliasGranted(wish));
        return accepted(null, events);
    }

    static CommandResult release(AccountState registry, ReleaseAlias wish) {
        AliasHolder holder = holder(registry, wish.account());
        var events = new ArrayList<Event>();
        if (holder == null || holder.revision() < wish.revision()) {
            events.add(new AliasFreed(wish.account(), wish.revision()));
        }
        events.addAll(FollowUps.aliasReleased(wish));
        return accepted(null, events);
    }

    private static @Nullable AliasHolder holder(AccountState registry, AccountId account) {
        return registry.find(Table.ALIAS_HOLDERS, account.value());
    }

    static CommandResult granted(AccountState account, AliasGranted answer) {
        if (!isPending(account, FollowUps.reserveAliasId(answer.awaited().requestId()))) {
            return accepted();
        }
        var events = new ArrayList<Event>();
        AccountAlias held = account.alias();
        if (held == null || held.revision() < answer.revision()) {
            events.add(new AliasSet(answer.alias(), answer.revision()));
        }
        events.add(FollowUps.reserveAliasAnswered(answer.awaited().requestId()));
        return decided(answer.awaited(), null, events);
    }

    static CommandResult taken(AccountState account, AliasTaken answer) {
        return isPending(account, FollowUps.reserveAliasId(answer.awaited().requestId()))
                ? decided(
                        answer.awaited(),
                        EntityAlreadyExists.alias(answer.alias()),
                        List.of(FollowUps.reserveAliasAnswered(answer.awaited().requestId())))
                : accepted();
    }

    static CommandResult released(AccountState account, AliasReleased answer) {
        return isPending(account, FollowUps.releaseAliasId(answer.requestId()))
                ? accepted(FollowUps.releaseAliasAnswered(answer.requestId()))
                : accepted();
    }

    private static boolean isPending(AccountState account, String id) {
        return account.find(Table.PENDING_FOLLOW_UPS, id) != null;
    }
}
