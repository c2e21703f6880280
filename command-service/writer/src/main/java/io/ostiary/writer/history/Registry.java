package io.ostiary.writer.history;

import static io.ostiary.state.decide.CommandResult.accepted;

import io.ostiary.contract.command.HistoryCommand.ConfirmReservation;
import io.ostiary.contract.command.HistoryCommand.NewAccount;
import io.ostiary.contract.command.HistoryCommand.RegisterMasterKey;
import io.ostiary.contract.command.HistoryCommand.ReserveAccount;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.RegistryEvent.AccountConfirmed;
import io.ostiary.contract.event.RegistryEvent.AccountReserved;
import io.ostiary.contract.event.RegistryEvent.MasterKeyRegistered;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Names;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.entity.AccountReservation;
import io.ostiary.state.entity.RegisteredMasterKey;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The history that knows which account ids and e-mail addresses are taken, and which master key is
 * the house's.
 */
final class Registry {
    // CreateAccountFailureReason of the Organizations model.
    private static final String EMAIL_TAKEN = "EMAIL_ALREADY_EXISTS";
    private static final String ID_TAKEN = "INTERNAL_FAILURE";

    private Registry() {}

    static CommandResult reserve(AccountState registry, ReserveAccount command) {
        NewAccount wanted = command.account();
        AccountReservation held = registry.find(Table.ACCOUNT_RESERVATIONS, wanted.id().value());
        if (held != null && held.requestId().equals(command.requestId())) {
            // Asked again. While it is not confirmed, our own question to the new account is
            // pending and the answer will follow from it.
            return held.confirmed()
                    ? accepted(
                            null,
                            FollowUps.ready(
                                    command.requestId(),
                                    command.requester(),
                                    wanted.id(),
                                    held.openRevision()))
                    : accepted();
        }
        String reason = refusal(registry, held, wanted);
        if (reason != null) {
            return accepted(
                    null,
                    FollowUps.refused(
                            command.requestId(), command.requester(), wanted.id(), reason));
        }
        return accepted(
                new AccountReserved(
                        command.requestId(), command.requester(), wanted.id(), wanted.email()),
                FollowUps.open(command.requestId(), command.requester(), wanted));
    }

    private static @Nullable String refusal(
            AccountState registry, @Nullable AccountReservation held, NewAccount wanted) {
        if (held != null || wanted.id().equals(AccountId.REGISTRY)) {
            return ID_TAKEN;
        }
        return registry.find(Table.EMAIL_RESERVATIONS, Names.key(wanted.email())) != null
                ? EMAIL_TAKEN
                : null;
    }

    static CommandResult confirm(AccountState registry, ConfirmReservation command) {
        AccountReservation held =
                registry.find(Table.ACCOUNT_RESERVATIONS, command.account().value());
        if (held == null || !held.requestId().equals(command.requestId()) || held.confirmed()) {
            return accepted();
        }
        var events = new ArrayList<Event>(4);
        events.add(new AccountConfirmed(command.account(), command.revision()));
        events.add(FollowUps.openAnswered(command.requestId()));
        events.addAll(
                FollowUps.ready(
                        command.requestId(),
                        held.requester(),
                        command.account(),
                        command.revision()));
        return accepted(null, events);
    }

    /** The first one wins: everything that is sealed later is sealed under it. */
    static CommandResult registerMasterKey(AccountState registry, RegisterMasterKey command) {
        RegisteredMasterKey held = registry.find(Table.MASTER_KEY, RegisteredMasterKey.KEY);
        if (held == null) {
            return accepted(null, List.of(new MasterKeyRegistered(command.checkValue())));
        }
        return held.checkValue().equals(command.checkValue())
                ? accepted()
                : CommandResult.rejected(
                        CommonError.validation("Another master key is registered."));
    }
}
