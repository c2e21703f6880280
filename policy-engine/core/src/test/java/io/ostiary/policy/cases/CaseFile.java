package io.ostiary.policy.cases;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.document.PolicyKind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads case files, a list of cases each; {@code cases/README.md} tells their fields. A field that
 * nobody knows is an error: a misspelt one would test nothing.
 */
final class CaseFile {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Set<String> DECISION_FIELDS =
            Set.of(
                    "note",
                    "source",
                    "scp",
                    "rcp",
                    "identity",
                    "group",
                    "boundary",
                    "session",
                    "trust",
                    "resource",
                    "condition",
                    "keys",
                    "version",
                    "bindings",
                    "principal",
                    "request",
                    "want");

    private CaseFile() {}

    sealed interface Case {
        String name();
    }

    /** A question and the answer to it. */
    record DecisionCase(
            String name,
            Scenario scenario,
            String decision,
            @Nullable String layer,
            List<String> by)
            implements Case {}

    /**
     * A document and what storing it answers.
     *
     * @param malformed the message, or null when it is accepted
     */
    record WriteCase(String name, PolicyKind kind, String text, @Nullable String malformed)
            implements Case {}

    /** The files below a folder of the test resources, by name. */
    static Map<String, JsonNode> trees(String folder) throws IOException, URISyntaxException {
        Path path = Path.of(Objects.requireNonNull(CaseFile.class.getResource(folder)).toURI());
        Map<String, JsonNode> trees = new TreeMap<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
                trees.put(
                        file.getFileName().toString().replace(".json", ""),
                        JSON.readTree(Files.readString(file)));
            }
        }
        return trees;
    }

    static List<Case> read(String file, JsonNode tree) {
        List<Case> cases = new ArrayList<>();
        for (JsonNode one : tree) {
            require(one, "note", "source", "want");
            String name = file + ": " + one.get("note").asText();
            cases.add(one.has("write") ? write(name, one) : decision(name, one));
        }
        return cases;
    }

    private static WriteCase write(String name, JsonNode one) {
        known(one, Set.of("note", "source", "write", "document", "statement", "text", "want"));
        JsonNode want = one.get("want");
        boolean accepted = want.isTextual() && want.asText().equals("accepted");
        if (!accepted) {
            known(want, Set.of("malformed", "accepted"));
        }
        JsonNode malformed = want.get("malformed");
        JsonNode text = one.get("text");
        JsonNode statement = one.get("statement");
        JsonNode document =
                statement == null
                        ? one.get("document")
                        : NODES.objectNode()
                                .put("Version", "2012-10-17")
                                .set("Statement", statement);
        return new WriteCase(
                name,
                PolicyKind.valueOf(one.get("write").asText()),
                text != null ? text.asText() : document.toString(),
                malformed == null ? null : malformed.asText());
    }

    private static DecisionCase decision(String name, JsonNode one) {
        known(one, DECISION_FIELDS);
        JsonNode request = one.path("request");
        known(request, Set.of("action", "resource", "account", "keys"));
        Map<String, ArrayNode> layers = new LinkedHashMap<>();
        for (String layer : Scenario.LAYERS) {
            if (one.has(layer)) {
                layers.put(layer, (ArrayNode) one.get(layer));
            }
        }
        if (one.has("condition")) {
            layers.put("identity", NODES.arrayNode().add(allowedWhen(one.get("condition"))));
        }
        JsonNode version = one.has("version") ? one.get("version") : null;
        Map<String, String> bindings = new HashMap<>(World.BINDINGS);
        if (one.has("bindings")) {
            bindings.clear();
            one.get("bindings")
                    .properties()
                    .forEach(bound -> bindings.put(bound.getKey(), bound.getValue().asText()));
        }
        var scenario =
                new Scenario(
                        layers,
                        version == null ? "2012-10-17" : version.isNull() ? null : version.asText(),
                        bindings,
                        one.path("principal").asText("alice"),
                        request.path("action").asText("s3:GetObject"),
                        request.path("resource").asText("arn:aws:s3:::b/k"),
                        request.path("account").asText(World.HOME),
                        keys(one.has("keys") ? one.get("keys") : request.path("keys")));
        JsonNode want = one.get("want");
        if (want.isTextual()) {
            String[] words = want.asText().split(" by ", 2);
            return new DecisionCase(
                    name, scenario, words[0], words.length > 1 ? words[1] : null, List.of());
        }
        known(want, Set.of("decision", "layer", "by"));
        return new DecisionCase(
                name,
                scenario,
                want.get("decision").asText(),
                want.has("layer") ? want.get("layer").asText() : null,
                want.has("by") ? texts(want.get("by")) : List.of());
    }

    private static ObjectNode allowedWhen(JsonNode condition) {
        return NODES.objectNode()
                .put("Effect", "Allow")
                .put("Action", "*")
                .put("Resource", "*")
                .set("Condition", condition);
    }

    private static Map<String, List<String>> keys(JsonNode written) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        written.properties()
                .forEach(key -> keys.put(Names.key(key.getKey()), texts(key.getValue())));
        return keys;
    }

    private static List<String> texts(JsonNode value) {
        if (!value.isArray()) {
            return List.of(value.asText());
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static void require(JsonNode one, String... fields) {
        for (String field : fields) {
            if (!one.has(field)) {
                throw new IllegalArgumentException("a case without " + field + ": " + one);
            }
        }
    }

    private static void known(JsonNode one, Set<String> fields) {
        one.fieldNames()
                .forEachRemaining(
                        field -> {
                            if (!fields.contains(field)) {
                                throw new IllegalArgumentException("unknown field: " + field);
                            }
                        });
    }
}
