package io.ostiary.standalone.cli;

import io.ostiary.gateway.edge.ListenAddress;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.edge.TlsFiles;
import io.ostiary.gateway.edge.TrustedProxies;
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

    /**
     * @param usual where it listens unless it is told
     * @throws IllegalArgumentException with what is wrong with the options
     */
    Listening listening(HostPort usual) {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("--tls-cert and --tls-key go together");
        }
        return new Listening(
                listen.isEmpty()
                        ? List.of(address(usual))
                        : listen.stream().map(HostPort::parse).map(ListenOptions::address).toList(),
                certificate == null || key == null ? null : new TlsFiles(certificate, key),
                TrustedProxies.of(proxies),
                insecure);
    }

    private static ListenAddress address(HostPort at) {
        return new ListenAddress(at.host(), at.port());
    }
}
