package io.ostiary.standalone;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The stock {@code aws} program, as a user has it. Where it is not installed the test says so and
 * is skipped; {@code .ci/run} installs it, and takes a skip with this reason for a failure.
 */
public final class AwsProgram {
    private static final int PATIENCE_SECONDS = 60;

    private final Map<String, String> environment;
    private final Path folder;

    /** What a call came to; {@code out} and {@code err} without the last line break. */
    public record Answer(int exitCode, String out, String err) {}

    private AwsProgram(Map<String, String> environment, Path folder) {
        this.environment = Map.copyOf(environment);
        this.folder = folder;
    }

    /**
     * @param environment the AWS_* variables; nothing of the caller's own AWS settings is seen
     * @param folder where it runs: {@code file://} names are looked up there
     */
    public static AwsProgram with(Map<String, String> environment, Path folder) {
        assumeTrue(InstalledProgram.runs("aws", "--version"), "needs the aws program");
        return new AwsProgram(environment, folder);
    }

    public Answer run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("aws"));
        command.addAll(List.of(arguments));
        var out = folder.resolve("aws.out");
        var err = folder.resolve("aws.err");
        var builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        var variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("AWS_"));
        // Nor what lies in the home folder, nor a pager that waits for a key.
        variables.put("AWS_CONFIG_FILE", folder.resolve("no-config").toString());
        variables.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("no-credentials").toString());
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        variables.put("AWS_PAGER", "");
        variables.putAll(environment);
        var process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("aws " + String.join(" ", arguments) + " did not end");
        }
        return new Answer(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }
}
