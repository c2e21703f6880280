package io.ostiary.policy.explain;

import io.ostiary.policy.compile.CompiledStatement;
import io.ostiary.policy.compile.Grant;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicyLayer;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.explain.Explanation.Applied;
import io.ostiary.policy.request.AuthorizationRequest;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Says why. The decision is the evaluator's own; this only collects what applied. */
public final class Explainer {

    private Explainer() {}

    public static Explanation explain(AuthorizationRequest request, PolicySet policies) {
        List<Applied> applied = new ArrayList<>();
        boolean bounded = policies.boundary() != null;
        for (List<LabelledPolicy> level : policies.guardrails().rcp()) {
            for (LabelledPolicy policy : level) {
                collect(PolicyLayer.RCP, policy, request, bounded, applied);
            }
        }
        if (!request.principal().kind().isWithoutIdentity()) {
            for (List<LabelledPolicy> level : policies.guardrails().scp()) {
                for (LabelledPolicy policy : level) {
                    collect(PolicyLayer.SCP, policy, request, bounded, applied);
                }
            }
        }
        if (!request.principal().hasRootsRights()
                && !request.principal().kind().isWithoutIdentity()) {
            for (LabelledPolicy policy : policies.identity()) {
                collect(PolicyLayer.IDENTITY, policy, request, bounded, applied);
            }
            for (LabelledPolicy policy : policies.groups()) {
                collect(PolicyLayer.IDENTITY, policy, request, bounded, applied);
            }
            collect(PolicyLayer.BOUNDARY, policies.boundary(), request, bounded, applied);
        }
        List<LabelledPolicy> session = policies.session();
        if (session != null && !request.principal().kind().isWithoutIdentity()) {
            for (LabelledPolicy policy : session) {
                collect(PolicyLayer.SESSION, policy, request, bounded, applied);
            }
        }
        collect(PolicyLayer.RESOURCE, policies.resource(), request, bounded, applied);
        return new Explanation(Evaluator.evaluate(request, policies), applied);
    }

    private static void collect(
            PolicyLayer layer,
            @Nullable LabelledPolicy policy,
            AuthorizationRequest request,
            boolean bounded,
            List<Applied> applied) {
        if (policy == null) {
            return;
        }
        for (CompiledStatement statement : policy.policy().statements()) {
            if (statement.applies(request, bounded) != Grant.NONE) {
                String sid = statement.sid();
                applied.add(
                        new Applied(
                                layer,
                                policy.label(),
                                sid == null || sid.isEmpty()
                                        ? Integer.toString(statement.index())
                                        : sid,
                                statement.effect()));
            }
        }
    }
}
