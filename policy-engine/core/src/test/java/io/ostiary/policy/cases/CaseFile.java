package io.ostiary.policy.cases;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.document.PolicyKind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads case files. A field that nobody knows is an error: a misspelt one would test nothing. */
final class CaseFile {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private CaseFile() {}

    /** A question and the answer to it. */
    record DecisionCase(
            String name,
            Scenario scenario,
            String decision,
            @Nullable String layer,
            List<String> by) {}

    /**
     * A document and what storing it answers.
     *
     * @param malformed the message, or null when it is accepted
     */
    record WriteCase(String name, PolicyKind kind, String text, @Nullable String malformed) {}

    record Cases(List<DecisionCase> decisions, List<WriteCase> writes) {}

    static Cases read(Path file) throws IOException {
        List<DecisionCase> decisions = new ArrayList<>();
        List<WriteCase> writes = new ArrayList<>();
        for (JsonNode one : JSON.readTree(Files.readString(file))) {
            require(one, "note", "source", "want");
            String name = file.getFileName() + ": " + one.get("note").asText();
            if (one.has("write")) {
                writes.add(write(name, one));
            } else {
                decisions.add(decision(name, one));
            }
        }
        return new Cases(decisions, writes);
    }

    private static WriteCase write(String name, JsonNode one) {
        known(one, Set.of("note", "source", "write", "document", "text", "want"));
        known(one.get("want"), Set.of("malformed", "accepted"));
        JsonNode text = one.get("text");
        JsonNode malformed = one.get("want").get("malformed");
        return new WriteCase(
                name,
                PolicyKind.valueOf(one.get("write").asText()),
                text != null ? text.asText() : one.get("document").toString(),
                malformed == null ? null : malformed.asText());
    }

    private static DecisionCase decision(String name, JsonNode one) {
        known(
                one,
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
                        "version",
                        "bindings",
                        "principal",
                        "request",
                        "want"));
        JsonNode request = one.get("request");
        known(request, Set.of("action", "resource", "account", "keys"));
        JsonNode want = one.get("want");
        known(want, Set.of("decision", "layer", "by"));
        Map<String, ArrayNode> layers = new LinkedHashMap<>();
        for (String layer : Scenario.LAYERS) {
            if (one.has(layer)) {
                layers.put(layer, (ArrayNode) one.get(layer));
            }
        }
        Map<String, List<String>> keys = new LinkedHashMap<>();
        request.path("keys")
                .properties()
                .forEach(key -> keys.put(Names.key(key.getKey()), texts(key.getValue())));
        JsonNode version = one.has("version") ? one.get("version") : null;
        Map<String, String> bindings = World.BINDINGS;
        if (one.has("bindings")) {
            Map<String, String> written = new LinkedHashMap<>();
            one.get("bindings")
                    .properties()
                    .forEach(binding -> written.put(binding.getKey(), binding.getValue().asText()));
            bindings = written;
        }
        var scenario =
                new Scenario(
                        layers,
                        version == null ? "2012-10-17" : version.isNull() ? null : version.asText(),
                        bindings,
                        one.path("principal").asText("alice"),
                        request.get("action").asText(),
                        request.path("resource").asText("*"),
                        request.path("account").asText(World.HOME),
                        keys);
        return new DecisionCase(
                name,
                scenario,
                want.get("decision").asText(),
                want.has("layer") ? want.get("layer").asText() : null,
                want.has("by") ? texts(want.get("by")) : List.of());
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
