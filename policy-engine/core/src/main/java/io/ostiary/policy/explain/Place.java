package io.ostiary.policy.explain;

import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.compile.StatementIndex;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicyLayer;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.AuthorizationRequest;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a policy stands among those of a request.
 *
 * @param level of a guard rail, from the organization's root down, from 0; else 0
 * @param position among the policies of its level or list, from 0
 * @param ofGroup whether the user has it from a group
 */
record Place(PolicyLayer layer, int level, int position, boolean ofGroup, LabelledPolicy policy) {

    /** Every policy that has a word in a request. */
    static List<Place> all(AuthorizationRequest request, PolicySet policies) {
        boolean identified = !request.principal().kind().isWithoutIdentity();
        var places = new ArrayList<Place>();
        levels(PolicyLayer.RCP, policies.guardrails().rcp(), places);
        if (identified) {
            levels(PolicyLayer.SCP, policies.guardrails().scp(), places);
        }
        if (identified && !request.principal().hasRootsRights()) {
            list(PolicyLayer.IDENTITY, 0, false, policies.identity(), places);
            list(PolicyLayer.IDENTITY, 0, true, policies.groups(), places);
            one(PolicyLayer.BOUNDARY, policies.boundary(), places);
        }
        List<LabelledPolicy> session = policies.session();
        if (identified && session != null) {
            list(PolicyLayer.SESSION, 0, false, session, places);
        }
        one(PolicyLayer.RESOURCE, policies.resource(), places);
        return places;
    }

    private static void levels(
            PolicyLayer layer, List<List<LabelledPolicy>> levels, List<Place> places) {
        for (int level = 0; level < levels.size(); level++) {
            list(layer, level, false, levels.get(level), places);
        }
    }

    private static void list(
            PolicyLayer layer,
            int level,
            boolean ofGroup,
            List<LabelledPolicy> policies,
            List<Place> places) {
        for (int i = 0; i < policies.size(); i++) {
            places.add(new Place(layer, level, i, ofGroup, policies.get(i)));
        }
    }

    private static void one(
            PolicyLayer layer, @Nullable LabelledPolicy policy, List<Place> places) {
        if (policy != null) {
            places.add(new Place(layer, 0, 0, false, policy));
        }
    }

    /** Whether a change here concerns more principals than the one who asks. */
    boolean isShared() {
        return switch (layer) {
            case RCP, SCP, RESOURCE -> true;
            case IDENTITY, BOUNDARY, SESSION -> ofGroup || policy.arn() != null;
        };
    }

    /** The same policies with another one here. */
    PolicySet put(PolicySet set, CompiledPolicy changed) {
        var here = new LabelledPolicy(policy.label(), changed, policy.arn());
        Guardrails rails = set.guardrails();
        List<LabelledPolicy> session = set.session();
        return switch (layer) {
            case RCP ->
                    set.withGuardrails(
                            new Guardrails(rails.scp(), replaced(rails.rcp(), level, here)));
            case SCP ->
                    set.withGuardrails(
                            new Guardrails(replaced(rails.scp(), level, here), rails.rcp()));
            case IDENTITY ->
                    new PolicySet(
                            ofGroup ? set.identity() : replaced(set.identity(), here),
                            ofGroup ? replaced(set.groups(), here) : set.groups(),
                            set.boundary(),
                            session,
                            set.resource(),
                            rails);
            case BOUNDARY -> set.withBoundary(here);
            case SESSION ->
                    set.withSession(
                            replaced(session == null ? List.of() : session, here),
                            StatementIndex::joined);
            case RESOURCE -> set.withResource(here.label(), changed);
        };
    }

    private List<List<LabelledPolicy>> replaced(
            List<List<LabelledPolicy>> levels, int at, LabelledPolicy by) {
        var changed = new ArrayList<>(levels);
        changed.set(at, replaced(levels.get(at), by));
        return changed;
    }

    private List<LabelledPolicy> replaced(List<LabelledPolicy> policies, LabelledPolicy by) {
        var changed = new ArrayList<>(policies);
        changed.set(position, by);
        return changed;
    }
}
