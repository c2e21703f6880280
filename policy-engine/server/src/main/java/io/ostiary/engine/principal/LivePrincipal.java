package io.ostiary.engine.principal;

import io.ostiary.contract.port.Caller;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.Principal;
import io.ostiary.state.entity.Attachable;

import org.jspecify.annotations.Nullable;

/**
 * A caller whose user or role still exists in the snapshot, with the policies that apply to it.
 *
 * @param entity the user, or the role of a session; null for root
 * @param policies of the principal and of its session; without any resource's policy
 */
public record LivePrincipal(
        AccountSnapshot account,
        Caller caller,
        Principal principal,
        @Nullable Attachable entity,
        PolicySet policies) {

    public boolean isRoot() {
        return principal.kind().isRoot();
    }
}
