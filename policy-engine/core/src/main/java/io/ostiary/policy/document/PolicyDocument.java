package io.ostiary.policy.document;

import io.ostiary.policy.document.PrincipalElement.Entry;
import io.ostiary.policy.document.PrincipalElement.Type;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * A document that the parser accepted.
 *
 * @param id as written, null when absent
 */
public record PolicyDocument(
        PolicyKind kind, PolicyVersion version, @Nullable String id, List<Statement> statements) {

    public PolicyDocument {
        statements = List.copyOf(statements);
    }

    /**
     * FullAWSAccess or RCPFullAWSAccess, which AWS attaches wherever a kind of guard rail is
     * enabled (Organizations User Guide, "AWS managed authorization policies"). The only RCP that
     * allows.
     *
     * @throws IllegalArgumentException for a kind that is no guard rail
     */
    public static PolicyDocument fullAccess(PolicyKind kind) {
        if (!kind.isGuardrail()) {
            throw new IllegalArgumentException("AWS has no such policy of kind " + kind);
        }
        var everything = List.of("*");
        var statement =
                new Statement(
                        null,
                        Effect.ALLOW,
                        kind.namesPrincipals()
                                ? new PrincipalElement(false, List.of(new Entry(Type.AWS, "*")))
                                : null,
                        new ActionElement(false, everything),
                        new ResourceElement(false, everything),
                        ConditionBlock.NONE);
        return new PolicyDocument(kind, PolicyVersion.V2012_10_17, null, List.of(statement));
    }

    /**
     * The values under {@code AWS} that name a user, a role or a session, as written, each once:
     * the writer checks that those of its own account exist and binds them to unique ids.
     */
    public List<String> awsPrincipals() {
        return principals(entry -> entry.type() == Type.AWS && namesOne(entry.value()));
    }

    /** The values under {@code CanonicalUser}, as written, each once. */
    public List<String> canonicalUsers() {
        return principals(entry -> entry.type() == Type.CANONICAL_USER);
    }

    private List<String> principals(Predicate<Entry> wanted) {
        var found = new LinkedHashSet<String>();
        for (Statement statement : statements) {
            PrincipalElement principal = statement.principal();
            if (principal == null) {
                continue;
            }
            for (Entry entry : principal.entries()) {
                if (wanted.test(entry)) {
                    found.add(entry.value());
                }
            }
        }
        return List.copyOf(found);
    }

    private static boolean namesOne(String value) {
        return value.startsWith("arn:") && !value.endsWith(":root");
    }
}
