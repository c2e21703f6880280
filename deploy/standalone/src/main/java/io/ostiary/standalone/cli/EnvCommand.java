package io.ostiary.standalone.cli;

import io.ostiary.standalone.folder.Endpoint;
import io.ostiary.standalone.folder.FolderFiles;
import io.ostiary.standalone.folder.RootCredentials;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

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
    @Spec private @Nullable CommandSpec spec;
    @Mixin private DataOption data = new DataOption();

    @Override
    public Integer call() {
        var files = FolderFiles.existing(data.path);
        var root = RootCredentials.read(files);
        var endpoint = Endpoint.read(files);
        var out = new StringBuilder();
        // Left from an assumed role or another profile, these would win over the root's key.
        out.append("unset AWS_SESSION_TOKEN AWS_PROFILE\n");
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
