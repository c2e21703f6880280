package io.ostiary.gateway.pipeline;

import io.ostiary.contract.command.Judgement;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.gateway.protocol.Value.StructureValue;

import java.util.List;

/**
 * A call that may happen: the engine allowed it, or it is an STS call, which the engine judges when
 * it answers.
 *
 * <p>INVARIANT: only {@link Authorizer} makes one, and nothing executes anything else.
 */
final class AuthorizedCall {

    private final CheckedCall call;
    private final long judgedAt;

    /**
     * @param judgedAt the revision of the caller's account at which the engine allowed it
     */
    AuthorizedCall(CheckedCall call, long judgedAt) {
        this.call = call;
        this.judgedAt = judgedAt;
    }

    /** What was allowed: to be authorized again where that does not hold any more. */
    CheckedCall call() {
        return call;
    }

    Judgement judgement() {
        Caller.Session session = caller().session();
        return new Judgement(judgedAt, session == null ? List.of() : session.managedPolicies());
    }

    Operation operation() {
        return call.operation();
    }

    Caller caller() {
        return call.caller();
    }

    AccountId account() {
        return call.account();
    }

    RequestFacts facts() {
        return call.facts();
    }

    StructureValue input() {
        return call.input();
    }

    StructureValue asGiven() {
        return call.asGiven();
    }
}
