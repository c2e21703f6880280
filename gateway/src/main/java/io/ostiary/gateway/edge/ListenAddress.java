package io.ostiary.gateway.edge;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where a server listens.
 *
 * @param host a name or an address; {@code 0.0.0.0} and {@code ::} are all addresses
 * @param port 0 for any that is free
 */
public record ListenAddress(String host, int port) {

    private static final String LOOPBACK = "127.0.0.1";

    public ListenAddress {
        if (host.isBlank() || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("an address to listen at: ADDR:PORT");
        }
    }

    public static ListenAddress loopback(int port) {
        return new ListenAddress(LOOPBACK, port);
    }

    /**
     * Whether only this machine reaches it.
     *
     * @throws IllegalArgumentException when it is a name that nobody knows
     */
    public boolean isLoopback() {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no host is known as `" + host + "`", e);
        }
    }

    /** Where a program of this machine finds it. */
    public String reachable() {
        return switch (host) {
            case "0.0.0.0" -> LOOPBACK;
            case "::" -> "::1";
            default -> host;
        };
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
