package io.ostiary.gateway.edge;

import io.ostiary.gateway.edge.Forwarding.Hop;
import io.vertx.core.MultiMap;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the client called us by, as a trusted proxy tells it. Proxies drop ports, add them, put a
 * name of their own and cut off what the path begins with (wire trap 17); the client signed what it
 * wrote.
 */
final class ForwardedHosts {

    private static final String HOST = "X-Forwarded-Host";
    private static final String PORT = "X-Forwarded-Port";
    private static final String PREFIX = "X-Forwarded-Prefix";
    private static final int MAX = 256;

    private ForwardedHosts() {}

    /** Null when it does not say. */
    static @Nullable String said(MultiMap headers, @Nullable Hop hop) {
        String listed = sound(first(headers.get(HOST)));
        return listed == null && hop != null ? sound(hop.host()) : listed;
    }

    /** In the order in which they are likely. */
    static List<String> others(MultiMap headers, @Nullable Hop hop) {
        String arrived = sound(headers.get("Host"));
        List<String> names = new ArrayList<>(3);
        add(names, sound(first(headers.get(HOST))));
        add(names, hop == null ? null : sound(hop.host()));
        add(names, arrived);
        String port = port(first(headers.get(PORT)));
        Set<String> spellings = new LinkedHashSet<>();
        for (String name : names) {
            spellings.add(name);
            if (port != null) {
                spellings.add(bare(name) + ":" + port);
            }
            spellings.add(bare(name));
        }
        if (arrived != null) {
            spellings.remove(arrived);
        }
        return List.copyOf(spellings);
    }

    private static void add(List<String> names, @Nullable String name) {
        if (name != null && !names.contains(name)) {
            names.add(name);
        }
    }

    /** Without the slash at its end; empty when none is said, null when it is no path. */
    static @Nullable String prefix(MultiMap headers) {
        String said = headers.get(PREFIX);
        if (said == null) {
            return "";
        }
        String path = said.strip();
        path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        boolean fits =
                path.length() <= MAX
                        && (path.isEmpty() || path.startsWith("/"))
                        && path.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '?' && c != '#');
        return fits && headers.getAll(PREFIX).size() == 1 ? path : null;
    }

    private static @Nullable String first(@Nullable String list) {
        int comma = list == null ? -1 : list.indexOf(',');
        return list == null || comma < 0 ? list : list.substring(0, comma);
    }

    private static @Nullable String port(@Nullable String text) {
        String port = text == null ? "" : text.strip();
        return !port.isEmpty()
                        && port.length() <= 5
                        && port.chars().allMatch(c -> c >= '0' && c <= '9')
                ? port
                : null;
    }

    /** Host and port as a URL holds them, else null. */
    static @Nullable String sound(@Nullable String host) {
        String text = host == null ? "" : host.strip();
        return !text.isEmpty()
                        && text.length() <= MAX
                        && text.chars().allMatch(ForwardedHosts::isOfHost)
                ? text
                : null;
    }

    private static boolean isOfHost(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_'
                || c == ':'
                || c == '['
                || c == ']';
    }

    private static String bare(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.indexOf(']') > colon ? host : host.substring(0, colon);
    }
}
