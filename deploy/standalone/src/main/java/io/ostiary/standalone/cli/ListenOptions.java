package io.ostiary.standalone.cli;

import io.ostiary.gateway.edge.ListenAddress;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.edge.TlsFiles;
import io.ostiary.gateway.edge.TrustedProxies;
import io.ostiary.gateway.envoy.EnvoyRoutes;
import io.ostiary.gateway.envoy.EnvoyServer;
import io.ostiary.standalone.apart.HostPort;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a service listens, and to whom. */
final class ListenOptions {

    @Option(
            names = "--listen",
            paramLabel = "ADDR:PORT",
            description = {
                "the API's address, may be given several times (default: 127.0.0.1 and --port);",
                "with --service engine or projection: the port for our own services, whose calls",
                "carry a MAC (default: 127.0.0.1:4611 and 127.0.0.1:4612)"
            })
    private List<String> listen = new ArrayList<>();

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = {
                "speak TLS with this certificate and those between it and its root (PEM); read",
                "again when it changes"
            })
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "its private key (PEM)")
    private @Nullable Path key;

    @Option(
            names = "--trusted-proxy",
            paramLabel = "CIDR",
            description = {
                "believe what these proxies say of where a request comes from (X-Forwarded-For,",
                "-Proto, -Host, -Port, -Prefix; Forwarded); may be given several times"
            })
    private List<String> proxies = new ArrayList<>();

    @Option(
            names = "--insecure-listen",
            description = "listen to other machines without TLS, where anybody reads along")
    private boolean insecure;

    @Option(
            names = "--envoy-listen",
            paramLabel = "ADDR:PORT",
            description = {
                "answer Envoy's external authorization (ext_authz v3, gRPC) at a port of its own;",
                "over TLS with the same certificate"
            })
    private @Nullable String envoyListen;

    @Option(
            names = "--envoy-routes",
            paramLabel = "FILE",
            description = "which requests are which actions on which resources (JSON)")
    private @Nullable Path envoyRoutes;

    /**
     * Where Envoys ask; null for nowhere.
     *
     * @throws IllegalArgumentException with what is wrong with the options or the file
     */
    EnvoyServer.@Nullable Settings envoy() {
        if ((envoyListen == null) != (envoyRoutes == null)) {
            throw new IllegalArgumentException("--envoy-listen and --envoy-routes go together");
        }
        if (envoyListen == null || envoyRoutes == null) {
            return null;
        }
        ListenAddress address = address(HostPort.parse(envoyListen));
        // The same rule as for the API: nobody is listened to in the clear by mistake.
        var _ = new Listening(List.of(address), tls(), TrustedProxies.NONE, insecure);
        return new EnvoyServer.Settings(address, EnvoyRoutes.read(envoyRoutes));
    }

    private @Nullable TlsFiles tls() {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("--tls-cert and --tls-key go together");
        }
        return certificate == null || key == null ? null : new TlsFiles(certificate, key);
    }

    /**
     * @param usual where it listens unless it is told
     * @throws IllegalArgumentException with what is wrong with the options
     */
    Listening listening(HostPort usual) {
        return new Listening(
                listen.isEmpty()
                        ? List.of(address(usual))
                        : listen.stream().map(HostPort::parse).map(ListenOptions::address).toList(),
                tls(),
                TrustedProxies.of(proxies),
                insecure);
    }

    private static ListenAddress address(HostPort at) {
        return new ListenAddress(at.host(), at.port());
    }
}
