package io.ostiary.policy.explain;

import io.ostiary.policy.document.ActionElement;
import io.ostiary.policy.document.Condition;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.document.PolicyVersion;
import io.ostiary.policy.document.PrincipalElement;
import io.ostiary.policy.document.PrincipalElement.Entry;
import io.ostiary.policy.document.ResourceElement;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.json.JsonText;
import io.ostiary.policy.json.JsonValue;
import io.ostiary.policy.json.JsonValue.JsonArray;
import io.ostiary.policy.json.JsonValue.JsonObject;
import io.ostiary.policy.json.JsonValue.JsonString;
import io.ostiary.policy.parse.PolicyParseResult.ParsedPolicy;
import io.ostiary.policy.parse.PolicyParser;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statements as policies write them. */
public final class StatementJson {

    private StatementJson() {}

    /** Without white space, ready to be put into a document. */
    public static String text(Statement statement) {
        return JsonText.compact(json(statement));
    }

    /** Whether a document may hold it. */
    static boolean isValid(Statement statement, PolicyKind kind, PolicyVersion version) {
        Map<String, JsonValue> document = new LinkedHashMap<>();
        document.put("Version", new JsonString(version.text()));
        document.put("Statement", json(statement));
        return PolicyParser.parse(new JsonObject(document), kind) instanceof ParsedPolicy;
    }

    private static JsonObject json(Statement statement) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        if (statement.sid() != null) {
            members.put("Sid", new JsonString(statement.sid()));
        }
        members.put(
                "Effect", new JsonString(statement.effect() == Effect.ALLOW ? "Allow" : "Deny"));
        PrincipalElement principal = statement.principal();
        if (principal != null) {
            members.put(principal.negated() ? "NotPrincipal" : "Principal", json(principal));
        }
        ActionElement action = statement.action();
        members.put(action.negated() ? "NotAction" : "Action", texts(action.patterns()));
        ResourceElement resource = statement.resource();
        if (resource != null) {
            members.put(
                    resource.negated() ? "NotResource" : "Resource", texts(resource.patterns()));
        }
        Map<String, Map<String, JsonValue>> block = new LinkedHashMap<>();
        for (Condition condition : statement.condition().conditions()) {
            block.computeIfAbsent(operator(condition), _ -> new LinkedHashMap<>())
                    .put(condition.key(), texts(condition.values()));
        }
        if (!block.isEmpty()) {
            Map<String, JsonValue> operators = new LinkedHashMap<>();
            block.forEach((operator, tests) -> operators.put(operator, new JsonObject(tests)));
            members.put("Condition", new JsonObject(operators));
        }
        return new JsonObject(members);
    }

    /** With set prefix and IfExists. */
    public static String operator(Condition condition) {
        return condition.quantifier().prefix()
                + condition.operator().text()
                + (condition.ifExists() ? "IfExists" : "");
    }

    private static JsonValue json(PrincipalElement principal) {
        if (principal.entries().size() == 1 && principal.entries().getFirst().isEveryone()) {
            return new JsonString("*");
        }
        Map<String, List<String>> byType = new LinkedHashMap<>();
        for (Entry entry : principal.entries()) {
            byType.computeIfAbsent(entry.type().text(), _ -> new ArrayList<>()).add(entry.value());
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        byType.forEach((type, values) -> members.put(type, texts(values)));
        return new JsonObject(members);
    }

    private static JsonValue texts(List<String> texts) {
        if (texts.size() == 1) {
            return new JsonString(texts.getFirst());
        }
        List<JsonValue> elements = new ArrayList<>(texts.size());
        for (String text : texts) {
            elements.add(new JsonString(text));
        }
        return new JsonArray(elements);
    }
}
