package io.ostiary.policy.explain;

import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.PolicyLayer;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.PrincipalKind;

import org.jspecify.annotations.Nullable;

/** AWS's text for {@code AccessDenied} (IAM User Guide, "Troubleshoot access denied messages"). */
public final class AccessDeniedMessage {

    private AccessDeniedMessage() {}

    /**
     * @param decision a refusal
     * @param withReason false leaves out why: across accounts, and where it would tell a role that
     *     exists from one that does not (attack A034)
     */
    public static String of(AuthorizationRequest request, Decision decision, boolean withReason) {
        PolicyLayer layer = decision.layer();
        if (layer == null) {
            throw new IllegalArgumentException("not a refusal");
        }
        String action = request.action().text();
        String message =
                "User: %s is not authorized to perform: %s on resource: %s"
                        .formatted(who(request), action, request.resource().text());
        return withReason ? message + reason(decision, layer, action) : message;
    }

    private static String reason(Decision decision, PolicyLayer layer, String action) {
        return switch (decision.outcome()) {
            case EXPLICIT_DENY -> " with an explicit deny in " + layer.withArticle();
            case IMPLICIT_DENY ->
                    " because no %s allows the %s action".formatted(layer.text(), action);
            case ALLOW -> "";
        };
    }

    private static @Nullable String who(AuthorizationRequest request) {
        return request.principal().kind() == PrincipalKind.ANONYMOUS
                ? "anonymous"
                : request.principal().shownArn();
    }
}
