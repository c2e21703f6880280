package io.ostiary.standalone.cli;

import io.ostiary.broker.Durability;
import io.ostiary.broker.EmbeddedBroker;
import io.ostiary.contract.id.AccountId;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.sealing.KeyRole;
import io.ostiary.standalone.Standalone;
import io.ostiary.standalone.StandaloneOptions;
import io.ostiary.standalone.apart.HostPort;
import io.ostiary.standalone.folder.DataFolder;
import io.ostiary.standalone.folder.Endpoint;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Runs until SIGTERM or SIGINT. */
@Command(
        name = "start",
        description = "Start everything in this process, on one data folder (the default command).",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class StartCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private DataOption data = new DataOption();

    @Option(
            names = "--port",
            defaultValue = "4610",
            description =
                    "port of the API on 127.0.0.1, unless --listen is given (default:"
                            + " ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--account-id",
            paramLabel = "DIGITS",
            description = "twelve digits, for a new data folder (default: random)")
    private @Nullable String accountId;

    @Option(
            names = "--region",
            defaultValue = "us-east-1",
            description = "region that clients are told (default: ${DEFAULT-VALUE})")
    private String region = "us-east-1";

    @Option(
            names = "--durability",
            defaultValue = "disk",
            description =
                    "what an acknowledged write survives: disk = a power cut, process = the end of"
                            + " the process (default: ${DEFAULT-VALUE})")
    private Durability durability = Durability.DISK;

    @Option(
            names = "--closed-accounts-kept",
            paramLabel = "DAYS",
            defaultValue = "90",
            description =
                    "how long an account that is closed can be reopened before its secrets are"
                            + " shredded; 1 at least (default: ${DEFAULT-VALUE})")
    private int closedAccountsKept = 90;

    @ArgGroup(exclusive = false, heading = "%nOff the loopback:%n")
    private ListenOptions listen = new ListenOptions();

    @ArgGroup(exclusive = false, heading = "%nOne service alone, on a Kafka elsewhere:%n")
    private @Nullable ServiceOptions alone;

    @Override
    public Integer call() throws InterruptedException {
        if (alone != null) {
            return startAlone(alone);
        }
        var out = commandLine().getOut();
        var options = options();
        var progress = new ConsoleProgress(out, InstantSource.system());
        warn(commandLine().getErr(), options.listening());
        DataFolder.prepare(options.data());
        tellWhenTheBrokerHalts(commandLine().getErr());
        LogFile.below(options.data());
        out.println("Starting Ostiary on " + options.data().toAbsolutePath().normalize());
        out.flush();

        var ended = new CountDownLatch(1);
        var running = Standalone.start(options, progress);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    running.close();
                                    ended.countDown();
                                },
                                "shutdown"));
        tell(out, running, progress);
        leaveReadyMark();
        ended.await();
        return 0;
    }

    static void warn(PrintWriter err, Listening listening) {
        String warning = listening.warning();
        if (warning != null) {
            err.println("ostiary: WARNING: " + warning);
            err.flush();
        }
    }

    /** Without this the end would come without a word, as on a full disk. */
    private static void tellWhenTheBrokerHalts(PrintWriter err) {
        EmbeddedBroker.beforeHalt(
                () -> {
                    err.println(
                            "ostiary: the log cannot be written any more (is the disk full?);"
                                    + " logs/ostiary.log in the data folder says why. Mend it and"
                                    + " start again: what was acknowledged is kept");
                    err.flush();
                });
    }

    private StandaloneOptions options() {
        try {
            var wanted = accountId == null ? null : new AccountId(accountId);
            return new StandaloneOptions(
                    data.path,
                    listen.listening(new HostPort("127.0.0.1", port)),
                    listen.envoy(),
                    new Endpoint(port, region).region(),
                    wanted,
                    durability,
                    Duration.ofDays(closedAccountsKept));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void tell(PrintWriter out, Standalone running, ConsoleProgress progress) {
        var command = System.getProperty("ostiary.command", "deploy/ostiary");
        var env = data.isDefault() ? "env" : "env --data " + Shell.quoted(data.path.toString());
        out.println("  " + progress.elapsed() + "  ready");
        out.println();
        out.println("Address           " + running.url());
        out.println("Account           " + running.account());
        out.println("Root credentials  " + running.rootCredentials());
        out.println();
        out.println("In another terminal:");
        out.println();
        out.println("    eval \"$(" + command + " " + env + ")\"");
        out.println("    aws sts get-caller-identity");
        out.println();
        out.flush();
    }

    /** For the launcher, which keeps what a run leaves for the next one only if it got this far. */
    private static void leaveReadyMark() {
        var path = System.getProperty("ostiary.ready");
        if (path != null) {
            try {
                Files.writeString(Path.of(path), "");
            } catch (IOException e) {
                LoggerFactory.getLogger(StartCommand.class).warn("cannot write {}", path, e);
            }
        }
    }

    private int startAlone(ServiceOptions options) throws InterruptedException {
        KeyRole role = options.service;
        if (role == null) {
            throw new ParameterException(commandLine(), "--service is missing");
        }
        ServiceStart start;
        try {
            start =
                    new ServiceStart(
                            role,
                            options,
                            data.path,
                            !data.isDefault(),
                            listen,
                            new Endpoint(port, region),
                            Duration.ofDays(closedAccountsKept));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine(), String.valueOf(e.getMessage()), e);
        }
        return start.run(commandLine().getOut(), commandLine().getErr());
    }

    private picocli.CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("run by picocli only");
        }
        return spec.commandLine();
    }
}
