package io.ostiary.policy.search;

import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.Principal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who may be asked about, with what he has of his own.
 *
 * @param policies his own and those of his groups: they count as one
 * @param boundary null when he has none
 * @param session null when there is no session, or one without policies
 * @param exempt no guard rail limits him
 */
public record Subject(
        Principal principal,
        List<LabelledPolicy> policies,
        @Nullable LabelledPolicy boundary,
        @Nullable List<LabelledPolicy> session,
        boolean exempt) {
    public Subject {
        policies = List.copyOf(policies);
        session = session == null ? null : List.copyOf(session);
    }

    public static Subject of(Principal principal, PolicySet policies, boolean exempt) {
        var own = new ArrayList<LabelledPolicy>(policies.identity());
        own.addAll(policies.groups());
        return new Subject(principal, own, policies.boundary(), policies.session(), exempt);
    }

    boolean isBounded() {
        return boundary != null;
    }

    /** Whether identity policies and boundary are asked. */
    boolean livesByPolicies() {
        return !principal.hasRootsRights() && !principal.kind().isWithoutIdentity();
    }
}
