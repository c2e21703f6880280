package io.ostiary.gateway.edge;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Where the API is served, and whom of those who call it is believed when he speaks for others.
 *
 * @param tls null for plain HTTP
 * @param insecure whether plain HTTP off the loopback is wanted
 */
public record Listening(
        List<ListenAddress> addresses,
        @Nullable TlsFiles tls,
        TrustedProxies proxies,
        boolean insecure) {

    /**
     * @throws IllegalArgumentException when others could read along and nobody said that they may
     */
    public Listening {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("an address to listen at is wanted");
        }
        String open = tls == null && !insecure ? offLoopback(addresses) : null;
        if (open != null) {
            throw new IllegalArgumentException(
                    open
                            + " is reached from other machines, and without TLS anybody on the way"
                            + " reads what they send: give --tls-cert and --tls-key, or listen on"
                            + " 127.0.0.1 behind a proxy that speaks TLS (--trusted-proxy), or say"
                            + " --insecure-listen");
        }
    }

    public static Listening loopback(int port) {
        return new Listening(
                List.of(ListenAddress.loopback(port)), null, TrustedProxies.NONE, false);
    }

    /** What is to be told at the start; null when there is nothing. */
    public @Nullable String warning() {
        String open = tls == null ? offLoopback(addresses) : null;
        return open == null
                ? null
                : open
                        + " takes plain HTTP from other machines (--insecure-listen): whoever is on"
                        + " the way reads session tokens, policies and minted secrets. Bearers and"
                        + " passwords are refused there";
    }

    private static @Nullable String offLoopback(List<ListenAddress> addresses) {
        for (ListenAddress address : addresses) {
            if (!address.isLoopback()) {
                return address.toString();
            }
        }
        return null;
    }
}
