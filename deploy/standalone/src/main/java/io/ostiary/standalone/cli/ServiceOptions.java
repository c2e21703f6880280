package io.ostiary.standalone.cli;

import io.ostiary.sealing.KeyRole;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/** One service alone, on a Kafka that runs elsewhere. */
final class ServiceOptions {
    static final String ENGINE_ADDRESS = "127.0.0.1:4611";
    static final String PROJECTION_ADDRESS = "127.0.0.1:4612";

    @Option(
            names = "--service",
            paramLabel = "NAME",
            required = true,
            description = "only this service: writer, engine, projection or gateway")
    @Nullable KeyRole service;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            required = true,
            description = "with --service: the Kafka cluster")
    @Nullable String bootstrapServers;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            required = true,
            description = "with --service: the role's key file, written by `init`")
    @Nullable Path keys;

    @Option(names = "--tls", description = "encrypt the connection to the broker")
    boolean tls;

    @Option(
            names = "--engine",
            paramLabel = "URL",
            description =
                    "gateway: where the engine listens, http:// or https:// (default:"
                            + " http://127.0.0.1:4611)")
    String engine = "http://" + ENGINE_ADDRESS;

    @Option(
            names = "--projection",
            paramLabel = "URL",
            description = "gateway: where the projection listens (default: http://127.0.0.1:4612)")
    String projection = "http://" + PROJECTION_ADDRESS;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = {
                "gateway: who may certify engine and projection at https:// (PEM; default: whom",
                "Java trusts)"
            })
    @Nullable Path authorities;
}
