package io.ostiary.gateway.edge;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.List;

/**
 * Where a request comes from, as far as it is believed: what the connection shows, or what a
 * trusted proxy says of its own.
 *
 * @param sourceIp the peer, or the last hop before the trusted proxies
 * @param secure whether it came over TLS
 * @param host what the client called us by, where a proxy says; else null
 * @param otherHosts what the client may have signed in the place of the Host that arrived
 * @param pathPrefix what a proxy took off the path; empty when nothing
 */
public record Origin(
        String sourceIp,
        boolean secure,
        @Nullable String host,
        List<String> otherHosts,
        String pathPrefix) {

    public Origin {
        otherHosts = List.copyOf(otherHosts);
    }

    /** From who is connected. */
    public static Origin direct(String peer, boolean tls) {
        return new Origin(peer, tls, null, List.of(), "");
    }

    /** Whether the request arrived as it was sent, as far as anybody says. */
    public boolean isDirect() {
        return otherHosts.isEmpty() && pathPrefix.isEmpty();
    }

    /** Whether a password or a bearer may come this way: in the clear it stays on this machine. */
    public boolean mayCarrySecrets() {
        if (secure) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(sourceIp).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
