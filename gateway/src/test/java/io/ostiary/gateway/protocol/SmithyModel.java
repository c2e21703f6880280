package io.ostiary.gateway.protocol;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.gateway.model.ModelReader;
import io.ostiary.gateway.model.ServiceModel;
import io.ostiary.gateway.protocol.SmithyIdl.MemberNode;
import io.ostiary.gateway.protocol.SmithyIdl.ShapeNode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns Smithy shapes into a service model file and has the real {@link ModelReader} read it. */
final class SmithyModel {

    private static final Map<String, String> SIMPLE =
            Map.of(
                    "String", "string",
                    "Boolean", "boolean",
                    "Byte", "integer",
                    "Short", "integer",
                    "Integer", "integer",
                    "Long", "long",
                    "Float", "float",
                    "Double", "double",
                    "Blob", "blob",
                    "Timestamp", "timestamp");

    private final Map<String, ShapeNode> nodes;
    private final Map<String, Object> shapes = new LinkedHashMap<>();

    private SmithyModel(Map<String, ShapeNode> nodes) {
        this.nodes = nodes;
    }

    static ServiceModel read(Map<String, ShapeNode> nodes) throws IOException {
        return new SmithyModel(nodes).service();
    }

    private ServiceModel service() throws IOException {
        SIMPLE.forEach((name, type) -> shapes.put(name, Map.of("type", type)));
        Map<String, Object> operations = new LinkedHashMap<>();
        Map<String, Object> metadata = new LinkedHashMap<>(Map.of("protocol", "query"));
        nodes.forEach(
                (name, node) -> {
                    switch (node.kind) {
                        case "operation" -> operations.put(name, operation(name, node));
                        case "service" -> {
                            metadata.put("apiVersion", node.properties.get("version"));
                            metadata.put("serviceId", name);
                            metadata.put("endpointPrefix", "awsquery");
                            metadata.put(
                                    "xmlNamespace",
                                    ((Map<?, ?>) node.traits.get("xmlNamespace")).get("uri"));
                        }
                        default -> shapes.put(name, shape(node));
                    }
                });
        Map<String, Object> file =
                Map.of("metadata", metadata, "operations", operations, "shapes", shapes);
        return ModelReader.read(
                new ByteArrayInputStream(new ObjectMapper().writeValueAsBytes(file)));
    }

    private static Map<String, Object> operation(String name, ShapeNode node) {
        Map<String, Object> operation = new LinkedHashMap<>(Map.of("name", name));
        if (node.properties.get("input") instanceof String input) {
            operation.put("input", Map.of("shape", input));
        }
        if (node.properties.get("output") instanceof String output) {
            operation.put("output", Map.of("shape", output, "resultWrapper", name + "Result"));
        }
        if (node.properties.get("errors") instanceof List<?> errors) {
            operation.put("errors", errors.stream().map(e -> Map.of("shape", e)).toList());
        }
        return operation;
    }

    private Map<String, Object> shape(ShapeNode node) {
        Map<String, Object> shape = new LinkedHashMap<>();
        switch (node.kind) {
            case "structure", "union" -> {
                shape.put("type", "structure");
                Map<String, Object> members = new LinkedHashMap<>();
                List<String> required = new ArrayList<>();
                node.members.forEach(
                        (name, member) -> {
                            members.put(name, member(member));
                            if (member.traits().containsKey("required")) {
                                required.add(name);
                            }
                        });
                shape.put("members", members);
                shape.put("required", required);
                error(node, shape);
            }
            case "list" -> {
                shape.put("type", "list");
                shape.put("member", member(node.members.get("member")));
            }
            case "map" -> {
                shape.put("type", "map");
                shape.put("key", member(node.members.get("key")));
                shape.put("value", member(node.members.get("value")));
            }
            case "enum" -> {
                shape.put("type", "string");
                shape.put("enum", node.members.values().stream().map(MemberNode::value).toList());
            }
            case "intEnum" -> shape.put("type", "integer");
            default -> {
                shape.put("type", node.kind);
                format(node.traits, shape);
            }
        }
        return shape;
    }

    private static void error(ShapeNode node, Map<String, Object> shape) {
        if (!(node.traits.get("error") instanceof String side)) {
            return;
        }
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("senderFault", side.equals("client"));
        error.put("httpStatusCode", side.equals("client") ? 400 : 500);
        if (node.traits.get("awsQueryError") instanceof Map<?, ?> query) {
            error.put("code", query.get("code"));
            error.put("httpStatusCode", ((Double) query.get("httpResponseCode")).intValue());
        }
        shape.put("exception", true);
        shape.put("error", error);
    }

    private Map<String, Object> member(MemberNode node) {
        Map<String, Object> member = new LinkedHashMap<>();
        String target = node.target();
        if (node.traits().containsKey("xmlFlattened")) {
            Map<String, Object> flattened = shape(nodes.get(target));
            flattened.put("flattened", true);
            target += "Flattened";
            shapes.put(target, flattened);
        }
        member.put("shape", target);
        if (node.traits().get("xmlName") instanceof String name) {
            member.put("locationName", name);
        }
        if (node.traits().get("xmlNamespace") instanceof Map<?, ?> namespace) {
            member.put("xmlNamespace", namespace);
        }
        format(node.traits(), member);
        return member;
    }

    private static void format(Map<String, Object> traits, Map<String, Object> into) {
        if (traits.get("timestampFormat") instanceof String format) {
            into.put(
                    "timestampFormat",
                    switch (format) {
                        case "date-time" -> "iso8601";
                        case "epoch-seconds" -> "unixTimestamp";
                        case "http-date" -> "rfc822";
                        default -> throw new IllegalStateException(format);
                    });
        }
    }
}
