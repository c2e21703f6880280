package io.ostiary.policy.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.ostiary.policy.document.Statement;
import io.ostiary.policy.evaluate.PolicyLayer;
import io.ostiary.policy.explain.Change.AddStatement;
import io.ostiary.policy.explain.Change.EditStatement;
import io.ostiary.policy.explain.Change.OfPolicy;
import io.ostiary.policy.explain.StatementJson;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a suggested change by its text, as whoever pastes it would. */
final class Rewriting {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Rewriting() {}

    /** Alice's, who has one policy. */
    static Scenario scenario(String identity, String action, String resource) {
        Map<String, ArrayNode> layers = new LinkedHashMap<>();
        layers.put("identity", (ArrayNode) read(identity));
        return new Scenario(
                layers,
                "2012-10-17",
                World.BINDINGS,
                "alice",
                action,
                resource,
                World.HOME,
                Map.of());
    }

    static Scenario apply(Scenario scenario, OfPolicy change) {
        Map<String, ArrayNode> layers = new LinkedHashMap<>();
        scenario.layers().forEach((name, statements) -> layers.put(name, statements.deepCopy()));
        String version = scenario.version();
        String layer = name(change, layers);
        switch (change) {
            case AddStatement add -> {
                if (!layers.containsKey(layer)) {
                    layers.put(layer, JsonNodeFactory.instance.arrayNode());
                    // A document of its own is written in the version of today.
                    version = layer.equals("resource") ? "2012-10-17" : version;
                }
                statements(layers, layer, change).add(read(StatementJson.text(add.statement())));
            }
            case EditStatement edit -> {
                ArrayNode statements = statements(layers, layer, change);
                List<JsonNode> rest = new ArrayList<>();
                int index = 0;
                for (JsonNode one : statements) {
                    if (one.isTextual() || index++ != edit.index()) {
                        rest.add(one);
                        continue;
                    }
                    for (Statement by : edit.by()) {
                        rest.add(read(StatementJson.text(by)));
                    }
                }
                statements.removeAll();
                statements.addAll(rest);
            }
        }
        return new Scenario(
                layers,
                version,
                scenario.bindings(),
                scenario.principal(),
                scenario.action(),
                scenario.resource(),
                scenario.account(),
                scenario.keys());
    }

    private static ArrayNode statements(
            Map<String, ArrayNode> layers, String layer, OfPolicy change) {
        ArrayNode found = layers.get(layer);
        if (found == null) {
            throw new IllegalArgumentException("no " + layer);
        }
        return layer.equals("scp") || layer.equals("rcp")
                ? (ArrayNode) found.get(change.level())
                : found;
    }

    private static String name(OfPolicy change, Map<String, ArrayNode> layers) {
        if (change instanceof EditStatement edit && change.layer() == PolicyLayer.IDENTITY) {
            return edit.policy().label();
        }
        return switch (change.layer()) {
            case RCP -> "rcp";
            case SCP -> "scp";
            case IDENTITY -> "identity";
            case BOUNDARY -> "boundary";
            case SESSION -> "session";
            case RESOURCE -> layers.containsKey("trust") ? "trust" : "resource";
        };
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
