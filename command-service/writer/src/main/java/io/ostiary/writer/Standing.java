package io.ostiary.writer;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.HistoryCommand;
import io.ostiary.contract.command.RecordUse;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.Root;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;

/**
 * Whether the caller of a command still stands: the gateway authorized it some time ago, and
 * principal or key may have gone since. Judged by the state that the command is decided on, so that
 * nothing authorized before a revocation happens after it (A032).
 */
final class Standing {
    private Standing() {}

    static boolean holds(AccountView account, CommandEnvelope envelope) {
        Actor actor = envelope.actor();
        if (actor.kind() == Actor.Kind.SYSTEM) {
            return isTheHouses(envelope.command());
        }
        return !isTheHouses(envelope.command())
                && actor.account().equals(account.id())
                && account.isOpen()
                && isAlive(account, actor);
    }

    /** What no caller may ask for. */
    private static boolean isTheHouses(Command command) {
        return command instanceof HistoryCommand || command instanceof RecordUse;
    }

    private static boolean isAlive(AccountView account, Actor actor) {
        return switch (actor.kind()) {
            case ROOT -> isRoot(account, actor) && rootKeyIsActive(account, actor.accessKeyId());
            case ROOT_SESSION -> isRoot(account, actor);
            case USER -> {
                User user = account.userById(actor.principalId());
                yield user != null && isActive(user.credentials(), actor.accessKeyId());
            }
            case USER_SESSION -> account.userById(actor.principalId()) != null;
            case ROLE_SESSION -> account.roleById(actor.principalId()) != null;
            case SYSTEM -> false;
        };
    }

    private static boolean isRoot(AccountView account, Actor actor) {
        return actor.principalId().equals(account.id().value());
    }

    private static boolean rootKeyIsActive(AccountView account, @Nullable String accessKeyId) {
        Root root = account.find(Table.ROOT, Root.KEY);
        return root != null && isActive(root.credentials(), accessKeyId);
    }

    private static boolean isActive(Credentials credentials, @Nullable String accessKeyId) {
        Credentials.AccessKey key = accessKeyId == null ? null : credentials.accessKey(accessKeyId);
        return key != null && key.active();
    }
}
