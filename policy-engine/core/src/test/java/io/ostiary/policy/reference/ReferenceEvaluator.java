package io.ostiary.policy.reference;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** AWS's evaluation logic, sentence by sentence. Answers allow, explicitDeny or implicitDeny. */
public final class ReferenceEvaluator {

    private final ReferencePolicies policies;
    private final ReferenceRequest request;

    private ReferenceEvaluator(ReferencePolicies policies, ReferenceRequest request) {
        this.policies = policies;
        this.request = request;
    }

    public static String decide(ReferencePolicies policies, ReferenceRequest request) {
        return new ReferenceEvaluator(policies, request).decide();
    }

    private String decide() {
        boolean identified = !List.of("SERVICE", "WEB", "ANONYMOUS").contains(request.kind());
        boolean federated = request.kind().equals("FEDERATED");
        boolean root =
                request.kind().equals("ROOT")
                        || (federated && request.uniqueId().equals(request.account()));
        List<JsonNode> own = identified && !root ? policies.identity() : List.of();
        JsonNode boundary = identified && !root ? policies.boundary() : null;
        List<JsonNode> session = identified ? policies.session() : null;
        JsonNode resource = policies.resource();

        List<JsonNode> scp = identified ? policies.scp() : List.of();

        // An explicit deny in any policy.
        if (applies(policies.rcp(), "Deny")
                || applies(scp, "Deny")
                || applies(own, "Deny")
                || (boundary != null && applies(List.of(boundary), "Deny"))
                || (session != null && applies(session, "Deny"))
                || (resource != null && applies(List.of(resource), "Deny"))) {
            return "explicitDeny";
        }
        // "There must be an explicit Allow statement at every level."
        if (!everyAllows(policies.rcp()) || !everyAllows(scp)) {
            return "implicitDeny";
        }
        boolean identityAllows = root || applies(own, "Allow");
        boolean boundaryAllows = boundary == null || applies(List.of(boundary), "Allow");
        // "Otherwise": without session policies a role session may what its role may, and a
        // federated user nothing.
        boolean sessionAllows = session == null ? !federated : applies(session, "Allow");
        boolean ownSide = identityAllows && boundaryAllows && sessionAllows;
        boolean direct = resource != null && grants(resource, "direct");
        boolean role = resource != null && grants(resource, "role");
        boolean account = resource != null && grants(resource, "account");
        boolean named = direct || role || account;
        boolean allowed;
        if (!identified) {
            allowed = named;
        } else if (!request.account().equals(request.resourceAccount())) {
            allowed = named && ownSide;
        } else {
            allowed =
                    direct
                            || (role && boundaryAllows && sessionAllows)
                            || (ownSide && (named || !policies.trust()));
        }
        return allowed ? "allow" : "implicitDeny";
    }

    private boolean everyAllows(List<JsonNode> levels) {
        return levels.stream().allMatch(level -> applies(List.of(level), "Allow"));
    }

    private boolean applies(List<JsonNode> documents, String effect) {
        return documents.stream()
                .anyMatch(
                        document ->
                                each(document.get("Statement"))
                                        .anyMatch(
                                                statement ->
                                                        matches(document, statement, effect)
                                                                && isAbout(statement)));
    }

    private boolean grants(JsonNode document, String how) {
        return each(document.get("Statement"))
                .anyMatch(
                        statement ->
                                matches(document, statement, "Allow")
                                        && names(statement.get("Principal")).contains(how));
    }

    private boolean isAbout(JsonNode statement) {
        if (statement.has("NotPrincipal")) {
            return !spared(statement.get("NotPrincipal"));
        }
        return !statement.has("Principal") || !names(statement.get("Principal")).isEmpty();
    }

    private boolean spared(JsonNode notPrincipal) {
        if (policies.boundary() != null) {
            return false;
        }
        List<String> names = names(notPrincipal);
        if (listed(notPrincipal, "AWS").contains("*")) {
            return true;
        }
        return switch (request.kind()) {
            case "SERVICE", "WEB" -> !names.isEmpty();
            case "ROOT" -> names.contains("account");
            case "USER" -> names.contains("account") && names.contains("direct");
            case "ROLE", "FEDERATED" ->
                    names.contains("account") && names.contains("role") && names.contains("direct");
            default -> false;
        };
    }

