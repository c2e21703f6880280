package io.ostiary.policy.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Leaves out of a scenario whatever it can, as long as the fault stays. */
final class Shrinking {

    private Shrinking() {}

    static Scenario shrunk(Scenario scenario, Predicate<Scenario> stillFails) {
        for (Scenario smaller : smaller(scenario)) {
            if (fails(smaller, stillFails)) {
                return shrunk(smaller, stillFails);
            }
        }
        return scenario;
    }

    private static boolean fails(Scenario scenario, Predicate<Scenario> stillFails) {
        try {
            return stillFails.test(scenario);
        } catch (AssertionError e) {
            // What was left out was needed: the document is none any more.
            return false;
        }
    }

    private static List<Scenario> smaller(Scenario scenario) {
        List<Scenario> smaller = new ArrayList<>();
        scenario.layers()
                .forEach(
                        (layer, statements) -> {
                            Map<String, ArrayNode> without = new LinkedHashMap<>(scenario.layers());
                            without.remove(layer);
                            smaller.add(scenario.with(without));
                            for (JsonNode fewer : smaller(statements)) {
                                Map<String, ArrayNode> layers =
                                        new LinkedHashMap<>(scenario.layers());
                                layers.put(layer, (ArrayNode) fewer);
                                smaller.add(scenario.with(layers));
                            }
                        });
        for (String key : scenario.keys().keySet()) {
            Map<String, List<String>> keys = new LinkedHashMap<>(scenario.keys());
            keys.remove(key);
            smaller.add(
                    scenario.asking(
                            scenario.principal(),
                            scenario.action(),
                            scenario.resource(),
                            scenario.account(),
                            keys));
        }
        return smaller;
    }

    /** The same tree with one element or member less, anywhere in it. */
    private static List<JsonNode> smaller(JsonNode node) {
        List<JsonNode> smaller = new ArrayList<>();
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                ArrayNode without = array.deepCopy();
                without.remove(i);
                smaller.add(without);
                for (JsonNode inner : smaller(array.get(i))) {
                    ArrayNode with = array.deepCopy();
                    with.set(i, inner);
                    smaller.add(with);
                }
            }
        } else if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(
                            member -> {
                                ObjectNode without = object.deepCopy();
                                without.remove(member.getKey());
                                smaller.add(without);
                                for (JsonNode inner : smaller(member.getValue())) {
                                    ObjectNode with = object.deepCopy();
                                    with.set(member.getKey(), inner);
                                    smaller.add(with);
                                }
                            });
        }
        return smaller;
    }
}
