package io.ostiary.gateway.remote;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Where another service of ours is found. Over TLS its certificate must be of this host, and of an
 * authority that is trusted (attack A135).
 *
 * @param authorities who may have certified it, in PEM; null for those that Java trusts
 */
public record Neighbour(String host, int port, boolean tls, @Nullable Path authorities) {

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

    /**
     * @param text such as {@code https://engine:4611}, or {@code 127.0.0.1:4611} for plain HTTP
     * @throws IllegalArgumentException when it is no address, or there is no such file
     */
    public static Neighbour parse(String text, @Nullable Path authorities) {
        if (authorities != null && !Files.isReadable(authorities)) {
            throw new IllegalArgumentException("`" + authorities + "` cannot be read");
        }
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            String scheme = String.valueOf(uri.getScheme());
            String path = uri.getPath();
            if ((scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getPort() >= 0
                    && (path == null || path.isEmpty() || path.equals("/"))
                    && uri.getRawQuery() == null
                    && uri.getRawUserInfo() == null) {
                String host = uri.getHost();
                return new Neighbour(
                        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                        uri.getPort(),
                        scheme.equals("https"),
                        authorities);
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new IllegalArgumentException("`" + text + "` is no address: http://HOST:PORT");
    }

    HttpClientOptions client() {
        var options = new HttpClientOptions();
        if (tls) {
            options.setSsl(true)
                    .setVerifyHost(true)
                    .setTrustAll(false)
                    .setEnabledSecureTransportProtocols(PROTOCOLS);
            if (authorities != null) {
                options.setTrustOptions(new PemTrustOptions().addCertPath(authorities.toString()));
            }
        }
        return options;
    }
}
