package io.ostiary.policy.explain;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.document.ActionElement;
import io.ostiary.policy.document.Condition;
import io.ostiary.policy.document.ConditionBlock;
import io.ostiary.policy.document.ConditionOperator;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.document.PolicyVersion;
import io.ostiary.policy.document.Quantifier;
import io.ostiary.policy.document.ResourceElement;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.value.CutArn;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A denying statement without one question.
 *
 * <p>A statement denies principals × actions × resources. It is split along one of the three at a
 * time: into what denies the others, which stays, and what denies the one that asks, which is split
 * along the next. What is left at the end is the question alone, and goes. The language cannot say
 * every split ("s3:Get* but GetObject" has no words, and neither has "this folder but one object"):
 * one that it cannot say is left out, and then more goes than the question.
 */
final class Narrowing {

    private final AuthorizationRequest request;
    private final PolicyKind kind;
    private final PolicyVersion version;
    private final boolean bounded;
    private final Function<String, List<String>> actions;

    /**
     * @param by what stays
     * @param exact whether nothing goes but the question
     */
    record Narrowed(List<Statement> by, boolean exact) {}

    /**
     * @param others null when the statement is about nobody and nothing else
     */
    private record Split(@Nullable Statement others, Statement same) {}

    private Narrowing(
            AuthorizationRequest request,
            PolicyDocument document,
            boolean bounded,
            Function<String, List<String>> actions) {
        this.request = request;
        this.bounded = bounded;
        this.kind = document.kind();
        this.version = document.version();
        this.actions = actions;
    }

    /**
     * @param bounded the principal has a permissions boundary
     * @param actions the names of all actions that a pattern stands for; none where that is not
     *     known, or they are too many
     */
    static Narrowed of(
            AuthorizationRequest request,
            Place place,
            int index,
            boolean bounded,
            Function<String, List<String>> actions) {
        CompiledPolicy policy = place.policy().policy();
        PolicyDocument document = policy.document();
        var narrowing = new Narrowing(request, document, bounded, actions);
        Statement rest = document.statements().get(index);
        var by = new ArrayList<Statement>();
        boolean exact = true;
        for (Dimension dimension : Dimension.values()) {
            if (!narrowing.concerns(dimension, place, rest)) {
                continue;
            }
            Split split = narrowing.split(dimension, rest);
            if (split == null || !narrowing.isSound(split, policy, index)) {
                exact = false;
                continue;
            }
            if (split.others() != null) {
                by.add(by.isEmpty() ? split.others() : nameless(split.others()));
            }
            rest = split.same();
        }
        return new Narrowed(List.copyOf(by), exact);
    }

    private enum Dimension {
        PRINCIPAL,
        ACTION,
        RESOURCE
    }

    /** A policy of its own is about one principal; a question without resource has no others. */
    private boolean concerns(Dimension dimension, Place place, Statement statement) {
        return switch (dimension) {
            case PRINCIPAL -> place.isShared();
            case ACTION -> true;
            case RESOURCE -> statement.resource() != null && request.resource().arn() != null;
        };
    }

    private @Nullable Split split(Dimension dimension, Statement statement) {
        return switch (dimension) {
            case PRINCIPAL -> byPrincipal(statement);
            case ACTION -> byAction(statement);
            case RESOURCE -> byResource(statement);
        };
    }

    /** The others must not deny the question any more; that all is well-formed goes with it. */
    private boolean isSound(Split split, CompiledPolicy policy, int index) {
        Statement others = split.others();
        return others == null
                || (StatementJson.isValid(others, kind, version)
                        && StatementJson.isValid(split.same(), kind, version)
                        && policy.replacing(index, List.of(others))
                                        .statements()
                                        .get(index)
                                        .firstUnmet(request, bounded)
                                != null);
    }

    private @Nullable Split byPrincipal(Statement statement) {
        ConditionOperator unequal =
                free(
                        statement,
                        ConditionOperator.ARN_NOT_EQUALS,
                        ConditionOperator.ARN_NOT_LIKE,
                        ConditionOperator.STRING_NOT_LIKE);
        ConditionOperator equal =
                free(
                        statement,
                        ConditionOperator.ARN_EQUALS,
                        ConditionOperator.ARN_LIKE,
                        ConditionOperator.STRING_LIKE);
        Condition others = unequal == null ? null : ExactAllow.only(request, version, unequal);
        Condition same = equal == null ? null : ExactAllow.only(request, version, equal);
        return others == null || same == null
                ? null
                : new Split(with(statement, others), with(statement, same));
    }