    /** In which ways the element names the caller: direct, role, account. */
    private List<String> names(JsonNode element) {
        List<String> names = new ArrayList<>();
        if (element.isTextual() || listed(element, "AWS").contains("*")) {
            names.add("direct");
        }
        if (listed(element, "Service").contains(request.name())
                && request.kind().equals("SERVICE")) {
            names.add("direct");
        }
        List<String> providers = listed(element, "Federated");
        if (request.kind().equals("WEB")
                && (providers.contains(request.name()) || providers.contains("*"))) {
            names.add("direct");
        }
        for (String value : listed(element, "CanonicalUser")) {
            if (request.account().equals(policies.bindings().get(value))) {
                names.add("account");
            }
        }
        for (String value : listed(element, "AWS")) {
            String bound =
                    policies.bindings().getOrDefault(value, value.startsWith("A") ? value : "");
            boolean me = !request.uniqueId().isEmpty() && bound.equals(request.uniqueId());
            if (me && request.kind().equals("USER")) {
                names.add("direct");
            }
            if (me && List.of("ROLE", "FEDERATED").contains(request.kind())) {
                names.add("role");
            }
            if (value.equals(request.sessionArn())) {
                names.add("direct");
            }
            if (!request.account().isEmpty()
                    && (value.equals(request.account())
                            || value.equals("arn:aws:iam::" + request.account() + ":root"))) {
                names.add("account");
            }
        }
        return names;
    }

    private static List<String> listed(JsonNode element, String type) {
        JsonNode values = element.get(type);
        return values == null ? List.of() : each(values).map(JsonNode::asText).toList();
    }

    /** Effect, action, resource and condition. */
    private boolean matches(JsonNode document, JsonNode statement, String effect) {
        boolean variables = document.path("Version").asText().equals("2012-10-17");
        if (!statement.get("Effect").asText().equals(effect)) {
            return false;
        }
        boolean action =
                statement.has("Action")
                        ? each(statement.get("Action")).anyMatch(this::isAction)
                        : each(statement.get("NotAction")).noneMatch(this::isAction);
        boolean resource =
                statement.has("NotResource")
                        ? each(statement.get("NotResource"))
                                .noneMatch(pattern -> isResource(pattern.asText(), variables))
                        : !statement.has("Resource")
                                || each(statement.get("Resource"))
                                        .anyMatch(
                                                pattern -> isResource(pattern.asText(), variables));
        return action
                && resource
                && statement.path("Condition").properties().stream()
                        .allMatch(
                                operator ->
                                        operator.getValue().properties().stream()
                                                .allMatch(
                                                        key ->
                                                                ReferenceCondition.holds(
                                                                        operator.getKey(),
                                                                        key.getKey(),
                                                                        key.getValue(),
                                                                        variables,
                                                                        request.keys())));
    }

    private boolean isAction(JsonNode pattern) {
        return ReferencePattern.matches(
                lower(pattern.asText()), lower(request.action()), true, false, Map.of());
    }

    private boolean isResource(String pattern, boolean variables) {
        return pattern.equals("*")
                || arn(pattern, request.resource(), variables, request.keys(), true);
    }

    /** Part by part; a short pattern is filled up with stars for Resource, and no pattern else. */
    static boolean arn(
            String pattern,
            String text,
            boolean variables,
            Map<String, List<String>> keys,
            boolean fill) {
        List<String> parts = ReferencePattern.cut(pattern, variables);
        String[] arn = text.split(":", 6);
        if (arn.length < 6 || !arn[0].equals("arn")) {
            return false;
        }
        if (parts.size() < 6 && !fill && !pattern.equals("*")) {
            return false;
        }
        for (int i = 0; i < 6; i++) {
            String part = i < parts.size() ? parts.get(i) : "*";
            if (!ReferencePattern.matches(part, arn[i], true, variables, keys)) {
                return false;
            }
        }
        return true;
    }

    static Stream<JsonNode> each(@Nullable JsonNode value) {
        if (value == null) {
            return Stream.of();
        }
        return value.isArray() ? value.valueStream() : Stream.of(value);
    }

    /** ASCII only. */
    static String lower(String text) {
        char[] lower = text.toCharArray();
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] += 32;
            }
        }
        return new String(lower);
    }
}
