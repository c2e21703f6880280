package io.ostiary.standalone.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A question of the case files, as it stands there (README beside them), and what a house could not
 * be told of it.
 *
 * @param name file and note
 * @param tree the case
 */
record WrittenCase(String name, JsonNode tree) {

    static final String HOME = "111122223333";
    static final String ABROAD = "444455556666";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CASES =
            Path.of("..", "..", "policy-engine", "core", "src", "test", "resources", "cases");

    /** Global keys that a house knows by itself, or that nobody may state. */
    private static final Pattern KNOWN_KEY =
            Pattern.compile(
                    "aws:(?!username|SourceIp|SecureTransport|UserAgent|Referer|RequestedRegion"
                            + "|SourceVpc|SourceVpce|VpcSourceIp|TagKeys|RequestTag)"
                            + "([A-Z]\\w+|userid)",
                    Pattern.CASE_INSENSITIVE);

    /** Parts of ARNs look like keys. */
    private static final Pattern ARN_START =
            Pattern.compile("arn:[^:\"]*:[^:\"]*:", Pattern.CASE_INSENSITIVE);

    private static final Pattern STATED =
            Pattern.compile(
                    "aws:(SourceIp|SecureTransport|UserAgent|Referer|RequestedRegion|SourceVpc"
                            + "|SourceVpce|VpcSourceIp|TagKeys|RequestTag/.*)|s3:.*",
                    Pattern.CASE_INSENSITIVE);

    /** Of a user or role, or the canonical one of an account. */
    private static final Pattern UNIQUE_ID =
            Pattern.compile("\"(AIDA|AROA)[A-Z0-9]{16}|CanonicalUser");

    /** Cases about operators ask with keys of no service. */
    private static final Pattern KEY_OF_NO_SERVICE = Pattern.compile("([\"{])k:");

