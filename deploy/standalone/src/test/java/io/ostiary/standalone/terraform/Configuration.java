package io.ostiary.standalone.terraform;

import io.ostiary.testkit.Certificates;
import io.ostiary.testkit.PublicKeys;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The Terraform configuration of these tests, and the files that it reads. */
final class Configuration {

    /** What it reads by {@code file}; the same in every run. */
    private static final Map<String, String> FILES =
            Map.of(
                    "alice.pub", PublicKeys.rsa(1).toLine() + " alice@example.org\n",
                    "bob.pem", PublicKeys.rsa(2).toPem(),
                    "site.crt", Certificates.RSA,
                    "site.key", Certificates.RSA_KEY,
                    "leaf.crt", Certificates.CURVE,
                    "leaf.key", Certificates.CURVE_KEY_PKCS8,
                    "ca.crt", Certificates.ISSUER,
                    "signing.crt", PublicKeys.certificate(3));

    private Configuration() {}

    static Path folder() {
        try {
            URL file = Configuration.class.getResource("configuration/provider.tf");
            Path provider = Path.of(Objects.requireNonNull(file).toURI());
            return Objects.requireNonNull(provider.getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Documents by their names without the ending, in the folder's subfolder. */
    static List<Path> documents(String subfolder) throws IOException {
        try (Stream<Path> files = Files.list(folder().resolve(subfolder))) {
            return files.sorted().toList();
        }
    }

    /** Copies all of it. */
    static void copyTo(Path target) throws IOException {
        Path source = folder();
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Files.writeString(target.resolve(file.getKey()), file.getValue());
        }
    }

    static Blanks blanks(String account) {
        return new Blanks(account, FILES, "Ch00se-A-Strong-One!");
    }
}
