package io.ostiary.gateway.pipeline;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.port.Engine;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.gateway.model.Protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Asks the engine who signed. The body's hash is always computed from the bytes received (A011),
 * but for what S3 lets go unsigned ({@link S3Body}).
 */
final class Authenticator {

    private static final HexFormat HEX = HexFormat.of();
    private static final String EMPTY_SHA256 =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final Engine engine;
    private final Throttle accounts;
    private final String region;

    Authenticator(Engine engine, Throttle accounts, String region) {
        this.engine = engine;
        this.accounts = accounts;
        this.region = region;
    }

    void authenticate(
            DispatchedRequest request, Exchange exchange, Consumer<VerifiedRequest> next) {
        ReceivedRequest received = request.received();
        SignedRequest signed =
                new SignedRequest(
                        received.method(),
                        received.rawPath(),
                        received.rawQuery(),
                        received.headers(),
                        bodyHash(received),
                        request.operation().signingName());
        exchange.await(
                engine.authenticate(signed),
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
        if (!accounts.admits(verified.caller().account().value())) {
            exchange.refuse(Pipeline.THROTTLED);
            return;
        }
        ReceivedRequest received = request.received();
        next.accept(
                new VerifiedRequest(
                        request,
                        verified.caller(),
                        new RequestFacts(
                                exchange.requestId(),
                                received.sourceIp(),
                                received.secureTransport(),
                                received.header("user-agent"),
                                received.header("referer"),
                                region),
                        verified.signedHeaders()));
    }

    private static String bodyHash(ReceivedRequest received) {
        String unsigned =
                received.protocol() == Protocol.REST_XML ? S3Body.unsigned(received) : null;
        return unsigned == null ? sha256(received.body()) : unsigned;
    }

    private static String sha256(byte[] body) {
        if (body.length == 0) {
            return EMPTY_SHA256;
        }
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }
}
