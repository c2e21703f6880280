package io.ostiary.gateway.pipeline;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.Judgement;
import io.ostiary.contract.command.RecordUse;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.RequestFacts;

import java.time.Instant;
import java.util.Map;

/**
 * That a verified request used its caller's credential, ready to be told to the history of the
 * caller's account. It needs no authorization: the house says it, and the caller cannot choose what
 * it says.
 *
 * <p>INVARIANT: only {@link CredentialUses} makes one, of a caller that the engine verified.
 */
public final class VerifiedUse {

    /** Who awaits the outcome. */
    private static final String NOBODY = "";

    /** Behind the request's id: the request may send a command of its own, under that. */
    private static final String USE = "/use";

    private final AccountId account;
    private final String requestId;
    private final RecordUse command;

    VerifiedUse(
            Caller caller, RequestFacts facts, String service, String credentialId, Instant at) {
        this.account = caller.account();
        this.requestId = facts.requestId() + USE;
        this.command = new RecordUse(credentialId, service, facts.region(), at);
    }

    public AccountId account() {
        return account;
    }

    public RecordUse command() {
        return command;
    }

    /** As it travels. */
    public CommandEnvelope envelope(Instant deadline) {
        return new CommandEnvelope(
                account,
                requestId,
                NOBODY,
                deadline,
                Actor.system(account),
                Judgement.HOUSE,
                Map.of(),
                null,
                command);
    }
}
