package io.ostiary.engine.denial;

import io.ostiary.contract.id.AccountId;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicyLayer;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ConditionKeys;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * A question as one account may see it. Within an account that is all of it. Across accounts each
 * sees its own policies, the other's are taken to allow, and what only the other account knows is
 * taken to be absent: so nothing that is done in the other account changes a word here.
 *
 * @param layers whose policies are of this side
 */
public record OwnSide(AuthorizationRequest request, PolicySet policies, Set<PolicyLayer> layers) {

    private static final Set<PolicyLayer> OF_CALLER =
            Set.of(
                    PolicyLayer.SCP,
                    PolicyLayer.IDENTITY,
                    PolicyLayer.BOUNDARY,
                    PolicyLayer.SESSION);
    private static final Set<PolicyLayer> OF_RESOURCE =
            Set.of(PolicyLayer.RCP, PolicyLayer.RESOURCE);
    private static final Set<PolicyLayer> ALL = Set.of(PolicyLayer.values());

    private static final List<LabelledPolicy> EVERYTHING =
            List.of(
                    new LabelledPolicy(
                            "everything",
                            CompiledPolicy.of(PolicyDocument.fullAccess(PolicyKind.SCP))));

    /** What is told of a foreign principal by its credential alone. */
    private static final Set<String> FOREIGN_PRINCIPAL =
            Set.of(
                    "aws:principalorgid",
                    "aws:principalorgpaths",
                    "aws:userid",
                    "aws:username",
                    "aws:multifactorauthpresent",
                    "aws:multifactorauthage",
                    "aws:tokenissuetime",
                    "aws:sourceidentity");

    private static final Set<String> FOREIGN_RESOURCE =
            Set.of("aws:resourceorgid", "aws:resourceorgpaths");

    /** Null where neither principal nor resource is of the account. */
    public static @Nullable OwnSide of(
            AccountId reader, AuthorizationRequest request, PolicySet policies) {
        boolean ofCaller = reader.equals(request.principal().account());
        boolean ofResource = reader.equals(request.resourceAccount());
        if (ofCaller && ofResource) {
            return new OwnSide(request, policies, ALL);
        }
        if (ofCaller) {
            return new OwnSide(
                    asked(request, reader, OwnSide::isOfForeignResource),
                    new PolicySet(
                            policies.identity(),
                            policies.groups(),
                            policies.boundary(),
                            policies.session(),
                            null,
                            new Guardrails(policies.guardrails().scp(), List.of())),
                    OF_CALLER);
        }
        return ofResource
                ? new OwnSide(
                        asked(request, reader, OwnSide::isOfForeignPrincipal),
                        new PolicySet(
                                EVERYTHING,
                                List.of(),
                                null,
                                EVERYTHING,
                                policies.resource(),
                                new Guardrails(List.of(), policies.guardrails().rcp())),
                        OF_RESOURCE)
                : null;
    }

    private interface Hidden {
        boolean is(String key);
    }

    private static AuthorizationRequest asked(
            AuthorizationRequest request, AccountId owner, Hidden hidden) {
        ConditionKeys keys = request.keys();
        return new AuthorizationRequest(
                request.action(),
                request.resource(),
                owner,
                request.principal(),
                key -> hidden.is(key) ? null : keys.values(key));
    }

    private static boolean isOfForeignResource(String key) {
        return FOREIGN_RESOURCE.contains(key)
                || key.startsWith("aws:resourcetag/")
                || key.startsWith("iam:resourcetag/");
    }

    private static boolean isOfForeignPrincipal(String key) {
        return FOREIGN_PRINCIPAL.contains(key) || key.startsWith("aws:principaltag/");
    }
}
