package io.ostiary.writer.rule;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.Subject;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.Root;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;

/**
 * Whose credentials a command speaks of. A name that is left out means the caller; a role has no
 * credentials of its own (wire traps, 12).
 *
 * @param name of the user; {@link #ROOT_NAME} for root
 */
public record Owner(EntityId id, String name, Credentials credentials) {
    /** What stands for a user name in answers about root's keys. */
    public static final String ROOT_NAME = "root";

    public static Lookup<Owner> of(AccountView account, Actor actor, @Nullable String userName) {
        if (userName != null) {
            User user = account.userNamed(userName);
            return user == null
                    ? Lookup.refused(NoSuchEntity.named(Subject.USER, userName))
                    : Lookup.found(of(user));
        }
        User caller = actor.isUser() ? account.userById(actor.principalId()) : null;
        if (caller != null) {
            return Lookup.found(of(caller));
        }
        Root root = actor.isRoot() ? account.find(Table.ROOT, Root.KEY) : null;
        return root == null
                ? Lookup.refused(mustNameUser())
                : Lookup.found(
                        new Owner(
                                new EntityId(EntityKind.ROOT, account.id().value()),
                                ROOT_NAME,
                                root.credentials()));
    }

    public static CommonError mustNameUser() {
        return CommonError.validation(
                "Must specify userName when calling with non-User credentials");
    }

    public boolean isRoot() {
        return id.kind() == EntityKind.ROOT;
    }

    private static Owner of(User user) {
        return new Owner(user.entityId(), user.name(), user.credentials());
    }
}
