package io.ostiary.gateway.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of a model file. Streamed by jackson-core into plain maps: the databind mapper costs more
 * to start than the three files cost to read.
 */
final class ModelTree {

    private static final JsonFactory JSON = new JsonFactory();
    private static final ModelTree EMPTY = new ModelTree(Map.of());

    private final Map<String, Object> fields;

    private ModelTree(Map<String, Object> fields) {
        this.fields = fields;
    }

    static ModelTree read(InputStream in) throws IOException {
        try (JsonParser parser = JSON.createParser(in)) {
            parser.nextToken();
            return new ModelTree(object(parser));
        }
    }

    Iterable<Map.Entry<String, ModelTree>> entries() {
        List<Map.Entry<String, ModelTree>> entries = new ArrayList<>(fields.size());
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            entries.add(Map.entry(field.getKey(), tree(field.getValue())));
        }
        return entries;
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    ModelTree get(String field) {
        Object value = fields.get(field);
        return value == null ? EMPTY : tree(value);
    }

    String text(String field) {
        return fields.get(field) instanceof String text ? text : "";
    }

    @Nullable Long number(String field) {
        return fields.get(field) instanceof Long number ? number : null;
    }

    boolean flag(String field) {
        return Boolean.TRUE.equals(fields.get(field));
    }

    /** The texts of an array; a single text counts as an array of one. */
    List<String> texts(String field) {
        Object value = fields.get(field);
        if (value instanceof String text) {
            return List.of(text);
        }
        if (!(value instanceof List<?> list)) {
            return List.of();
        }
        return list.stream().map(String.class::cast).toList();
    }

    List<ModelTree> trees(String field) {
        return fields.get(field) instanceof List<?> list
                ? list.stream().map(ModelTree::tree).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked") // only object() below makes maps
    private static ModelTree tree(Object value) {
        return value instanceof Map<?, ?> map ? new ModelTree((Map<String, Object>) map) : EMPTY;
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> (long) parser.getDoubleValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> throw new IOException("unexpected " + parser.currentToken());
        };
    }
}
