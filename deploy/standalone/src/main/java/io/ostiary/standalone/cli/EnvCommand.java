package io.ostiary.standalone.cli;

import io.ostiary.standalone.folder.Endpoint;
import io.ostiary.standalone.folder.FolderFiles;
import io.ostiary.standalone.folder.RootCredentials;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.concurrent.Callable;

/** Shell that points the AWS CLI and SDKs at the server, as root: for {@code eval}. */
@Command(
        name = "env",
        description = {
            "Print the AWS_* variables of the account's root, for your shell:",
            "  eval \"$(deploy/ostiary env)\""
        },
        mixinStandardHelpOptions = true)
final class EnvCommand implements Callable<Integer> {
    /**
     * Left from an assumed role, another profile or another server, these would win over what is
     * exported here (AWS SDKs and Tools Reference Guide, environment variables; AWS_SECURITY_TOKEN
     * and AWS_DEFAULT_PROFILE are botocore's old names).
     */
    private static final List<String> IN_THE_WAY =
            List.of(
                    "AWS_SESSION_TOKEN",
                    "AWS_SECURITY_TOKEN",
                    "AWS_PROFILE",
                    "AWS_DEFAULT_PROFILE",
                    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                    "AWS_ENDPOINT_URL_IAM",
                    "AWS_ENDPOINT_URL_STS",
                    "AWS_ENDPOINT_URL_ORGANIZATIONS");

    @Spec private @Nullable CommandSpec spec;
    @Mixin private DataOption data = new DataOption();

    @Override
    public Integer call() {
        var files = FolderFiles.existing(data.path);
        var root = RootCredentials.read(files);
        var endpoint = Endpoint.read(files);
        var out = new StringBuilder();
        out.append("unset ").append(String.join(" ", IN_THE_WAY)).append('\n');
        export(out, "AWS_ACCESS_KEY_ID", root.accessKeyId().value());
        export(out, "AWS_SECRET_ACCESS_KEY", root.secretAccessKey().revealText());
        export(out, "AWS_REGION", endpoint.region());
        // CLI v1 and boto3 read only this one.
        export(out, "AWS_DEFAULT_REGION", endpoint.region());
        export(out, "AWS_ENDPOINT_URL", endpoint.url());
        if (spec != null) {
            spec.commandLine().getOut().print(out);
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private static void export(StringBuilder out, String name, String value) {
        out.append("export ").append(name).append('=').append(Shell.quoted(value)).append('\n');
    }
}
