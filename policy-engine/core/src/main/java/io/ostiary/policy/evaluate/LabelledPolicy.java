package io.ostiary.policy.evaluate;

import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.compile.StatementIndex;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A policy and where it comes from.
 *
 * @param label shown to people who may see it: {@code identity/PolicyName}, {@code
 *     group/Developers/PolicyName}, {@code boundary/…}, {@code session/0}, {@code resource/…}
 * @param arn of a managed policy, which others may have as well; else null
 */
public record LabelledPolicy(String label, CompiledPolicy policy, @Nullable String arn) {

    public LabelledPolicy(String label, CompiledPolicy policy) {
        this(label, policy, null);
    }

    /** Of policies that count as one. */
    static StatementIndex index(List<LabelledPolicy> policies, List<LabelledPolicy> more) {
        return StatementIndex.joined(compiled(policies, more));
    }

    static List<CompiledPolicy> compiled(List<LabelledPolicy> policies, List<LabelledPolicy> more) {
        var compiled = new ArrayList<CompiledPolicy>(policies.size() + more.size());
        for (LabelledPolicy each : policies) {
            compiled.add(each.policy);
        }
        for (LabelledPolicy each : more) {
            compiled.add(each.policy);
        }
        return compiled;
    }
}
