package io.ostiary.standalone.folder;

import java.nio.file.Files;
import java.nio.file.Path;

/** The small files of a data folder; reading them needs no lock. */
public record FolderFiles(Path root) {
    /**
     * For reading beside a running server.
     *
     * @throws Unusable when the folder is not there
     */
    public static FolderFiles existing(Path path) {
        var root = path.toAbsolutePath().normalize();
        if (!Files.isDirectory(root)) {
            throw new Unusable(
                    "no data folder `"
                            + root
                            + "`: start Ostiary there first, or name its folder with --data");
        }
        return new FolderFiles(root);
    }

    PrivateFile masterKey() {
        return file("master.key");
    }

    PrivateFile brokerSecrets() {
        return file("broker.secrets");
    }

    PrivateFile rootCredentials() {
        return file("root-credentials.json");
    }

    PrivateFile awsConfig() {
        return file("aws-config");
    }

    PrivateFile awsCredentials() {
        return file("aws-credentials");
    }

    PrivateFile endpoint() {
        return file("endpoint");
    }

    /** True once something was kept that a new master key could not open. */
    boolean hasData() {
        return rootCredentials().exists() || hasLog();
    }

    /** True once the broker was started, which is after every secret was kept. */
    boolean hasLog() {
        return Files.exists(root.resolve("kafka"));
    }

    /** Where the root credentials lie: for people, not for programs. */
    public Path rootCredentialsPath() {
        return rootCredentials().path();
    }

    private PrivateFile file(String name) {
        return new PrivateFile(root.resolve(name));
    }
}
