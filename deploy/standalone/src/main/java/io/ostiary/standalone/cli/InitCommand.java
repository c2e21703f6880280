package io.ostiary.standalone.cli;

import io.ostiary.contract.id.AccountId;
import io.ostiary.log.topic.LogConnection;
import io.ostiary.sealing.KeyRole;
import io.ostiary.standalone.apart.InitOptions;
import io.ostiary.standalone.apart.Initialization;
import io.ostiary.standalone.folder.Endpoint;
import io.ostiary.standalone.folder.PrivateFile;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Key files, topics and access rules for services apart. */
@Command(
        name = "init",
        description = {
            "Prepare a Kafka cluster and write one key file a role, for services apart.",
            "May be run again: what was made stays."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class InitCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            required = true,
            description = "the Kafka cluster; its broker needs SASL PLAIN and an authorizer")
    private String bootstrapServers = "";

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            required = true,
            description = "folder for master key, root credentials and key files (0700)")
    private Path keys = Path.of("");

    @Option(names = "--user", paramLabel = "NAME", description = "broker login of an administrator")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "its password, in a file that only you can read")
    private @Nullable Path passwordFile;

    @Option(
            names = "--broker-passwords",
            paramLabel = "FILE",
            description =
                    "passwords that the broker knows, a line for each of gateway, writer, engine,"
                            + " projection: user=password (default: made up)")
    private @Nullable Path brokerPasswords;

    @Option(names = "--tls", description = "encrypt the connection to the broker")
    private boolean tls;

    @Option(
            names = "--account-id",
            paramLabel = "DIGITS",
            description = "twelve digits, of the first account (default: random)")
    private @Nullable String accountId;

    @Option(
            names = "--port",
            defaultValue = "4610",
            description = "where `env` looks for the gateway (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--region",
            defaultValue = "us-east-1",
            description = "region that clients are told (default: ${DEFAULT-VALUE})")
    private String region = "us-east-1";

    @Option(
            names = "--partitions",
            paramLabel = "COUNT",
            description = "of the topics, for good (default: 16)")
    private @Nullable Integer partitions;

    @Option(
            names = "--replicas",
            paramLabel = "COUNT",
            description = "of the topics (default: 3, or as many brokers as there are)")
    private @Nullable Integer replicas;

    @Override
    public Integer call() {
        tell(commandLine().getOut(), Initialization.run(options()));
        return 0;
    }

    private InitOptions options() {
        try {
            return new InitOptions(
                    new LogConnection(bootstrapServers, login(), tls),
                    keys,
                    brokerPasswords,
                    accountId == null ? null : new AccountId(accountId),
                    new Endpoint(port, region),
                    partitions,
                    replicas);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private LogConnection.@Nullable Login login() {
        if (user == null && passwordFile == null) {
            return null;
        }
        if (user == null || passwordFile == null) {
            throw new ParameterException(commandLine(), "--user needs --password-file");
        }
        return new LogConnection.Login(user, new PrivateFile(passwordFile).readLine());
    }

    private void tell(PrintWriter out, Initialization made) {
        out.println("Account           " + made.account());
        out.println("Root credentials  " + made.rootCredentials());
        out.println("Master key        " + made.masterKey());
        out.println("                  keep it safe and elsewhere: no service needs it");
        if (!made.strangers().isEmpty()) {
            out.println();
            out.println(
                    "The broker does not take the password of "
                            + String.join(", ", made.strangers())
                            + " yet.");
            out.println(
                    "Add these users to its SASL PLAIN logins, with the passwords in "
                            + keys.resolve("broker.secrets"));
            out.println("or give those it knows with --broker-passwords.");
        }
        var command = System.getProperty("ostiary.command", "deploy/ostiary");
        var servers = " --bootstrap-servers " + Shell.quoted(bootstrapServers);
        out.println();
        out.println("Next, each in a terminal of its own:");
        out.println();
        for (KeyRole role :
                new KeyRole[] {
                    KeyRole.WRITER, KeyRole.ENGINE, KeyRole.PROJECTION, KeyRole.GATEWAY
                }) {
            var file = made.keyFiles().get(role);
            out.println(
                    "    "
                            + command
                            + " start --service "
                            + role.name().toLowerCase(Locale.ROOT)
                            + servers
                            + (tls ? " --tls" : "")
                            + " --keys "
                            + Shell.quoted(String.valueOf(file)));
        }
        out.println();
        out.println(
                "    eval \"$(" + command + " env --data " + Shell.quoted(keys.toString()) + ")\"");
        out.println("    aws sts get-caller-identity");
        out.flush();
    }

    private picocli.CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("run by picocli only");
        }
        return spec.commandLine();
    }
}
