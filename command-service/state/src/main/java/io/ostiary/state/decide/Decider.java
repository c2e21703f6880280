package io.ostiary.state.decide;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.state.view.AccountState;

/** A command against an account. Pure: the same arguments give the same result. */
@FunctionalInterface
public interface Decider {
    CommandResult decide(AccountState account, CommandEnvelope command, Effects effects);
}
