package io.ostiary.engine.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.contract.id.Names;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * AWS's service-authorization data, as far as this house has the services (its origin: the NOTICE
 * beside the file).
 */
final class AuthorizationData {

    private static final String FILE = "service-authorization.ndjson.gz";

    private AuthorizationData() {}

    /**
     * @param resourceTypes names, in the order of the data
     * @param conditionKeys lower case, families cut behind the slash
     */
    record Action(
            String service, String name, List<String> resourceTypes, Set<String> conditionKeys) {
        Action {
            resourceTypes = List.copyOf(resourceTypes);
            conditionKeys = Set.copyOf(conditionKeys);
        }
    }

    /** By service and name. */
    static Map<String, Map<String, Action>> read(Set<String> services) {
        var found = new HashMap<String, Map<String, Action>>();
        var json = new ObjectMapper();
        String text = text();
        for (String service : services) {
            // Finding three lines of four hundred is much cheaper than reading all of them.
            int from = text.indexOf("{\"Service\":\"" + service + "\"");
            if (from >= 0) {
                int to = text.indexOf('\n', from);
                String line = text.substring(from, to < 0 ? text.length() : to);
                try {
                    found.put(service, actions(service, json.readTree(line)));
                } catch (JsonProcessingException e) {
                    throw new UncheckedIOException(FILE, e);
                }
            }
        }
        if (!found.keySet().containsAll(services)) {
            throw new IllegalStateException(FILE + " lacks one of " + services);
        }
        return found;
    }

    private static String text() {
        try (InputStream file = AuthorizationData.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("not on the class path: " + FILE);
            }
            return new String(new GZIPInputStream(file, 1 << 16).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    private static Map<String, Action> actions(String service, JsonNode data) {
        var keysOfTypes = new HashMap<String, Set<String>>();
        for (JsonNode type : data.path("ResourceTypes")) {
            keysOfTypes.put(type.path("Name").asText(), keys(type));
        }
        var actions = new HashMap<String, Action>();
        for (JsonNode action : data.path("Actions")) {
            var types = new ArrayList<String>();
            Set<String> keys = keys(action);
            for (JsonNode resource : action.path("Resources")) {
                String type = resource.path("Name").asText();
                types.add(type);
                keys.addAll(keys(resource));
                keys.addAll(keysOfTypes.getOrDefault(type, Set.of()));
            }
            String name = action.path("Name").asText();
            actions.put(name, new Action(service, name, types, keys));
        }
        return actions;
    }

    private static Set<String> keys(JsonNode node) {
        var keys = new HashSet<String>();
        for (JsonNode key : node.path("ConditionKeys")) {
            String text = Names.key(key.asText());
            int family = text.indexOf("/${");
            keys.add(family < 0 ? text : text.substring(0, family + 1));
        }
        return keys;
    }
}
