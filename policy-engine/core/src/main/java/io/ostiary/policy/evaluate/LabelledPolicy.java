package io.ostiary.policy.evaluate;

import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.compile.StatementIndex;

import java.util.List;
import java.util.stream.Stream;

/**
 * A policy and where it comes from.
 *
 * @param label shown to people who may see it: {@code identity/PolicyName}, {@code
 *     group/Developers/PolicyName}, {@code boundary/…}, {@code session/0}, {@code resource/…}
 */
public record LabelledPolicy(String label, CompiledPolicy policy) {

    /** Of policies that count as one. */
    static StatementIndex index(List<LabelledPolicy> policies, List<LabelledPolicy> more) {
        return StatementIndex.joined(
                Stream.concat(policies.stream(), more.stream())
                        .map(LabelledPolicy::policy)
                        .toList());
    }
}
