package io.ostiary.writer.history;

import io.ostiary.contract.command.HistoryCommand.NewAccount;
import io.ostiary.contract.command.HistoryCommand.OpenAccount;
import io.ostiary.contract.command.HistoryCommand.RootKey;
import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.AttachmentEvent.PolicyAttached;
import io.ostiary.contract.event.CredentialEvent.AccessKeyCreated;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.RoleEvent.RoleCreated;
import io.ostiary.contract.event.RoleEvent.TrustPolicy;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.Account;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.role.RoleDecider;
import io.ostiary.writer.rule.Paths;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An account comes into being, with all that it begins with. */
final class Opening {
    private static final String ADMINISTRATOR_ACCESS =
            "arn:aws:iam::aws:policy/AdministratorAccess";

    /** What AWS writes into the access role (Organizations User Guide, "Accessing accounts"). */
    private static final String TRUST =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
            "Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}]}\
            """;

    private Opening() {}

    static CommandResult open(AccountState account, OpenAccount command, Effects effects) {
        NewAccount wanted = command.account();
        if (!wanted.id().equals(account.id())) {
            return CommandResult.accepted();
        }
        Account open = account.account();
        if (open != null) {
            // Asked again: answered again, by a later revision if there is one, since it is open
            // then as well. By another request: the registry never asks for that.
            return CommandResult.accepted(
                    null,
                    open.openedBy().equals(command.requestId())
                            ? FollowUps.confirm(
                                    command.requestId(), account.id(), account.revision())
                            : List.of());
        }
        // The key comes first: what follows is sealed under it.
        effects.secrets().newAccountKey(account.id());
        var events = new ArrayList<Event>();
        events.add(
                new AccountOpened(
                        command.requestId(),
                        account.id(),
                        wanted.name(),
                        wanted.email(),
                        wanted.managementAccount(),
                        effects.now()));
        RootKey rootKey = wanted.rootKey();
        if (rootKey != null) {
            events.add(rootKey(account.id(), rootKey, effects));
        }
        AccountId management = wanted.managementAccount();
        String roleName = wanted.accessRoleName();
        if (management != null && roleName != null) {
            events.addAll(accessRole(roleName, management, effects));
        }
        long revision = account.revision() + events.size();
        events.addAll(FollowUps.confirm(command.requestId(), account.id(), revision));
        return new CommandResult.Accepted(
                null, events, CommandResult.KeyChange.DRAWN, new CommandResult.Told.Sender());
    }

    private static Event rootKey(AccountId account, RootKey key, Effects effects) {
        return new AccessKeyCreated(
                new EntityId(EntityKind.ROOT, account.value()),
                key.accessKeyId(),
                effects.secrets().keep(account, key.accessKeyId(), key.secret()),
                effects.now());
    }

    private static List<Event> accessRole(String name, AccountId management, Effects effects) {
        String id = effects.ids().next(IdPrefix.ROLE);
        var trust = new TrustPolicy(TRUST.formatted(Arn.root(management)), Map.of());
        return List.of(
                new RoleCreated(
                        id,
                        name,
                        Paths.ROOT,
                        null,
                        RoleDecider.DEFAULT_SESSION_SECONDS,
                        trust,
                        effects.now()),
                new PolicyAttached(new EntityId(EntityKind.ROLE, id), ADMINISTRATOR_ACCESS));
    }
}
