package io.ostiary.policy.signature;

/** What reading a request's credential comes to. */
public sealed interface ParseOutcome permits ParsedSignature, SignatureError {}
