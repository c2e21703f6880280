package io.ostiary.policy.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.ostiary.contract.id.Names;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads one service's line. What it does not know is a defect of the build. */
final class ServiceReader {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;
    private final Pool pool;

    private ServiceReader(JsonParser parser, Pool pool) {
        this.parser = parser;
        this.pool = pool;
    }

    static ServiceEntry read(byte[] bytes, int from, int length, Pool pool) throws IOException {
        try (JsonParser parser = JSON.createParser(bytes, from, length)) {
            parser.nextToken();
            return new ServiceReader(parser, pool).service();
        }
    }

    private ServiceEntry service() throws IOException {
        String prefix = "";
        String name = "";
        boolean rcp = false;
        Map<String, ActionEntry> actions = new LinkedHashMap<>();
        Map<String, ResourceType> types = new LinkedHashMap<>();
        Map<String, KeyType> keys = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "Service" -> prefix = pool.text(parser.getText());
                case "Name" -> name = parser.getText();
                case "Rcp" -> rcp = parser.getBooleanValue();
                case "Actions" -> {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        ActionEntry action = action(prefix);
                        actions.put(pool.text(Names.key(action.name())), action);
                    }
                }
                case "ResourceTypes" -> {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        ResourceType type = resourceType();
                        types.put(type.name(), type);
                    }
                }
                case "ConditionKeys" -> {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        Members key = members();
                        keys.put(
                                pool.text(ServiceEntry.filed(key.text("Key"))),
                                KeyType.read(key.text("Type")));
                    }
                }
                default -> throw new IOException("an unknown member: " + member);
            }
        }
        return new ServiceEntry(
                prefix,
                name,
                rcp,
                Collections.unmodifiableMap(actions),
                Collections.unmodifiableMap(types),
                Map.copyOf(keys));
    }

    private ActionEntry action(String prefix) throws IOException {
        Members action = members();
        List<ActionEntry.Resource> resources = new ArrayList<>();
        for (Members each : action.objects) {
            resources.add(
                    new ActionEntry.Resource(each.text("Name"), each.required, each.conditionKeys));
        }
        return new ActionEntry(
                prefix,
                action.text("Name"),
                AccessLevel.read(action.text("AccessLevel")),
                pool.list(resources),
                action.conditionKeys);
    }

    private ResourceType resourceType() throws IOException {
        Members type = members();
        return new ResourceType(type.text("Name"), type.text("Arn"), type.conditionKeys);
    }

    /** All shapes of the file have members of these four kinds. */
    private static final class Members {
        private final Map<String, String> texts = new TreeMap<>();
        private List<Members> objects = List.of();
        private List<String> conditionKeys = List.of();
        private boolean required;

        String text(String member) throws IOException {
            String text = texts.get(member);
            if (text == null) {
                throw new IOException("missing: " + member);
            }
            return text;
        }
    }

    private Members members() throws IOException {
        var members = new Members();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "Resources" -> {
                    members.objects = new ArrayList<>();
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        members.objects.add(members());
                    }
                }
                case "ConditionKeys" -> {
                    List<String> keys = new ArrayList<>();
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        keys.add(pool.text(parser.getText()));
                    }
                    members.conditionKeys = pool.list(keys);
                }
                case "Required" -> members.required = parser.getBooleanValue();
                default -> members.texts.put(name, pool.text(parser.getText()));
            }
        }
        return members;
    }
}
