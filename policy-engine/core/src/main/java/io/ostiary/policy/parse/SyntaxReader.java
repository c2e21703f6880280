package io.ostiary.policy.parse;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.document.ActionElement;
import io.ostiary.policy.document.Condition;
import io.ostiary.policy.document.ConditionBlock;
import io.ostiary.policy.document.ConditionOperator;
import io.ostiary.policy.document.PrincipalElement;
import io.ostiary.policy.document.Quantifier;
import io.ostiary.policy.document.ResourceElement;
import io.ostiary.policy.json.JsonValue;
import io.ostiary.policy.json.JsonValue.JsonArray;
import io.ostiary.policy.json.JsonValue.JsonBoolean;
import io.ostiary.policy.json.JsonValue.JsonNull;
import io.ostiary.policy.json.JsonValue.JsonNumber;
import io.ostiary.policy.json.JsonValue.JsonObject;
import io.ostiary.policy.json.JsonValue.JsonString;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * JSON to statements by the grammar alone (IAM User Guide, "Grammar of the IAM JSON policy
 * language"). Whatever the grammar does not know is a syntax error.
 */
final class SyntaxReader {

    private static final Set<String> STATEMENT_ELEMENTS =
            Set.of(
                    "Sid",
                    "Effect",
                    "Principal",
                    "NotPrincipal",
                    "Action",
                    "NotAction",
                    "Resource",
                    "NotResource",
                    "Condition");

    private SyntaxReader() {}

    static List<RawStatement> statements(@Nullable JsonValue element) throws Refused {
        List<JsonValue> values =
                switch (element) {
                    case JsonObject object -> List.of(object);
                    case JsonArray(List<JsonValue> elements) when !elements.isEmpty() -> elements;
                    case null, default -> throw Refused.syntax();
                };
        List<RawStatement> statements = new ArrayList<>(values.size());
        for (JsonValue value : values) {
            statements.add(statement(object(value)));
        }
        return statements;
    }

    private static RawStatement statement(JsonObject statement) throws Refused {
        for (String name : statement.members().keySet()) {
            if (!STATEMENT_ELEMENTS.contains(name)) {
                throw Refused.syntax();
            }
        }
        String effect = text(statement.get("Effect"));
        String folded = Names.key(effect);
        if (!folded.equals("allow") && !folded.equals("deny")) {
            throw Refused.syntax();
        }
        JsonValue sid = statement.get("Sid");
        JsonValue action = either(statement, "Action", "NotAction");
        JsonValue resource = either(statement, "Resource", "NotResource");
        JsonValue principal = either(statement, "Principal", "NotPrincipal");
        JsonValue condition = statement.get("Condition");
        return new RawStatement(
                sid == null ? null : text(sid),
                effect,
                principal == null
                        ? null
                        : new PrincipalElement(
                                statement.get("NotPrincipal") != null, principals(principal)),
                action == null
                        ? null
                        : new ActionElement(statement.get("NotAction") != null, texts(action)),
                resource == null
                        ? null
                        : new ResourceElement(
                                statement.get("NotResource") != null, texts(resource)),
                condition == null ? ConditionBlock.NONE : conditions(object(condition)));
    }

    private static @Nullable JsonValue either(JsonObject statement, String name, String negated)
            throws Refused {
        JsonValue plain = statement.get(name);
        JsonValue opposite = statement.get(negated);
        if (plain != null && opposite != null) {
            throw Refused.syntax();
        }
        return plain != null ? plain : opposite;
    }

    private static List<PrincipalElement.Entry> principals(JsonValue element) throws Refused {
        List<PrincipalElement.Entry> entries = new ArrayList<>();
        switch (element) {
            case JsonString(String value) -> {
                if (!value.equals("*")) {
                    throw Refused.syntax();
                }
                entries.add(new PrincipalElement.Entry(PrincipalElement.Type.AWS, value));
            }
            case JsonObject(Map<String, JsonValue> members) -> {
                for (var member : members.entrySet()) {
                    PrincipalElement.Type type = principalType(member.getKey());
                    for (String value : texts(member.getValue())) {
                        entries.add(new PrincipalElement.Entry(type, value));
                    }
                }
            }
            case JsonArray _, JsonNumber _, JsonBoolean _, JsonNull _ -> throw Refused.syntax();
        }
        return entries;
    }

    private static PrincipalElement.Type principalType(String name) throws Refused {
        for (PrincipalElement.Type type : PrincipalElement.Type.values()) {
            if (type.text().equals(name)) {
                return type;
            }
        }
        throw Refused.syntax();
    }

    private static ConditionBlock conditions(JsonObject block) throws Refused {
        List<Condition> conditions = new ArrayList<>();
        for (var member : block.members().entrySet()) {
            String operator = member.getKey();
            Quantifier quantifier = Quantifier.NONE;
            for (Quantifier candidate : Quantifier.values()) {
                if (candidate != Quantifier.NONE && operator.startsWith(candidate.prefix())) {
                    quantifier = candidate;
                }
            }
            String name = operator.substring(quantifier.prefix().length());
            boolean ifExists = name.endsWith("IfExists");
            ConditionOperator known =
                    ConditionOperator.named(
                                    ifExists
                                            ? name.substring(0, name.length() - "IfExists".length())
                                            : name)
                            .orElseThrow(Refused::syntax);
            // Null asks for existence itself; IfExists is defined for every other operator.
            if (ifExists && known == ConditionOperator.NULL) {
                throw Refused.syntax();
            }
            Set<String> keys = new HashSet<>();
            for (var test : object(member.getValue()).members().entrySet()) {
                if (!keys.add(Names.key(test.getKey()))) {
                    throw Refused.syntax();
                }
                conditions.add(
                        new Condition(
                                quantifier,
                                known,
                                ifExists,
                                clean(test.getKey()),
                                scalars(test.getValue())));
            }
        }
        return new ConditionBlock(conditions);
    }

    static JsonObject object(@Nullable JsonValue value) throws Refused {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw Refused.syntax();
    }

    static String text(@Nullable JsonValue value) throws Refused {
        if (value instanceof JsonString(String text)) {
            return clean(text);
        }
        throw Refused.syntax();
    }

    private static List<String> texts(JsonValue value) throws Refused {
        if (!(value instanceof JsonArray(List<JsonValue> elements))) {
            return List.of(text(value));
        }
        List<String> texts = new ArrayList<>(elements.size());
        for (JsonValue element : elements) {
            texts.add(text(element));
        }
        return texts;
    }

    private static List<String> scalars(JsonValue value) throws Refused {
        if (!(value instanceof JsonArray(List<JsonValue> elements))) {
            return List.of(scalar(value));
        }
        List<String> scalars = new ArrayList<>(elements.size());
        for (JsonValue element : elements) {
            scalars.add(scalar(element));
        }
        return scalars;
    }

    /** Only condition values may be numbers and booleans (grammar, "condition_value"). */
    private static String scalar(JsonValue value) throws Refused {
        return switch (value) {
            case JsonString(String text) -> clean(text);
            case JsonNumber(String text) -> text;
            case JsonBoolean(boolean is) -> is ? "true" : "false";
            case JsonNull _, JsonObject _, JsonArray _ -> throw Refused.syntax();
        };
    }

    /** Control characters, escaped ones too, have no place in any element (attack A072). */
    private static String clean(String text) throws Refused {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7F) {
                throw Refused.syntax();
            }
        }
        return text;
    }
}
