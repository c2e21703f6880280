package io.ostiary.policy.compile;

import io.ostiary.policy.document.ResourceElement;
import io.ostiary.policy.request.ConditionKeys;
import io.ostiary.policy.request.ResourceName;
import io.ostiary.policy.value.CutArn;

import java.util.ArrayList;
import java.util.List;

/** Resource or NotResource. A request without ARN is matched by the star alone. */
final class ResourceMatcher {

    private final boolean negated;
    private final boolean everything;
    private final ArnPattern[] patterns;

    private ResourceMatcher(boolean negated, boolean everything, List<ArnPattern> patterns) {
        this.negated = negated;
        this.everything = everything;
        this.patterns = patterns.toArray(ArnPattern[]::new);
    }

    static ResourceMatcher of(ResourceElement element, boolean variables) {
        List<ArnPattern> patterns = new ArrayList<>();
        boolean everything = false;
        for (String pattern : element.patterns()) {
            if (pattern.equals("*")) {
                everything = true;
            } else {
                patterns.add(ArnPattern.padded(pattern, variables));
            }
        }
        return new ResourceMatcher(element.negated(), everything, patterns);
    }

    /** Whether it depends on the request what it matches. */
    boolean hasVariables() {
        for (ArnPattern pattern : patterns) {
            if (pattern.hasVariables()) {
                return true;
            }
        }
        return false;
    }

    boolean matches(ResourceName resource, ConditionKeys keys) {
        return named(resource, keys) != negated;
    }

    /** One of which every resource that matches does match; empty when there is no such bound. */
    List<ArnPattern> patterns() {
        return negated || everything ? List.of() : List.of(patterns);
    }

    /** Whether it is every resource, whatever the request. */
    boolean isEverything() {
        return everything && !negated;
    }

    private boolean named(ResourceName resource, ConditionKeys keys) {
        if (everything) {
            return true;
        }
        CutArn arn = resource.arn();
        if (arn == null) {
            return false;
        }
        for (ArnPattern pattern : patterns) {
            if (pattern.matches(arn, keys)) {
                return true;
            }
        }
        return false;
    }
}
