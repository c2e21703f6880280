package io.ostiary.policy.simulate;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.CanonicalUser;
import io.ostiary.contract.shape.MatchedStatement;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.compile.CompiledStatement;
import io.ostiary.policy.compile.Grant;
import io.ostiary.policy.document.ContextKeys;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.parse.PolicyParseResult;
import io.ostiary.policy.parse.PolicyParser;
import io.ostiary.policy.request.AuthorizationRequest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A policy of a simulation: compiled, and with what the answer tells of its statements. */
public final class SimulatedPolicy {

    private final String id;
    private final CompiledPolicy compiled;

    private final List<StatementPositions.Range> positions;
    private final List<String> keys;

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
        this.positions = StatementPositions.of(text);
        var asked = new ContextKeys();
        asked.add(document);
        this.keys = asked.names();
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

    CompiledPolicy compiled() {
        return compiled;
    }

    int statements() {
        return positions.size();
    }

    String id() {
        return id;
    }

    /** The keys that its statements look at, as written, each once. */
    List<String> keys() {
        return keys;
    }

    /**
     * The statements of an effect that apply.
     *
     * @param type what the answer calls policies of this kind
     */
    List<MatchedStatement> matched(
            AuthorizationRequest request, boolean bounded, Effect effect, String type) {
        List<MatchedStatement> matched = new ArrayList<>();
        for (CompiledStatement statement : compiled.statements()) {
            if (statement.effect() == effect && statement.applies(request, bounded) != Grant.NONE) {
                var position = positions.get(statement.index());
                matched.add(new MatchedStatement(id, type, position.start(), position.end()));
            }
        }
        return matched;
    }
}
