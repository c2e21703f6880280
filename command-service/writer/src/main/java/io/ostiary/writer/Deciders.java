package io.ostiary.writer;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.UserCommand;
import io.ostiary.contract.error.CommonError;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Decider;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.rule.ManagedPolicies;
import io.ostiary.writer.rule.PolicyCheck;
import io.ostiary.writer.user.UserDecider;

/** The one way to a decision: first the caller's standing, then the rules of the family. */
public final class Deciders implements Decider {
    private final UserDecider users;

    public Deciders(ManagedPolicies managedPolicies, PolicyCheck policies) {
        this.users = new UserDecider();
    }

    @Override
    public CommandResult decide(AccountState account, CommandEnvelope envelope, Effects effects) {
        if (!Standing.holds(account, envelope)) {
            return CommandResult.rejected(CommonError.invalidClientToken());
        }
        if (envelope.command() instanceof UserCommand.CreateUser command) {
            return users.create(account, command, effects);
        }
        return CommandResult.rejected(
                new CommonError(CommonError.Kind.NOT_IMPLEMENTED, "Not implemented."));
    }
}
