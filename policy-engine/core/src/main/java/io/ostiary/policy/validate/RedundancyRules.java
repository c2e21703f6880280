package io.ostiary.policy.validate;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.validate.Node.ArrayNode;
import io.ostiary.policy.validate.Node.NullNode;
import io.ostiary.policy.validate.Node.ObjectNode;
import io.ostiary.policy.validate.Node.ScalarNode;
import io.ostiary.policy.validate.Node.TextNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What another entry of the same list says already. */
final class RedundancyRules {

    /** Comparisons of one list: beyond it only equal entries are looked for. */
    private static final long MOST_COMPARISONS = 250_000;

    private RedundancyRules() {}

    static void checkActions(Place list, Scope scope) {
        List<Place> redundant = redundant(list, Names::key);
        if (!redundant.isEmpty()) {
            scope.findings()
                    .add(
                            Check.REDUNDANT_ACTION,
                            redundant,
                            Integer.toString(redundant.size()),
                            redundant.getFirst().text());
        }
    }

    static void checkResources(Place list, Scope scope) {
        List<Place> redundant = redundant(list, UnaryOperator.identity());
        if (!redundant.isEmpty()) {
            scope.findings()
                    .add(Check.REDUNDANT_RESOURCE, redundant, Integer.toString(redundant.size()));
        }
    }

    /** Statements that are the same but for their ids. */
    static void checkStatements(List<Place> statements, Scope scope) {
        Map<String, List<Place>> same = new LinkedHashMap<>();
        for (Place statement : statements) {
            var text = new StringBuilder();
            spell(statement.node(), true, text);
            same.computeIfAbsent(text.toString(), _ -> new ArrayList<>()).add(statement);
        }
        for (List<Place> places : same.values()) {
            if (places.size() > 1) {
                scope.findings().add(Check.REDUNDANT_STATEMENT, places);
            }
        }
    }

    private static List<Place> redundant(Place list, UnaryOperator<String> fold) {
        List<Place> all = list.each();
        List<String> texts = new ArrayList<>(all.size());
        List<String> patterns = new ArrayList<>();
        for (Place each : all) {
            String text = fold.apply(each.text());
            texts.add(text);
            if (Globs.has(text)) {
                patterns.add(text);
            }
        }
        if ((long) patterns.size() * all.size() > MOST_COMPARISONS) {
            patterns.clear();
        }
        List<Place> redundant = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            String text = texts.get(i);
            boolean again = !seen.add(text);
            boolean covered =
                    patterns.stream()
                            .anyMatch(
                                    pattern ->
                                            !pattern.equals(text) && Globs.covers(pattern, text));
            if (all.get(i).isText() && (again || covered)) {
                redundant.add(all.get(i));
            }
        }
        return redundant;
    }

    private static void spell(Node node, boolean statement, StringBuilder text) {
        switch (node) {
            case ObjectNode object -> {
                text.append('{');
                object.members().stream()
                        .filter(member -> !statement || !member.name().equals("Sid"))
                        .sorted((a, b) -> a.name().compareTo(b.name()))
                        .forEach(
                                member -> {
                                    quote(member.name(), text);
                                    spell(member.value(), false, text);
                                });
                text.append('}');
            }
            case ArrayNode array -> {
                text.append('[');
                array.elements().forEach(each -> spell(each, false, text));
                text.append(']');
            }
            case TextNode(int _, int _, String value) -> quote(value, text);
            case ScalarNode scalar -> text.append(scalar.text()).append(',');
            case NullNode _ -> text.append("null,");
        }
    }

    private static void quote(String value, StringBuilder text) {
        text.append(value.length()).append(':').append(value);
    }
}
