package io.ostiary.gateway.pipeline;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.gateway.protocol.Value.StructureValue;

/**
 * A verified request whose input fits the operation's model.
 *
 * <p>INVARIANT: only {@link InputCheck} makes one.
 */
final class CheckedCall {

    private final VerifiedRequest request;
    private final StructureValue input;
    private final StructureValue asGiven;

    /**
     * @param input with a plain position in the place of a marker
     * @param asGiven as the caller sent it
     */
    CheckedCall(VerifiedRequest request, StructureValue input, StructureValue asGiven) {
        this.request = request;
        this.input = input;
        this.asGiven = asGiven;
    }

    Operation operation() {
        return request.operation();
    }

    Caller caller() {
        return request.caller();
    }

    AccountId account() {
        return request.caller().account();
    }

    RequestFacts facts() {
        return request.facts();
    }

    StructureValue input() {
        return input;
    }

    StructureValue asGiven() {
        return asGiven;
    }
}
