package io.ostiary.standalone.apart;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a service listens, or is found.
 *
 * @param port 0 asks for any that is free
 */
public record HostPort(String host, int port) {

    public HostPort {
        if (host.isBlank() || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("an address: HOST:PORT");
        }
    }

    /**
     * @param text such as {@code 127.0.0.1:4611}, {@code [::1]:4611} or {@code http://engine:4611}
     * @throws IllegalArgumentException when it is none of these
     */
    public static HostPort parse(String text) {
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            if ("http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPort() >= 0
                    && isEmpty(uri.getPath(), "/")
                    && uri.getRawQuery() == null
                    && uri.getRawUserInfo() == null) {
                String host = uri.getHost();
                return new HostPort(
                        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                        uri.getPort());
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new IllegalArgumentException("`" + text + "` is no address: HOST:PORT is wanted");
    }

    private static boolean isEmpty(@Nullable String path, String orRoot) {
        return path == null || path.isEmpty() || path.equals(orRoot);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
