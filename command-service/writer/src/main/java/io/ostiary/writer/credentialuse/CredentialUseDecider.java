package io.ostiary.writer.credentialuse;

import static io.ostiary.state.decide.CommandResult.accepted;

import io.ostiary.contract.command.RecordUse;
import io.ostiary.contract.event.CredentialEvent.CredentialUsed;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.LastUse;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountState;

import java.time.Instant;

/**
 * What is kept of the use of a credential: the first of a quarter of an hour. Gateways do not know
 * of each other, and a credential may be gone by now: what does not count is passed over without an
 * event, and nobody hears of it.
 */
public final class CredentialUseDecider {

    public CommandResult decide(AccountState account, RecordUse command, Effects effects) {
        // A gateway's clock may be ahead of ours; nothing happens after it was recorded.
        Instant at = command.at().isAfter(effects.now()) ? effects.now() : command.at();
        LastUse known = account.lastUse(command.credentialId());
        return !isThere(account, command.credentialId())
                        || (known != null && at.isBefore(known.at().plus(RecordUse.SPAN)))
                ? accepted()
                : accepted(
                        new CredentialUsed(
                                command.credentialId(), command.service(), command.region(), at));
    }

    /** Of a user or of root the id stands for the password. */
    private static boolean isThere(AccountState account, String credentialId) {
        return switch (account.byId(credentialId)) {
            case Role _ -> true;
            case User user when user.id().equals(credentialId) -> hasPassword(user.credentials());
            case User user -> user.credentials().accessKey(credentialId) != null;
            case null, default -> isOfRoot(account, credentialId);
        };
    }

    private static boolean isOfRoot(AccountState account, String credentialId) {
        Credentials root =
                account.credentialsOf(new EntityId(EntityKind.ROOT, account.id().value()));
        return root != null
                && (root.accessKey(credentialId) != null
                        || (credentialId.equals(account.id().value()) && hasPassword(root)));
    }

    private static boolean hasPassword(Credentials credentials) {
        return credentials.loginProfile() != null;
    }
}
