package io.ostiary.standalone.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Locale;

/** One service alone, on a Kafka that runs elsewhere. */
final class ServiceOptions {
    /** The services that can run alone. */
    enum Service {
        GATEWAY,
        WRITER,
        PROJECTION,
        ENGINE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--service",
            paramLabel = "NAME",
            required = true,
            description = "only this service: ${COMPLETION-CANDIDATES}")
    @Nullable Service service;

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
}
