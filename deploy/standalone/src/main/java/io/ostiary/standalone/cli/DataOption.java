package io.ostiary.standalone.cli;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/** The data folder, the same option for every command that has one. */
final class DataOption {
    static final String DEFAULT = "ostiary-data";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = DEFAULT,
            description = "the data folder (default: ./ostiary-data)")
    Path path = Path.of(DEFAULT);

    boolean isDefault() {
        return path.equals(Path.of(DEFAULT));
    }
}
