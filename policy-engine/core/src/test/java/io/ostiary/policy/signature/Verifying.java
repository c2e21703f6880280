package io.ostiary.policy.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ostiary.policy.signature.SignatureError.Code;

import java.time.Instant;

/** Puts a request through parser and verifier, as IAM would. */
final class Verifying {

    /** The second at which {@link TestSigner} signs unless told otherwise. */
    static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

    static final String BODY = "Action=GetUser&Version=2010-05-08";

    private Verifying() {}

    static void assertMessage(String message, ReceivedRequest request) {
        assertEquals(message, refusal(request, NOW).message());
    }

    static void assertRefused(Code code, ReceivedRequest request) {
        assertRefused(code, request, NOW);
    }

    static void assertRefused(Code code, ReceivedRequest request, Instant now) {
        assertEquals(code, refusal(request, now).code());
    }

    static SignatureError refusal(ReceivedRequest request, Instant now) {
        return switch (SignatureParser.parse(request)) {
            case SignatureError error -> error;
            case ParsedSignature parsed ->
                    assertInstanceOf(
                            SignatureError.class,
                            SignatureVerifier.verify(
                                    request, parsed, key(parsed), now, ServiceRules.IAM));
        };
    }

    static ParsedSignature assertVerified(ReceivedRequest request, Instant now) {
        ParsedSignature parsed =
                assertInstanceOf(ParsedSignature.class, SignatureParser.parse(request));
        VerifyOutcome outcome =
                SignatureVerifier.verify(request, parsed, key(parsed), now, ServiceRules.IAM);
        return assertInstanceOf(VerifiedSignature.class, outcome, outcome::toString).signature();
    }

    static SigningKey key(ParsedSignature parsed) {
        return SigningKey.derive(
                TestSigner.SECRET, parsed.date(), parsed.region(), parsed.service());
    }
}
