package io.ostiary.policy.explain;

import io.ostiary.policy.document.ActionElement;
import io.ostiary.policy.document.Condition;
import io.ostiary.policy.document.ConditionBlock;
import io.ostiary.policy.document.ConditionOperator;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.document.PolicyVersion;
import io.ostiary.policy.document.PrincipalElement;
import io.ostiary.policy.document.PrincipalElement.Entry;
import io.ostiary.policy.document.PrincipalElement.Type;
import io.ostiary.policy.document.Quantifier;
import io.ostiary.policy.document.ResourceElement;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.PrincipalKind;
import io.ostiary.policy.value.CutArn;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** The statement that allows what was asked and nothing else. */
final class ExactAllow {

    static final String PRINCIPAL_ARN = "aws:PrincipalArn";

    private ExactAllow() {}

    /**
     * @param shared whether the document concerns other principals, too
     * @return null where the language has no words for it: for somebody anonymous, who can only be
     *     let in with everybody; in a resource control policy, which never allows; and where a
     *     document without variables would have to name a star
     */
    static @Nullable Statement of(
            AuthorizationRequest request, PolicyKind kind, PolicyVersion version, boolean shared) {
        ResourceElement resource = null;
        if (kind != PolicyKind.TRUST) {
            CutArn arn = request.resource().arn();
            String pattern = arn == null ? "*" : Literals.pattern(arn.text(), version);
            if (pattern == null) {
                return null;
            }
            resource = new ResourceElement(false, List.of(pattern));
        }
        Principal caller = request.principal();
        PrincipalElement principal = null;
        ConditionBlock condition = ConditionBlock.NONE;
        if (kind.namesPrincipals()) {
            Entry entry = entry(caller);
            if (entry == null) {
                return null;
            }
            principal = new PrincipalElement(false, List.of(entry));
        }
        if (kind.namesPrincipals() ? caller.kind().isRoot() : shared) {
            // Naming the root user is naming all of its account.
            Condition only = only(request, version, ConditionOperator.ARN_EQUALS);
            if (only == null) {
                return null;
            }
            condition = new ConditionBlock(List.of(only));
        }
        var allow =
                new Statement(
                        null,
                        Effect.ALLOW,
                        principal,
                        new ActionElement(false, List.of(request.action().text())),
                        resource,
                        condition);
        return StatementJson.isValid(allow, kind, version) ? allow : null;
    }

    /** What binds the ARN that {@link #of} names to the principal that it means. */
    static Map<String, String> bindings(Principal principal) {
        return principal.uniqueId().isEmpty()
                ? Map.of()
                : Map.of(principal.arn(), principal.uniqueId());
    }

    private static @Nullable Entry entry(Principal caller) {
        PrincipalKind kind = caller.kind();
        return switch (kind) {
            case ROOT, ROOT_SESSION, USER, USER_SESSION, ROLE_SESSION ->
                    new Entry(Type.AWS, caller.arn());
            // Not the user who made the session: that would let in the user as well.
            case FEDERATED_USER -> new Entry(Type.AWS, caller.shownArn());
            case WEB_IDENTITY -> new Entry(Type.FEDERATED, caller.arn());
            case SERVICE -> new Entry(Type.SERVICE, caller.arn());
            case ANONYMOUS -> null;
        };
    }

    /**
     * A condition on the caller's ARN.
     *
     * @return null where the request does not tell it, or the version cannot write it
     */
    static @Nullable Condition only(
            AuthorizationRequest request, PolicyVersion version, ConditionOperator operator) {
        List<String> told = request.keys().values("aws:principalarn");
        String pattern =
                told == null || told.size() != 1
                        ? null
                        : Literals.pattern(told.getFirst(), version);
        return pattern == null
                ? null
                : new Condition(Quantifier.NONE, operator, false, PRINCIPAL_ARN, List.of(pattern));
    }
}
