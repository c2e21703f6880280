package io.ostiary.policy.document;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.value.VariableReference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The context keys that policies look at, those of variables included, as they are written and in
 * the order of the text: a statement's resources before its conditions (IAM User Guide, example of
 * GetContextKeysForCustomPolicy). One that is written in several ways is told once, the first way.
 */
public final class ContextKeys {

    private final Map<String, String> keys = new LinkedHashMap<>();

    /** Adds what a document looks at. */
    public void add(PolicyDocument document) {
        boolean variables = document.version().hasVariables();
        for (Statement statement : document.statements()) {
            add(statement, variables);
        }
    }

    /** As written, each once. */
    public List<String> names() {
        return List.copyOf(keys.values());
    }

    private void add(Statement statement, boolean variables) {
        ResourceElement resource = statement.resource();
        if (resource != null && variables) {
            addVariables(resource.patterns());
        }
        for (Condition condition : statement.condition().conditions()) {
            addKey(condition.key());
            if (variables) {
                addVariables(condition.values());
            }
        }
    }

    private void addVariables(Collection<String> texts) {
        for (String text : texts) {
            for (String name : variables(text)) {
                addKey(name);
            }
        }
    }

    private static List<String> variables(String text) {
        List<String> names = new ArrayList<>();
        int at = text.indexOf("${");
        while (at >= 0) {
            VariableReference variable = VariableReference.at(text, at);
            if (variable != null && variable.key() != null) {
                // As written: the reference itself keeps the key in lower case.
                String inside = text.substring(at + 2, variable.end()).stripLeading();
                names.add(inside.substring(0, variable.key().length()));
            }
            at = text.indexOf("${", variable == null ? at + 2 : variable.end());
        }
        return names;
    }

    private void addKey(String name) {
        keys.putIfAbsent(Names.key(name), name);
    }
}
