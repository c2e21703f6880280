package io.ostiary.policy.compile;

import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.AuthorizationRequest;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A policy ready to be asked. Immutable and safe for many threads; asking allocates nothing unless
 * a pattern mixes variables with wildcards.
 *
 * <p>Statements are filed by the services they can concern, denying ones first, so that a question
 * about one service looks at no statement of another.
 */
public final class CompiledPolicy {

    private final PolicyKind kind;
    private final List<CompiledStatement> statements;
    private final Map<String, CompiledStatement[]> byService;
    private final CompiledStatement[] others;

    private CompiledPolicy(PolicyKind kind, List<CompiledStatement> statements) {
        this.kind = kind;
        this.statements = List.copyOf(statements);
        Set<String> services = new HashSet<>();
        for (CompiledStatement statement : statements) {
            Set<String> only = statement.onlyServices();
            if (only != null) {
                services.addAll(only);
            }
        }
        this.byService = new HashMap<>();
        for (String service : services) {
            byService.put(service, filed(statements, service));
        }
        this.others = filed(statements, null);
    }

    /** Of a policy without principals. */
    public static CompiledPolicy of(PolicyDocument document) {
        return of(document, Map.of());
    }

    /**
     * @param bindings each user's and role's ARN, as written under Principal, to the unique id that
     *     was found when the policy was stored; one without a unique id matches nobody
     */
    public static CompiledPolicy of(PolicyDocument document, Map<String, String> bindings) {
        List<CompiledStatement> statements = new ArrayList<>(document.statements().size());
        boolean variables = document.version().hasVariables();
        for (Statement statement : document.statements()) {
            statements.add(CompiledStatement.of(statement, statements.size(), variables, bindings));
        }
        return new CompiledPolicy(document.kind(), statements);
    }

    public PolicyKind kind() {
        return kind;
    }

    /** In the order of the document. */
    public List<CompiledStatement> statements() {
        return statements;
    }

    /**
     * What the policy says: DENY whenever a denying statement applies.
     *
     * @param bounded the principal has a permissions boundary
     */
    public PolicyEffect effect(AuthorizationRequest request, boolean bounded) {
        PolicyEffect effect = PolicyEffect.NOTHING;
        for (CompiledStatement statement : candidates(request)) {
            Grant grant = statement.applies(request, bounded);
            if (grant == Grant.NONE) {
                continue;
            }
            if (statement.effect() == Effect.DENY) {
                return PolicyEffect.DENY;
            }
            effect = effect.or(grant);
            if (effect == PolicyEffect.ALLOW) {
                // Denying statements come first, and nothing allows more than this.
                return effect;
            }
        }
        return effect;
    }

    private CompiledStatement[] candidates(AuthorizationRequest request) {
        CompiledStatement[] found = byService.get(request.action().service());
        return found == null ? others : found;
    }

    private static CompiledStatement[] filed(
            List<CompiledStatement> statements, @Nullable String service) {
        List<CompiledStatement> denying = new ArrayList<>();
        List<CompiledStatement> allowing = new ArrayList<>();
        for (CompiledStatement statement : statements) {
            Set<String> only = statement.onlyServices();
            if (only == null || (service != null && only.contains(service))) {
                (statement.effect() == Effect.DENY ? denying : allowing).add(statement);
            }
        }
        denying.addAll(allowing);
        return denying.toArray(CompiledStatement[]::new);
    }
}
