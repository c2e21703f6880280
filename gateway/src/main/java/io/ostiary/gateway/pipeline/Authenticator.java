package io.ostiary.gateway.pipeline;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.gateway.model.Protocol;

import java.util.function.Consumer;

/** Who signed an AWS request. */
final class Authenticator {

    private final Gate gate;

    Authenticator(Gate gate) {
        this.gate = gate;
    }

    void authenticate(
            DispatchedRequest request, Exchange exchange, Consumer<VerifiedRequest> next) {
        exchange.await(
                gate.signer(request.received(), request.operation().signingName()),
                answer -> {
                    switch (answer) {
                        case Authentication.Verified verified ->
                                verified(request, verified, exchange, next);
                        case Authentication.Refused refused -> exchange.refuse(refused.error());
                    }
                });
    }

    private void verified(
            DispatchedRequest request,
            Authentication.Verified verified,
            Exchange exchange,
            Consumer<VerifiedRequest> next) {
        // The one header that is read past the verifier names the operation (A003).
        if (exchange.protocol() == Protocol.JSON_1_1
                && !verified.signedHeaders().contains(ReceivedRequest.TARGET)) {
            exchange.refuse(
                    CommonError.accessDenied(
                            "The header '" + ReceivedRequest.TARGET + "' must be signed."));
            return;
        }
        if (!gate.admitsAccount(verified.caller().account())) {
            exchange.refuse(Pipeline.THROTTLED);
            return;
        }
        next.accept(
                new VerifiedRequest(
                        request,
                        verified.caller(),
                        gate.facts(request.received(), exchange.requestId()),
                        verified.signedHeaders()));
    }
}
