package io.ostiary.engine.decide;

import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.port.Decisions.VerifiedSigner;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.port.PayloadMode;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.engine.authenticate.Authenticator;
import io.ostiary.engine.decide.AskingRights.SignedFor;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.policy.signature.ParsedSignature;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Set;

/**
 * Verifies a request that an asking service received, as if it had come to us. Requests to our own
 * services are refused whoever hands them over: what was signed for us is no other's to use.
 */
final class SignedSubjects {

    private static final Set<String> OURS = Set.of("iam", "sts", "organizations", "ostiary");

    private final Authenticator authenticator;

    SignedSubjects(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /**
     * Who signed, for which service and host, and what the asker is told of it.
     *
     * @param announced the headers that come behind a streamed body
     */
    record Verified(
            Caller caller,
            SignedFor signedFor,
            ParsedSignature signature,
            String announced,
            VerifiedSigner told) {

        /** With what the asker hands back when chunks come. */
        VerifiedSigner told(@Nullable String continuation) {
            return new VerifiedSigner(
                    told.account(),
                    told.arn(),
                    told.userId(),
                    told.signedHeaders(),
                    told.signature(),
                    told.payload(),
                    continuation);
        }
    }

    Verified verify(EngineSnapshot snapshot, Subject.Signer signer, Instant now)
            throws Unanswerable {
        SignedRequest request = signer.request();
        if (OURS.contains(request.service())) {
            throw Unanswerable.invalid(
                    "A request to the service " + request.service() + " is not verified here.");
        }
        String host = null;
        for (SignedRequest.Header header : request.headers()) {
            if (header.name().equalsIgnoreCase("host")) {
                if (host != null) {
                    throw Unanswerable.invalid("The signed request has two hosts.");
                }
                host = header.value();
            }
        }
        if (host == null) {
            throw Unanswerable.invalid("The signed request has no host.");
        }
        return switch (authenticator.authenticate(snapshot, request, now)) {
            case Authentication.Refused refused -> throw new Unanswerable(refused.error());
            case Authentication.Verified verified -> {
                ParsedSignature signature = Authenticator.signature(request);
                yield new Verified(
                        verified.caller(),
                        new SignedFor(request.service(), host),
                        signature,
                        SignedChunks.announced(request.headers()),
                        new VerifiedSigner(
                                verified.caller().account().value(),
                                verified.caller().arn(),
                                verified.caller().userId(),
                                verified.signedHeaders().stream().sorted().toList(),
                                signature.signature().hex(),
                                PayloadMode.of(request.bodySha256()),
                                null));
            }
        };
    }
}