    /** All that decide something; those about what may be written are another matter. */
    static List<WrittenCase> all() throws IOException {
        List<WrittenCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                for (JsonNode one : JSON.readTree(Files.readString(file))) {
                    if (!one.has("write")) {
                        String text = one.toString();
                        Matcher keys = KEY_OF_NO_SERVICE.matcher(text);
                        cases.add(
                                new WrittenCase(
                                        file.getFileName() + ": " + one.get("note").asText(),
                                        JSON.readTree(keys.replaceAll("$1s3:case-"))));
                    }
                }
            }
        }
        return cases;
    }

    String principal() {
        return tree.path("principal").asText("alice");
    }

    String action() {
        return tree.path("request").path("action").asText("s3:GetObject");
    }

    String resource() {
        return tree.path("request").path("resource").asText("arn:aws:s3:::b/k");
    }

    String resourceAccount() {
        return tree.path("request").path("account").asText(HOME);
    }

    boolean has(String layer) {
        return tree.has(layer) || (layer.equals("identity") && tree.has("condition"));
    }

    /** {@code allow}, {@code explicitDeny} or {@code implicitDeny}. */
    String wanted() {
        JsonNode want = tree.get("want");
        String decision = want.isTextual() ? want.asText() : want.get("decision").asText();
        return decision.split(" by ", 2)[0];
    }

    /** The document of a layer; null when the case has none. */
    @Nullable String document(String layer) {
        JsonNode statements = tree.get(layer);
        if (layer.equals("identity") && tree.has("condition")) {
            ObjectNode allow = JSON.createObjectNode();
            allow.put("Effect", "Allow").put("Action", "*").put("Resource", "*");
            allow.set("Condition", tree.get("condition"));
            statements = JSON.createArrayNode().add(allow);
        }
        if (statements == null || statements.isEmpty()) {
            return null;
        }
        ObjectNode document = JSON.createObjectNode();
        boolean versioned = layer.equals("resource") && tree.has("version");
        if (!versioned) {
            document.put("Version", "2012-10-17");
        } else if (!tree.get("version").isNull()) {
            document.set("Version", tree.get("version"));
        }
        document.set("Statement", statements);
        return document.toString();
    }

    /**
     * What one level of an organization allows at most.
     *
     * @param everything whether AWS's own policy is attached
     * @param document the other statements; null when there is none
     */
    record Level(boolean everything, @Nullable String document) {}

    /** From the organization's root to the account. */
    List<Level> levels(String type) {
        List<Level> levels = new ArrayList<>();
        for (JsonNode written : tree.path(type)) {
            boolean everything = false;
            ArrayNode statements = JSON.createArrayNode();
            for (JsonNode each : written) {
                if (each.isTextual()) {
                    everything = true;
                } else {
                    statements.add(each);
                }
            }
            levels.add(new Level(everything, statements.isEmpty() ? null : document(statements)));
        }
        return levels;
    }

    private static String document(JsonNode statements) {
        ObjectNode document = JSON.createObjectNode();
        document.put("Version", "2012-10-17");
        document.set("Statement", statements);
        return document.toString();
    }

    /** Values by key, as written. */
    Map<String, List<String>> keys() {
        JsonNode written = tree.has("keys") ? tree.get("keys") : tree.path("request").path("keys");
        Map<String, List<String>> keys = new TreeMap<>();
        for (Map.Entry<String, JsonNode> key : written.properties()) {
            List<String> values = new ArrayList<>();
            if (key.getValue().isArray()) {
                key.getValue().forEach(value -> values.add(value.asText()));
            } else {
                values.add(key.getValue().asText());
            }
            keys.put(key.getKey(), values);
        }
        return keys;
    }

    /** Those that a service may state. */
    Map<String, List<String>> statedKeys() {
        Map<String, List<String>> keys = new TreeMap<>(keys());
        keys.remove("aws:username");
        return keys;
    }

    /** Why no house can be brought into this state by calls; null when it can. */
    @Nullable String inexpressible() {
        for (String layer : List.of("trust", "bindings")) {
            if (tree.has(layer)) {
                return layer;
            }
        }
        if (levels("scp").stream().anyMatch(each -> !each.everything() && each.document() == null)
                || levels("rcp").stream().anyMatch(each -> !each.everything())) {
            return "a level that an organization does not leave so empty";
        }
        if (!List.of("alice", "bob", "mallory", "app", "app2", "foreignApp", "aliceSession")
                .contains(principal())) {
            return "who asks: " + principal();
        }
        if (has("session") && !principal().toLowerCase(Locale.ROOT).contains("app")) {
            return "a session policy of " + principal();
        }
        if (has("group") && principal().toLowerCase(Locale.ROOT).contains("app")) {
            return "a group of a role";
        }
        // No identity policy at all says the same as an empty one.
        for (String layer : List.of("boundary", "session", "resource")) {
            if (tree.has(layer) && tree.get(layer).isEmpty()) {
                return "an empty " + layer;
            }
        }
        for (String key : statedKeys().keySet()) {
            if (!STATED.matcher(key).matches()) {
                return "a key that nobody may state";
            }
        }
        return ofItself();
    }

    /** Whether it is about a user without a name. */
    boolean lacksUserName() {
        return !keys().containsKey("aws:username")
                && tree.toString().toLowerCase(Locale.ROOT).contains("aws:username");
    }

    /** Whether it names somebody by an id that only a house gives. */
    boolean namesIds() {
        return UNIQUE_ID.matcher(tree.toString()).find();
    }

    /** What a house knows by itself, and a case may have otherwise. */
    private @Nullable String ofItself() {
        var said = new StringBuilder();
        for (String layer : List.of("identity", "group", "boundary", "session", "resource")) {
            String document = document(layer);
            said.append(document == null ? "" : document);
        }
        said.append(tree.path("scp")).append(tree.path("rcp"));
        if (KNOWN_KEY.matcher(ARN_START.matcher(said).replaceAll("arn:")).find()) {
            return "a key that a house knows by itself";
        }
        List<String> userName = keys().get("aws:username");
        if (userName == null ? lacksUserName() : !userName.equals(List.of(principal()))) {
            return "another user name";
        }
        String service = action().split(":", 2)[0].toLowerCase(Locale.ROOT);
        if (List.of("iam", "sts", "organizations", "ostiary").contains(service)) {
            return "an action that Ostiary judges itself";
        }
        return null;
    }
}
