package io.ostiary.policy.explain;

import io.ostiary.policy.compile.CompiledStatement;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.AuthorizationRequest;

import java.util.ArrayList;
import java.util.List;

/** Says why. The decision is the evaluator's own; this only tells what came of each statement. */
public final class Explainer {

    private Explainer() {}

    public static Explanation explain(AuthorizationRequest request, PolicySet policies) {
        List<Finding> findings = new ArrayList<>();
        boolean bounded = policies.boundary() != null;
        for (Place place : Place.all(request, policies)) {
            for (CompiledStatement statement : place.policy().policy().statements()) {
                findings.add(
                        new Finding(
                                place.layer(),
                                place.level(),
                                place.policy(),
                                statement,
                                statement.firstUnmet(request, bounded)));
            }
        }
        return new Explanation(Evaluator.evaluate(request, policies), findings);
    }
}