    /** One that the statement does not use for this key yet: a key stands once under each. */
    private static @Nullable ConditionOperator free(
            Statement statement, ConditionOperator... operators) {
        for (ConditionOperator operator : operators) {
            boolean used = false;
            for (Condition condition : statement.condition().conditions()) {
                used |=
                        condition.operator() == operator
                                && condition.quantifier() == Quantifier.NONE
                                && !condition.ifExists()
                                && Names.key(condition.key())
                                        .equals(Names.key(ExactAllow.PRINCIPAL_ARN));
            }
            if (!used) {
                return operator;
            }
        }
        return null;
    }

    private @Nullable Split byAction(Statement statement) {
        String asked = request.action().text();
        ActionElement action = statement.action();
        Statement same = with(statement, new ActionElement(false, List.of(asked)));
        var others = new ArrayList<String>();
        boolean everything = false;
        if (action.negated()) {
            others.addAll(action.patterns());
        } else {
            for (String pattern : action.patterns()) {
                if (!concerns(pattern)) {
                    others.add(pattern);
                } else if (pattern.equals("*")) {
                    everything = true;
                } else if (Literals.isWild(pattern, PolicyVersion.V2008_10_17)) {
                    List<String> known = actions.apply(pattern);
                    if (known.isEmpty()) {
                        return null;
                    }
                    for (String name : known) {
                        if (!Names.key(name).equals(Names.key(asked))) {
                            others.add(name);
                        }
                    }
                }
            }
        }
        if (everything || action.negated()) {
            if (everything) {
                others.clear();
            }
            others.add(asked);
            return new Split(with(statement, new ActionElement(true, others)), same);
        }
        return others.isEmpty()
                ? new Split(null, same)
                : new Split(with(statement, new ActionElement(false, others)), same);
    }

    private @Nullable Split byResource(Statement statement) {
        CutArn arn = request.resource().arn();
        ResourceElement resource = statement.resource();
        String asked = arn == null ? null : Literals.pattern(arn.text(), version);
        if (asked == null || resource == null) {
            return null;
        }
        Statement same = with(statement, new ResourceElement(false, List.of(asked)));
        var others = new ArrayList<String>();
        boolean everything = false;
        if (resource.negated()) {
            others.addAll(resource.patterns());
        } else {
            for (String pattern : resource.patterns()) {
                if (!names(pattern)) {
                    others.add(pattern);
                } else if (pattern.equals("*")) {
                    everything = true;
                } else if (Literals.isWild(pattern, version)
                        || CutArn.cutPattern(pattern, version.hasVariables()).size() < 6) {
                    return null;
                }
            }
        }
        if (everything || resource.negated()) {
            if (everything) {
                others.clear();
            }
            others.add(asked);
            return new Split(with(statement, new ResourceElement(true, others)), same);
        }
        return others.isEmpty()
                ? new Split(null, same)
                : new Split(with(statement, new ResourceElement(false, others)), same);
    }

    /** Whether the pattern alone stands for the action asked for; by the matcher itself. */
    private boolean concerns(String actionPattern) {
        return applies(
                new ActionElement(false, List.of(actionPattern)),
                new ResourceElement(false, List.of("*")));
    }

    private boolean names(String resourcePattern) {
        return applies(
                new ActionElement(false, List.of("*")),
                new ResourceElement(false, List.of(resourcePattern)));
    }

    private boolean applies(ActionElement action, ResourceElement resource) {
        var probe = new Statement(null, Effect.DENY, null, action, resource, ConditionBlock.NONE);
        return CompiledPolicy.of(
                                new PolicyDocument(
                                        PolicyKind.IDENTITY, version, null, List.of(probe)))
                        .statements()
                        .getFirst()
                        .firstUnmet(request, false)
                == null;
    }

    private static Statement with(Statement statement, ActionElement action) {
        return new Statement(
                statement.sid(),
                statement.effect(),
                statement.principal(),
                action,
                statement.resource(),
                statement.condition());
    }

    private static Statement with(Statement statement, ResourceElement resource) {
        return new Statement(
                statement.sid(),
                statement.effect(),
                statement.principal(),
                statement.action(),
                resource,
                statement.condition());
    }

    private static Statement with(Statement statement, Condition more) {
        var conditions = new ArrayList<>(statement.condition().conditions());
        conditions.add(more);
        return new Statement(
                statement.sid(),
                statement.effect(),
                statement.principal(),
                statement.action(),
                statement.resource(),
                new ConditionBlock(conditions));
    }

    /** A Sid stands once in a document. */
    private static Statement nameless(Statement statement) {
        return new Statement(
                null,
                statement.effect(),
                statement.principal(),
                statement.action(),
                statement.resource(),
                statement.condition());
    }
}
