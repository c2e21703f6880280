package io.ostiary.writer.heldcredential;

import static io.ostiary.state.decide.CommandResult.accepted;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.event.HeldCredentialEvent.HeldCredentialDeleted;
import io.ostiary.contract.event.HeldCredentialEvent.HeldCredentialStatusSet;
import io.ostiary.contract.event.HeldCredentialEvent.Kind;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.entity.HeldCredential;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.rule.Lookup;
import io.ostiary.writer.rule.Owner;
import io.ostiary.writer.rule.Status;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * What one can do alike with each kind of what an owner holds.
 *
 * @param missing AWS's text about an id that the owner does not have
 */
record HeldCredentials<E extends HeldCredential>(
        Kind kind, Table<E> table, UnaryOperator<String> missing) {

    List<E> of(AccountState account, Owner owner) {
        var held = new ArrayList<E>();
        account.scan(table, HeldCredential.prefix(owner.id())).forEach(held::add);
        return held;
    }

    /** One is only ever found at its owner: another user's is as unknown as none (A089). */
    CommandResult on(
            AccountState account,
            Actor actor,
            @Nullable String userName,
            String id,
            BiFunction<Owner, E, CommandResult> rule) {
        return Owner.of(account, actor, userName)
                .then(
                        owner ->
                                Lookup.of(
                                                account.find(
                                                        table, HeldCredential.key(owner.id(), id)),
                                                new NoSuchEntity(missing.apply(id)))
                                        .then(found -> rule.apply(owner, found)));
    }

    CommandResult setStatus(
            AccountState account,
            Actor actor,
            @Nullable String userName,
            String id,
            String status) {
        return on(
                account,
                actor,
                userName,
                id,
                (owner, found) -> Status.active(status).then(active -> set(owner, found, active)));
    }

    private CommandResult set(Owner owner, E found, boolean active) {
        return active == found.active()
                ? accepted()
                : accepted(new HeldCredentialStatusSet(owner.id(), kind, found.id(), active));
    }

    CommandResult delete(AccountState account, Actor actor, @Nullable String userName, String id) {
        return on(
                account,
                actor,
                userName,
                id,
                (owner, found) ->
                        accepted(new HeldCredentialDeleted(owner.id(), kind, found.id())));
    }
}
