package io.ostiary.gateway.envoy;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request is.
 *
 * @param host null for each of the file's
 * @param method null for any
 * @param action {@code service:Action}
 * @param resource an ARN in which names of the path and {@code {method}} are replaced, or {@code *}
 * @param service that its users sign for
 * @param bodyChecked whether the body that Envoy sends must be the one that was signed; else the
 *     signature's own word for it is taken, as with uploads too large to be held
 */
record EnvoyRoute(
        @Nullable String host,
        @Nullable String method,
        PathPattern path,
        String action,
        String resource,
        String service,
        boolean bodyChecked) {

    private static final Pattern NAME = Pattern.compile("\\{([a-zA-Z]+)}");
    private static final String METHOD = "method";

    /** What was signed for these is nobody else's to use, whoever hands it over. */
    private static final Set<String> OURS = Set.of("iam", "sts", "organizations", "ostiary");

    /** Five colons stand before an ARN's resource. */
    private static final Pattern UP_TO_RESOURCE = Pattern.compile("arn:([^:{]*:){4}[^{]*");

    EnvoyRoute {
        if (OURS.contains(service)) {
            throw new IllegalArgumentException("requests to the service " + service + " are ours");
        }
        int colon = action.indexOf(':');
        if (colon < 1 || colon != action.lastIndexOf(':') || action.indexOf('*') >= 0) {
            throw new IllegalArgumentException("an action is one service:Action: " + action);
        }
        Set<String> known = new HashSet<>(path.names());
        known.add(METHOD);
        Matcher names = NAME.matcher(resource);
        int first = resource.length();
        while (names.find()) {
            first = Math.min(first, names.start());
            if (!known.contains(names.group(1))) {
                throw new IllegalArgumentException(
                        "{" + names.group(1) + "} is not in the path " + path);
            }
        }
        if (!resource.equals("*")
                && !UP_TO_RESOURCE.matcher(resource.substring(0, first)).matches()) {
            throw new IllegalArgumentException(
                    "a resource is * or an ARN with names only behind its account: " + resource);
        }
    }

    /** The resource that is asked about; null when the request is not of this route. */
    @Nullable String resource(String askedHost, String askedMethod, String askedPath) {
        if ((host != null && !host.equals(askedHost))
                || (method != null && !method.equals(askedMethod))) {
            return null;
        }
        Map<String, String> values = path.match(askedPath);
        return values == null
                ? null
                : NAME.matcher(resource)
                        .replaceAll(
                                found ->
                                        Matcher.quoteReplacement(
                                                found.group(1).equals(METHOD)
                                                        ? askedMethod
                                                        : values.getOrDefault(found.group(1), "")));
    }
}
