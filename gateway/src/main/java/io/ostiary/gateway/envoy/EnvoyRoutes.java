package io.ostiary.gateway.envoy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The file that says what requests are: {@code {"hosts": [...], "routes": [{host?, method?, path,
 * action, resource, service, body?}]}}. The first route that fits counts; without one the answer is
 * no.
 */
public final class EnvoyRoutes {

    private static final Set<String> MEMBERS =
            Set.of("host", "method", "path", "action", "resource", "service", "body");
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final Set<String> hosts;
    private final List<EnvoyRoute> routes;

    private EnvoyRoutes(Set<String> hosts, List<EnvoyRoute> routes) {
        this.hosts = hosts;
        this.routes = routes;
    }

    /** A request's route and what it asks about. */
    record Found(EnvoyRoute route, String resource) {}

    /**
     * @throws IllegalArgumentException with what is wrong, and where
     */
    public static EnvoyRoutes read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("`" + file + "` cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("`" + file + "`: " + e.getMessage(), e);
        }
    }

    static EnvoyRoutes parse(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no valid JSON: " + e.getOriginalMessage(), e);
        }
        only(root, Set.of("hosts", "routes"), "the file");
        Set<String> hosts = new TreeSet<>();
        root.path("hosts").forEach(host -> hosts.add(lower(string(host, "hosts"))));
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("hosts: the names that Envoy serves");
        }
        List<EnvoyRoute> routes = new ArrayList<>();
        for (JsonNode node : root.path("routes")) {
            try {
                routes.add(route(node, hosts));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "routes[" + routes.size() + "]: " + e.getMessage(), e);
            }
        }
        if (routes.isEmpty()) {
            throw new IllegalArgumentException("routes: one at least");
        }
        return new EnvoyRoutes(hosts, List.copyOf(routes));
    }

    private static EnvoyRoute route(JsonNode node, Set<String> hosts) {
        only(node, MEMBERS, "a route");
        String host = node.has("host") ? lower(string(node.get("host"), "host")) : null;
        if (host != null && !hosts.contains(host)) {
            throw new IllegalArgumentException("host: not among the hosts: " + host);
        }
        String body = node.has("body") ? string(node.get("body"), "body") : "checked";
        if (!body.equals("checked") && !body.equals("unchecked")) {
            throw new IllegalArgumentException("body: checked or unchecked");
        }
        return new EnvoyRoute(
                host,
                node.has("method") ? string(node.get("method"), "method") : null,
                PathPattern.parse(string(node.path("path"), "path")),
                string(node.path("action"), "action"),
                string(node.path("resource"), "resource"),
                string(node.path("service"), "service"),
                body.equals("checked"));
    }

    private static void only(JsonNode node, Set<String> members, String what) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(what + " is an object");
        }
        node.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!members.contains(name)) {
                                throw new IllegalArgumentException(name + " is not known");
                            }
                        });
    }

    private static String string(JsonNode node, String member) {
        if (!node.isTextual() || node.textValue().isEmpty()) {
            throw new IllegalArgumentException(member + ": a text");
        }
        return node.textValue();
    }

    private static String lower(String host) {
        return host.toLowerCase(Locale.ROOT);
    }

    /**
     * Null when no route fits, so the answer is no.
     *
     * @param path without the query, as it stood in the request
     */
    @Nullable Found find(String host, String method, String path) {
        String asked = lower(host);
        if (!hosts.contains(asked)) {
            return null;
        }
        for (EnvoyRoute route : routes) {
            String resource = route.resource(asked, method, path);
            if (resource != null) {
                return new Found(route, resource);
            }
        }
        return null;
    }
}
