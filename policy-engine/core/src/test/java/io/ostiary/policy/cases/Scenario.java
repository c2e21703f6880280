package io.ostiary.policy.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.ostiary.contract.id.AccountId;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.compile.RecentQuestions;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.explain.Explainer;
import io.ostiary.policy.explain.Explanation;
import io.ostiary.policy.parse.PolicyParseResult.MalformedPolicy;
import io.ostiary.policy.parse.PolicyParseResult.ParsedPolicy;
import io.ostiary.policy.parse.PolicyParser;
import io.ostiary.policy.reference.ReferenceEvaluator;
import io.ostiary.policy.reference.ReferencePolicies;
import io.ostiary.policy.reference.ReferenceRequest;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Policies and a request, to be put to both evaluators.
 *
 * @param layers statements by layer: identity, group, boundary, session, trust, resource; of scp
 *     and rcp one list per level of the organization, in which the text FullAWSAccess stands for
 *     AWS's policy of that kind
 * @param version of the documents that name principals; null leaves it out
 * @param keys by lower-case name
 */
record Scenario(
        Map<String, ArrayNode> layers,
        @Nullable String version,
        Map<String, String> bindings,
        String principal,
        String action,
        String resource,
        String account,
        Map<String, List<String>> keys) {

    /** What FullAWSAccess says. */
    private static final ObjectNode EVERYTHING =
            JsonNodeFactory.instance
                    .objectNode()
                    .put("Effect", "Allow")
                    .put("Action", "*")
                    .put("Resource", "*");

    static final List<String> LAYERS =
            List.of("scp", "rcp", "identity", "group", "boundary", "session", "trust", "resource");

    /** Of the statements, and of what is remembered of the same question. */
    Decision decision() {
        PolicySet policies = policies();
        Decision decision = Evaluator.evaluate(request(), policies);
        PolicySet remembering = policies.remembering(new RecentQuestions(1, 1, () -> 0));
        Decision first = Evaluator.evaluate(request(), remembering);
        Evaluator.evaluate(request(), remembering);
        Decision again = Evaluator.evaluate(request(), remembering);
        return decision != first ? first : decision != again ? again : decision;
    }

    Explanation explanation() {
        return Explainer.explain(request(), policies());
    }

    String reference() {
        return ReferenceEvaluator.decide(referencePolicies(), referenceRequest());
    }

    ReferenceRequest referenceRequest() {
        Principal caller = World.principal(principal);
        AccountId callerAccount = caller.account();
        return new ReferenceRequest(
                action,
                resource,
                account,
                World.referenceKind(caller.kind()),
                callerAccount == null ? "" : callerAccount.value(),
                caller.uniqueId(),
                caller.arn(),
                caller.sessionArn(),
                keys);
    }

    ReferencePolicies referencePolicies() {
        JsonNode session = layers.get("session") == null ? null : document("session");
        JsonNode trust = layers.get("trust") == null ? null : document("trust");
        JsonNode other = layers.get("resource") == null ? null : document("resource");
        return new ReferencePolicies(
                List.of(document("identity"), document("group")),
                layers.get("boundary") == null ? null : document("boundary"),
                session == null ? null : List.of(session),
                trust == null ? other : trust,
                trust != null,
                levels("scp").map(level -> document("scp", level)).toList(),
                levels("rcp").map(level -> document("rcp", level)).toList(),
                bindings);
    }

    AuthorizationRequest request() {
        return AuthorizationRequest.of(
                action, resource, new AccountId(account), World.principal(principal), keys::get);
    }

    PolicySet policies() {
        LabelledPolicy trust = compiled("trust", PolicyKind.TRUST);
        LabelledPolicy session = compiled("session", PolicyKind.SESSION);
        return new PolicySet(
                listed(compiled("identity", PolicyKind.IDENTITY)),
                listed(compiled("group", PolicyKind.IDENTITY)),
                compiled("boundary", PolicyKind.IDENTITY),
                layers.containsKey("session") ? listed(session) : null,
                trust != null ? trust : compiled("resource", PolicyKind.RESOURCE),
                new Guardrails(
                        levels("scp").map(level -> level("scp", level, PolicyKind.SCP)).toList(),
                        levels("rcp").map(level -> level("rcp", level, PolicyKind.RCP)).toList()));
    }

    private Stream<ArrayNode> levels(String layer) {
        ArrayNode levels = layers.get(layer);
        return levels == null ? Stream.of() : levels.valueStream().map(ArrayNode.class::cast);
    }

    private List<LabelledPolicy> level(String layer, ArrayNode level, PolicyKind kind) {
        List<LabelledPolicy> policies = new ArrayList<>();
        ArrayNode statements = JsonNodeFactory.instance.arrayNode();
        for (JsonNode one : level) {
            if (one.isTextual()) {
                policies.add(
                        new LabelledPolicy(
                                one.asText(), CompiledPolicy.of(PolicyDocument.fullAccess(kind))));
            } else {
                statements.add(one);
            }
        }
        if (!statements.isEmpty()) {
            policies.add(compiled(layer, statements, kind));
        }
        return policies;
    }

    /** The same policies, another question. */
    Scenario asking(
            String who, String what, String where, String owner, Map<String, List<String>> with) {
        return new Scenario(layers, version, bindings, who, what, where, owner, with);
    }

    Scenario with(Map<String, ArrayNode> fewer) {
        return new Scenario(fewer, version, bindings, principal, action, resource, account, keys);
    }

    private static List<LabelledPolicy> listed(@Nullable LabelledPolicy policy) {
        return policy == null ? List.of() : List.of(policy);
    }

    private @Nullable LabelledPolicy compiled(String layer, PolicyKind kind) {
        ArrayNode statements = layers.get(layer);
        if (statements == null) {
            return null;
        }
        if (statements.isEmpty()) {
            // No document is empty; one that says nothing of this request stands in for it.
            statements = JsonNodeFactory.instance.arrayNode().add(silent(kind));
        }
        return compiled(layer, statements, kind);
    }

    private LabelledPolicy compiled(String layer, ArrayNode statements, PolicyKind kind) {
        return switch (PolicyParser.parse(document(layer, statements).toString(), kind)) {
            case ParsedPolicy(var document) ->
                    new LabelledPolicy(layer, CompiledPolicy.of(document, bindings));
            case MalformedPolicy(String message) ->
                    throw new AssertionError(layer + ": " + message);
        };
    }

    private static ObjectNode silent(PolicyKind kind) {
        ObjectNode statement =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("Effect", "Deny")
                        .put("Action", kind == PolicyKind.TRUST ? "sts:None" : "none:None");
        if (kind != PolicyKind.TRUST) {
            statement.put("Resource", "*");
        }
        if (kind.namesPrincipals()) {
            statement.put("Principal", "*");
        }
        return statement;
    }

    private JsonNode document(String layer) {
        return document(layer, layers.getOrDefault(layer, JsonNodeFactory.instance.arrayNode()));
    }

    private JsonNode document(String layer, ArrayNode statements) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        if (!layer.equals("trust") && !layer.equals("resource")) {
            document.put("Version", "2012-10-17");
        } else if (version != null) {
            document.put("Version", version);
        }
        ArrayNode written = JsonNodeFactory.instance.arrayNode();
        for (JsonNode one : statements) {
            written.add(one.isTextual() ? EVERYTHING : one);
        }
        document.set("Statement", written);
        return document;
    }
}
