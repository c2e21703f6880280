package io.ostiary.gateway.pipeline;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.SealedSecret;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * A command of an authorized call, ready to be sent to the history of its caller's account.
 *
 * <p>INVARIANT: only {@link CommandExecution} makes one, from an {@link AuthorizedCall}; a {@link
 * CommandSender} takes nothing else. So no command leaves the gateway unauthorized.
 */
public final class AuthorizedCommand {

    private final AuthorizedCall call;
    private final Command command;
    private final Map<String, String> principals;
    private final @Nullable SealedSecret replyKey;

    AuthorizedCommand(
            AuthorizedCall call,
            Command command,
            Map<String, String> principals,
            @Nullable SealedSecret replyKey) {
        this.call = call;
        this.command = command;
        this.principals = Map.copyOf(principals);
        this.replyKey = replyKey;
    }

    public AccountId account() {
        return call.account();
    }

    public String requestId() {
        return call.facts().requestId();
    }

    /** As it travels. */
    public CommandEnvelope envelope(String gateway, Instant deadline) {
        Actor actor = call.caller().actor();
        return new CommandEnvelope(
                account(),
                requestId(),
                gateway,
                deadline,
                actor,
                call.judgement(),
                principals,
                replyKey,
                command);
    }

    @Override
    public String toString() {
        return "AuthorizedCommand[" + call.operation().model() + "]";
    }
}
