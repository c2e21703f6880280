package io.ostiary.gateway.edge;

import io.vertx.core.MultiMap;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What forwarding headers say, hop by hop from the client to us, of one kind: {@code
 * X-Forwarded-For} and its family, or {@code Forwarded} (RFC 7239).
 */
record Forwarding(List<Hop> hops) {

    private static final int MAX_HOPS = 32;

    /**
     * One forwarding.
     *
     * @param from who sent it to the proxy; not yet known to be an address
     * @param proto and {@code host}: as it came to the proxy; null where it does not say
     */
    record Hop(String from, @Nullable String proto, @Nullable String host) {}

    Forwarding {
        hops = List.copyOf(hops);
    }

    /** By {@code X-Forwarded-For}: addresses alone. Null when there are too many. */
    static @Nullable Forwarding ofList(MultiMap headers, String name) {
        List<Hop> hops = new ArrayList<>();
        for (String line : headers.getAll(name)) {
            for (String each : line.split(",", -1)) {
                hops.add(new Hop(each.strip(), null, null));
            }
        }
        return hops.size() > MAX_HOPS ? null : new Forwarding(hops);
    }

    /** By {@code Forwarded}; null when it cannot be read. */
    static @Nullable Forwarding ofStandard(MultiMap headers) {
        List<Hop> hops = new ArrayList<>();
        for (String line : headers.getAll("Forwarded")) {
            List<String> elements = split(line, ',');
            if (elements == null) {
                return null;
            }
            for (String element : elements) {
                Hop hop = element(element);
                if (hop == null) {
                    return null;
                }
                hops.add(hop);
            }
        }
        return hops.size() > MAX_HOPS ? null : new Forwarding(hops);
    }

    private static @Nullable Hop element(String element) {
        String from = "";
        String proto = null;
        String host = null;
        List<String> pairs = split(element, ';');
        if (pairs == null) {
            return null;
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                return null;
            }
            String value = unquoted(pair.substring(equals + 1).strip());
            switch (pair.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                case "for" -> from = value;
                case "proto" -> proto = value;
                case "host" -> host = value;
                default -> {} // "by", and what others add
            }
        }
        return new Hop(from, proto, host);
    }

    /** Parts between separators that stand outside quotes; null when a quote does not end. */
    private static @Nullable List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(text.substring(from).strip());
        return quoted ? null : parts;
    }

    private static String unquoted(String value) {
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
            return value;
        }
        return value.substring(1, value.length() - 1).replace("\\", "");
    }

    /**
     * An address with or without a port, {@code [2001:db8::1]:4711} and {@code 192.0.2.1:80} among
     * them; null when it is none, such as {@code unknown} and {@code _hidden}.
     */
    static @Nullable InetAddress address(String node) {
        String text = node;
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            if (end < 0 || !isPortOrEmpty(node.substring(end + 1))) {
                return null;
            }
            text = node.substring(1, end);
        } else if (node.indexOf(':') >= 0 && node.indexOf(':') == node.lastIndexOf(':')) {
            int colon = node.indexOf(':');
            if (!isPortOrEmpty(node.substring(colon))) {
                return null;
            }
            text = node.substring(0, colon);
        }
        // Java would take 1 for 0.0.0.1, and a zone behind a percent sign.
        boolean four = text.indexOf(':') < 0;
        if (text.indexOf('%') >= 0 || (four && text.chars().filter(c -> c == '.').count() != 3)) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static boolean isPortOrEmpty(String text) {
        return text.isEmpty()
                || (text.length() > 1
                        && text.length() <= 6
                        && text.charAt(0) == ':'
                        && text.substring(1).chars().allMatch(c -> c >= '0' && c <= '9'));
    }
}
