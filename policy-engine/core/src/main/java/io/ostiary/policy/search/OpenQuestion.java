package io.ostiary.policy.search;

import io.ostiary.contract.id.AccountId;
import io.ostiary.policy.compile.PolicyEffect;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.ResourceName;

import org.jspecify.annotations.Nullable;

/**
 * A question without a request.
 *
 * @param resource null for any resource: what names some only is then left open
 * @param owner the account of the resource
 * @param policy the resource's own, or a role's trust policy; null where there is none
 * @param guardrails what limits those who are not exempt
 */
public record OpenQuestion(
        ActionName action,
        @Nullable ResourceName resource,
        AccountId owner,
        QuestionKeys keys,
        @Nullable LabelledPolicy policy,
        Guardrails guardrails) {

    private boolean needsPolicy() {
        return policy != null && policy.policy().kind() == PolicyKind.TRUST;
    }

    /** What the layers come to for one principal. */
    Verdict.Answer answer(Principal principal, Layers layers) {
        if (allows(
                principal,
                layers.rcp().least(),
                layers.scp().least(),
                layers.resource().least(),
                layers.identity().least(),
                layers.boundary().least(),
                layers.session().least())) {
            return Verdict.Answer.YES;
        }
        return allows(
                        principal,
                        layers.rcp().most(),
                        layers.scp().most(),
                        layers.resource().most(),
                        layers.identity().most(),
                        layers.boundary().most(),
                        layers.session().most())
                ? Verdict.Answer.IF
                : Verdict.Answer.NO;
    }

    /**
     * How the evaluator puts layers together, of effects that are given; layers that are not asked
     * allow. The more each of them allows, the more the whole does, so the two ends of what is
     * possible suffice.
     */
    private boolean allows(
            Principal principal,
            PolicyEffect rcp,
            PolicyEffect scp,
            PolicyEffect resource,
            PolicyEffect identity,
            PolicyEffect boundary,
            PolicyEffect session) {
        boolean denied =
                resource == PolicyEffect.DENY
                        || identity == PolicyEffect.DENY
                        || boundary == PolicyEffect.DENY
                        || session == PolicyEffect.DENY;
        if (denied || rcp != PolicyEffect.ALLOW || scp != PolicyEffect.ALLOW) {
            return false;
        }
        boolean within = owner.equals(principal.account());
        if (resource == PolicyEffect.NOTHING && (!within || needsPolicy())) {
            return false;
        }
        if (principal.kind().isWithoutIdentity() || (within && resource == PolicyEffect.ALLOW)) {
            return true;
        }
        boolean byRole = within && resource == PolicyEffect.ALLOW_ROLE;
        return (byRole || identity == PolicyEffect.ALLOW)
                && boundary == PolicyEffect.ALLOW
                && session == PolicyEffect.ALLOW;
    }
}
