package io.ostiary.engine.authorize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.contract.id.Names;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
        try (InputStream file = open();
                var lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        new GZIPInputStream(file, 1 << 16), StandardCharsets.UTF_8),
                                1 << 16)) {
            String line;
            while (found.size() < services.size() && (line = lines.readLine()) != null) {
                // Most lines are of other services: the name stands in front.
                String service = service(line);
                if (services.contains(service)) {
                    found.put(service, actions(service, json.readTree(line)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
        if (!found.keySet().containsAll(services)) {
            throw new IllegalStateException(FILE + " lacks one of " + services);
        }
        return found;
    }

    private static InputStream open() throws IOException {
        InputStream file = AuthorizationData.class.getResourceAsStream(FILE);
        if (file == null) {
            throw new IOException("not on the class path: " + FILE);
        }
        return file;
    }

    private static String service(String line) {
        String start = "{\"Service\":\"";
        return line.startsWith(start)
                ? line.substring(start.length(), line.indexOf('"', start.length()))
                : "";
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
