package io.ostiary.gateway.pipeline;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.gateway.protocol.Value.StructureValue;

/**
 * A call that may happen: the engine allowed it, or it is an STS call, which the engine judges when
 * it answers.
 *
 * <p>INVARIANT: only {@link Authorizer} makes one, and nothing executes anything else.
 */
final class AuthorizedCall {

    private final CheckedCall call;

    AuthorizedCall(CheckedCall call) {
        this.call = call;
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
