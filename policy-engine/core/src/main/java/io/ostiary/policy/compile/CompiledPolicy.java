package io.ostiary.policy.compile;

import io.ostiary.policy.document.ContextKeys;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.AuthorizationRequest;

import org.jspecify.annotations.Nullable;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A policy ready to be asked. Immutable and safe for many threads; asking allocates nothing unless
 * a pattern mixes variables with wildcards.
 */
public final class CompiledPolicy {

    private final PolicyKind kind;
    private final List<CompiledStatement> statements;
    private final StatementIndex index;
    private final Supplier<PolicyDocument> document;

    /** Explanations come in rows: the document is not read for each, and not kept for none. */
    private volatile WeakReference<PolicyDocument> read = new WeakReference<>(null);

    private volatile @Nullable List<String> contextKeys;

    private CompiledPolicy(
            PolicyKind kind,
            List<CompiledStatement> statements,
            Supplier<PolicyDocument> document) {
        this.kind = kind;
        this.document = document;
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
        return of(document, bindings, () -> document);
    }

    /**
     * @param again reads the same document anew, so that only its text need be kept
     */
    public static CompiledPolicy of(
            PolicyDocument document, Map<String, String> bindings, Supplier<PolicyDocument> again) {
        List<CompiledStatement> statements = new ArrayList<>(document.statements().size());
        boolean variables = document.version().hasVariables();
        for (Statement statement : document.statements()) {
            statements.add(CompiledStatement.of(statement, statements.size(), variables, bindings));
        }
        return new CompiledPolicy(document.kind(), statements, again);
    }

    /** The condition keys that it looks at, as written. */
    public List<String> contextKeys() {
        List<String> known = contextKeys;
        if (known == null) {
            var keys = new ContextKeys();
            keys.add(document());
            known = keys.names();
            contextKeys = known;
        }
        return known;
    }

    /** What it was made of, for explanations; it may have to be read again. */
    public PolicyDocument document() {
        PolicyDocument known = read.get();
        if (known == null) {
            known = document.get();
            read = new WeakReference<>(known);
        }
        return known;
    }

    /**
     * The policy with one more statement, for trying what that would change.
     *
     * @param bindings of the principals that the statement names
     */
    public CompiledPolicy adding(Statement more, Map<String, String> bindings) {
        PolicyDocument old = document();
        var compiled = new ArrayList<>(statements);
        compiled.add(
                CompiledStatement.of(
                        more, compiled.size(), old.version().hasVariables(), bindings));
        var written = new ArrayList<>(old.statements());
        written.add(more);
        return tried(old, compiled, written);
    }

    /**
     * The policy with others in the place of one statement, for trying what that would change.
     *
     * @param by none to leave it out; they name the principals that it names
     */
    public CompiledPolicy replacing(int index, List<Statement> by) {
        PolicyDocument old = document();
        boolean variables = old.version().hasVariables();
        var compiled = new ArrayList<CompiledStatement>();
        var written = new ArrayList<Statement>();
        for (CompiledStatement each : statements) {
            if (each.index() != index) {
                compiled.add(each.at(compiled.size()));
                written.add(old.statements().get(each.index()));
                continue;
            }
            for (Statement other : by) {
                compiled.add(each.rewritten(other, compiled.size(), variables));
                written.add(other);
            }
        }
        return tried(old, compiled, written);
    }

    private static CompiledPolicy tried(
            PolicyDocument old, List<CompiledStatement> compiled, List<Statement> written) {
        var document = new PolicyDocument(old.kind(), old.version(), old.id(), written);
        return new CompiledPolicy(old.kind(), compiled, () -> document);
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
