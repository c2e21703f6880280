package io.ostiary.policy.signature;

/** What verifying comes to. */
public sealed interface VerifyOutcome permits VerifiedSignature, SignatureError {}
