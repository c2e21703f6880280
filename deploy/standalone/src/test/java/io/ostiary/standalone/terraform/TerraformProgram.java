package io.ostiary.standalone.terraform;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ostiary.standalone.InstalledProgram;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The stock {@code terraform} program with the AWS provider from a folder of this machine. Where
 * either is missing the test says so and is skipped.
 */
final class TerraformProgram {
    /** Names a provider mirror: a folder as {@code terraform providers mirror} makes it. */
    private static final String MIRROR_PROPERTY = "ostiary.terraform.mirror";

    private static final String MIRROR_VARIABLE = "OSTIARY_TERRAFORM_MIRROR";
    private static final int PATIENCE_SECONDS = 300;

    private final Map<String, String> environment;
    private final Path folder;
    private int calls;

    /** What a call came to; {@code out} holds both of its streams. */
    record Answer(int exitCode, String out) {}

    private TerraformProgram(Map<String, String> environment, Path folder) {
        this.environment = Map.copyOf(environment);
        this.folder = folder;
    }

    /**
     * @param environment the AWS_* and TF_VAR_* variables; nothing of the caller's own settings for
     *     either program is seen
     * @param folder of the configuration
     */
    static TerraformProgram with(Map<String, String> environment, Path folder) throws IOException {
        assumeTrue(InstalledProgram.runs("terraform", "version"), "needs the terraform program");
        Path mirror = mirror();
        assumeTrue(mirror != null, "needs a mirror of Terraform's AWS provider");
        Files.writeString(
                folder.resolve("terraform.rc"),
                """
                provider_installation {
                  filesystem_mirror {
                    path = "%s"
                  }
                }
                """
                        .formatted(Objects.requireNonNull(mirror).toAbsolutePath()));
        return new TerraformProgram(environment, folder);
    }

    Answer run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        var out = folder.resolve("terraform-" + ++calls + ".out");
        var builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile());
        var variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("TF_"));
        variables.put("AWS_CONFIG_FILE", folder.resolve("no-config").toString());
        variables.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("no-credentials").toString());
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        variables.put("TF_CLI_CONFIG_FILE", folder.resolve("terraform.rc").toString());
        variables.put("TF_IN_AUTOMATION", "1");
        variables.put("TF_INPUT", "0");
        // It would ask its makers whether there is a newer one.
        variables.put("CHECKPOINT_DISABLE", "1");
        variables.putAll(environment);
        var process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("terraform " + String.join(" ", arguments) + " did not end");
        }
        return new Answer(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    }

    /**
     * The folder that is named, or one of those that Terraform itself looks into on Linux ("Implied
     * Local Mirror Directories" in its documentation of the CLI configuration file).
     */
    private static @Nullable Path mirror() {
        String named = System.getProperty(MIRROR_PROPERTY, System.getenv(MIRROR_VARIABLE));
        if (named != null) {
            return Path.of(named);
        }
        Path home = Path.of(System.getProperty("user.home"));
        return Stream.of(
                        home.resolve(".terraform.d/plugins"),
                        home.resolve(".local/share/terraform/plugins"),
                        Path.of("/usr/local/share/terraform/plugins"),
                        Path.of("/usr/share/terraform/plugins"))
                .filter(TerraformProgram::holdsProvider)
                .findFirst()
                .orElse(null);
    }

    /** A mirror's folders are named for a registry, a name space and a provider. */
    private static boolean holdsProvider(Path mirror) {
        try (Stream<Path> registries = Files.list(mirror)) {
            return registries.anyMatch(each -> Files.isDirectory(each.resolve("hashicorp/aws")));
        } catch (IOException e) {
            return false;
        }
    }
}
