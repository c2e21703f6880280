package io.ostiary.standalone.cli;

import io.ostiary.contract.secret.Secret;
import io.ostiary.standalone.folder.Endpoint;
import io.ostiary.standalone.folder.FolderFiles;
import io.ostiary.standalone.folder.RootCredentials;
import io.ostiary.standalone.folder.Unusable;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Map;

/** As whom a subcommand calls the server, and where that is. */
final class CallerOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "call as root of this data folder's account (default: as the AWS_* variables"
                            + " say, or, without AWS_ACCESS_KEY_ID, as root of ./ostiary-data)")
    private @Nullable Path data;

    /**
     * Prints no secret.
     *
     * @param caBundle whom to trust over TLS; null for whom Java trusts
     */
    record Caller(
            String url,
            String region,
            String accessKeyId,
            Secret secretAccessKey,
            @Nullable String sessionToken,
            @Nullable Path caBundle) {

        @Override
        public String toString() {
            return "Caller[" + accessKeyId + " at " + url + "]";
        }
    }

    Caller caller(Map<String, String> environment) {
        String keyId = environment.getOrDefault("AWS_ACCESS_KEY_ID", "");
        return data != null || keyId.isEmpty()
                ? ofFolder(environment)
                : ofEnvironment(keyId, environment);
    }

    private static @Nullable Path caBundle(Map<String, String> environment) {
        String file = environment.getOrDefault("AWS_CA_BUNDLE", "");
        return file.isEmpty() ? null : Path.of(file);
    }

    private Caller ofFolder(Map<String, String> environment) {
        var files = FolderFiles.existing(folder());
        var root = RootCredentials.read(files);
        var endpoint = Endpoint.read(files);
        return new Caller(
                endpoint.url(),
                endpoint.region(),
                root.accessKeyId().value(),
                root.secretAccessKey(),
                null,
                caBundle(environment));
    }

    private Caller ofEnvironment(String keyId, Map<String, String> environment) {
        String secret = environment.get("AWS_SECRET_ACCESS_KEY");
        if (secret == null) {
            throw new Unusable(
                    "AWS_ACCESS_KEY_ID is set, but not AWS_SECRET_ACCESS_KEY: set both, or give"
                            + " --data");
        }
        String url = environment.get("AWS_ENDPOINT_URL");
        String region = environment.get("AWS_REGION");
        return new Caller(
                url == null ? Endpoint.read(FolderFiles.existing(folder())).url() : url,
                region == null ? "us-east-1" : region,
                keyId,
                Secret.of(secret),
                environment.get("AWS_SESSION_TOKEN"),
                caBundle(environment));
    }

    private Path folder() {
        return data == null ? Path.of(DataOption.DEFAULT) : data;
    }
}
