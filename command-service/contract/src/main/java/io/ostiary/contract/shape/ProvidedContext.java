package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

/** STS API, ProvidedContext. */
public record ProvidedContext(@Nullable String contextAssertion, @Nullable String providerArn) {}
