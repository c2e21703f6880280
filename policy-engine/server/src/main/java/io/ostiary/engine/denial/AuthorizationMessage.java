package io.ostiary.engine.denial;

import io.ostiary.contract.shape.ExplainedDenial.ContextValue;
import io.ostiary.policy.json.JsonText;
import io.ostiary.policy.json.JsonValue;
import io.ostiary.policy.json.JsonValue.JsonArray;
import io.ostiary.policy.json.JsonValue.JsonBoolean;
import io.ostiary.policy.json.JsonValue.JsonObject;
import io.ostiary.policy.json.JsonValue.JsonString;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a denial's encoded message says. It is sealed as this and becomes AWS's text, which is
 * longer and slower to write, when somebody decodes it: denials are many, and few are decoded.
 *
 * @param explicit denied by a statement
 * @param matched those statements, as far as they may be told
 */
record AuthorizationMessage(
        boolean explicit,
        String principalId,
        String principalArn,
        String action,
        String resource,
        List<ContextValue> context,
        List<Matched> matched) {

    /** A denying statement. */
    record Matched(
            String sid,
            String principal,
            List<String> actions,
            List<String> resources,
            List<ContextValue> conditions) {}

    AuthorizationMessage withoutStatements() {
        return new AuthorizationMessage(
                explicit, principalId, principalArn, action, resource, context, List.of());
    }

    /** The DecodedMessage of AWS (STS API Reference, DecodeAuthorizationMessage). */
    String text() {
        var statements = new ArrayList<JsonValue>();
        for (Matched each : matched) {
            statements.add(statement(each));
        }
        return JsonText.compact(
                object(
                        "allowed",
                        new JsonBoolean(false),
                        "explicitDeny",
                        new JsonBoolean(explicit),
                        "matchedStatements",
                        items(statements),
                        "failures",
                        items(List.of()),
                        "context",
                        object(
                                "principal",
                                object(
                                        "id",
                                        new JsonString(principalId),
                                        "arn",
                                        new JsonString(principalArn)),
                                "action",
                                new JsonString(action),
                                "resource",
                                new JsonString(resource),
                                "conditions",
                                keyed(context))));
    }

    private static JsonObject statement(Matched matched) {
        return object(
                "statementId",
                new JsonString(matched.sid()),
                "effect",
                new JsonString("DENY"),
                "principals",
                values(List.of(matched.principal())),
                "principalGroups",
                items(List.of()),
                "actions",
                values(matched.actions()),
                "resources",
                values(matched.resources()),
                "conditions",
                keyed(matched.conditions()));
    }

    private static JsonObject keyed(List<ContextValue> all) {
        var keyed = new ArrayList<JsonValue>(all.size());
        for (ContextValue each : all) {
            keyed.add(object("key", new JsonString(each.key()), "values", values(each.values())));
        }
        return items(keyed);
    }

    private static JsonObject values(List<String> texts) {
        var values = new ArrayList<JsonValue>(texts.size());
        for (String text : texts) {
            values.add(object("value", new JsonString(text)));
        }
        return items(values);
    }

    private static JsonObject items(List<JsonValue> items) {
        return object("items", new JsonArray(items));
    }

    /**
     * @param members names and values in turns
     */
    private static JsonObject object(Object... members) {
        Map<String, JsonValue> object = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            object.put((String) members[i], (JsonValue) members[i + 1]);
        }
        return new JsonObject(object);
    }
}
