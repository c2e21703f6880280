package io.ostiary.policy.signature;

/** Proof that the request was signed with the key that was given; only the verifier makes one. */
public final class VerifiedSignature implements VerifyOutcome {

    private final ParsedSignature signature;

    VerifiedSignature(ParsedSignature signature) {
        this.signature = signature;
    }

    public ParsedSignature signature() {
        return signature;
    }
}
