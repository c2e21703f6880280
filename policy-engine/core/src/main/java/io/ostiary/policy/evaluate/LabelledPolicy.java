package io.ostiary.policy.evaluate;

import io.ostiary.policy.compile.CompiledPolicy;

/**
 * A policy and where it comes from.
 *
 * @param label shown to people who may see it: {@code identity/PolicyName}, {@code
 *     group/Developers/PolicyName}, {@code boundary/…}, {@code session/0}, {@code resource/…}
 */
public record LabelledPolicy(String label, CompiledPolicy policy) {}
