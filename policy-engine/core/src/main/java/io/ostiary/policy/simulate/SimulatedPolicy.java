package io.ostiary.policy.simulate;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.CanonicalUser;
import io.ostiary.contract.shape.MatchedStatement;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.compile.CompiledStatement;
import io.ostiary.policy.compile.Grant;
import io.ostiary.policy.document.ConditionBlock;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.parse.PolicyParseResult;
import io.ostiary.policy.parse.PolicyParser;
import io.ostiary.policy.request.AuthorizationRequest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A policy of a simulation: compiled, and with what the answer tells of its statements. */
public final class SimulatedPolicy {

    private final String id;
    private final CompiledPolicy compiled;

    /** The same without conditions: which statements the request gets as far as. */
    private final CompiledPolicy unconditional;

    private final List<StatementPositions.Range> positions;
    private final List<List<String>> keys;

    private SimulatedPolicy(String id, String text, PolicyDocument document) {
        Map<String, String> bindings = new HashMap<>();
        for (String arn : document.awsPrincipals()) {
            bindings.put(arn, arn);
        }
        for (String canonical : document.canonicalUsers()) {
            AccountId account = CanonicalUser.account(canonical);
            if (account != null) {
                bindings.put(canonical, account.value());
            }
        }
        this.id = id;
        this.compiled = CompiledPolicy.of(document, bindings);
        this.unconditional = CompiledPolicy.of(withoutConditions(document), bindings);
        this.positions = StatementPositions.of(text);
        this.keys = new ArrayList<>(document.statements().size());
        for (Statement statement : document.statements()) {
            keys.add(ContextKeys.of(statement, document.version().hasVariables()));
        }
    }

    /**
     * Users and roles under Principal stand for themselves: whoever bears the ARN is meant, whether
     * there is such a one or not.
     *
     * @param id how the answer calls it
     * @throws InvalidSimulation when the text is no policy of this kind; the message says why
     */
    public static SimulatedPolicy of(String id, String text, PolicyKind kind)
            throws InvalidSimulation {
        return switch (PolicyParser.parse(text, kind)) {
            case PolicyParseResult.ParsedPolicy(var document) ->
                    new SimulatedPolicy(id, text, document);
            case PolicyParseResult.MalformedPolicy(String reason) ->
                    throw new InvalidSimulation(reason);
        };
    }

    private static PolicyDocument withoutConditions(PolicyDocument document) {
        List<Statement> statements = new ArrayList<>(document.statements().size());
        for (Statement each : document.statements()) {
            statements.add(
                    new Statement(
                            each.sid(),
                            each.effect(),
                            each.principal(),
                            each.action(),
                            each.resource(),
                            ConditionBlock.NONE));
        }
        return new PolicyDocument(document.kind(), document.version(), document.id(), statements);
    }

    CompiledPolicy compiled() {
        return compiled;
    }

    int statements() {
        return positions.size();
    }

    String id() {
        return id;
    }

    private String type() {
        return compiled.kind() == PolicyKind.RESOURCE
                ? DecisionSource.RESOURCE
                : DecisionSource.IAM;
    }

    /** Tells of the statements that apply. */
    void matched(
            AuthorizationRequest request,
            boolean bounded,
            Set<Effect> effects,
            Consumer<MatchedStatement> told) {
        for (CompiledStatement statement : compiled.statements()) {
            if (effects.contains(statement.effect())
                    && statement.applies(request, bounded) != Grant.NONE) {
                var position = positions.get(statement.index());
                told.accept(new MatchedStatement(id, type(), position.start(), position.end()));
            }
        }
    }

    /**
     * Tells of the keys that the statements look at for which the request is one of theirs by
     * action, resource and principal.
     */
    void keysAsked(AuthorizationRequest request, boolean bounded, Consumer<String> told) {
        for (CompiledStatement statement : unconditional.statements()) {
            if (statement.applies(request, bounded) != Grant.NONE) {
                keys.get(statement.index()).forEach(told);
            }
        }
    }
}
