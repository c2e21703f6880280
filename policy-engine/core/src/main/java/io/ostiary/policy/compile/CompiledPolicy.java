package io.ostiary.policy.compile;

import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.AuthorizationRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A policy ready to be asked. Immutable and safe for many threads; asking allocates nothing unless
 * a pattern mixes variables with wildcards.
 */
public final class CompiledPolicy {

    private final PolicyKind kind;
    private final List<CompiledStatement> statements;
    private final StatementIndex index;

    private CompiledPolicy(PolicyKind kind, List<CompiledStatement> statements) {
        this.kind = kind;
        this.statements = List.copyOf(statements);
        this.index = StatementIndex.of(statements);
    }

    /** Of a policy without principals. */
    public static CompiledPolicy of(PolicyDocument document) {
        return of(document, Map.of());
    }

    /**
     * @param bindings each user's and role's ARN, as written under Principal, to the unique id that
     *     was found when the policy was stored, and a canonical user id to its account; one without
     *     matches nobody
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
        return index.effect(request, bounded);
    }

    StatementIndex index() {
        return index;
    }
}
