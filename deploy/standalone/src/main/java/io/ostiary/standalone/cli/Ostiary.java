package io.ostiary.standalone.cli;

import io.ostiary.standalone.folder.Unusable;

import org.slf4j.LoggerFactory;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The program behind {@code deploy/ostiary}. */
@Command(
        name = "ostiary",
        description = "An identity backend that you run yourself: AWS IAM and STS on Kafka.",
        subcommands = {
            StartCommand.class,
            EnvCommand.class,
            NotBuiltCommand.Bench.class,
            OperationsCommand.class,
            InitCommand.class,
            QuotaCommand.class,
            ReopenAccountCommand.class,
            ExplainCommand.class,
            WhoCanCommand.class,
            WhatCanCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "ostiary 0.1.0",
        synopsisSubcommandLabel =
                "[start | env | bench | operations | init | quota | reopen-account | explain |"
                        + " who-can | what-can]",
        footer = {
            "",
            "Without a command: start. `deploy/ostiary start --help` tells its options.",
            "",
            "  deploy/ostiary                           start on ./ostiary-data",
            "  eval \"$(deploy/ostiary env)\"             in another terminal",
            "  aws sts get-caller-identity"
        })
public final class Ostiary {
    private static final Set<String> TOP_LEVEL =
            Set.of(
                    "start",
                    "env",
                    "bench",
                    "operations",
                    "init",
                    "quota",
                    "reopen-account",
                    "explain",
                    "who-can",
                    "what-can",
                    "-h",
                    "--help",
                    "-V",
                    "--version");
    private static final int FAILED = 1;

    private Ostiary() {}

    static void main(String[] arguments) {
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    /** Exit code: 0 done, 1 failed, 2 wrong arguments, 3 not built yet. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        var commandLine =
                new CommandLine(new Ostiary())
                        .setOut(out)
                        .setErr(err)
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setParameterExceptionHandler(Ostiary::misused)
                        .setExecutionExceptionHandler((e, line, parsed) -> told(e, line));
        int code = commandLine.execute(withCommand(arguments));
        out.flush();
        return code;
    }

    private static String[] withCommand(String[] arguments) {
        if (arguments.length > 0 && TOP_LEVEL.contains(arguments[0])) {
            return arguments;
        }
        if (arguments.length > 0 && !arguments[0].startsWith("-")) {
            return arguments; // a misspelt command: picocli says so
        }
        var all = new ArrayList<>(List.of("start"));
        all.addAll(Arrays.asList(arguments));
        return all.toArray(String[]::new);
    }

    private static int misused(ParameterException mistake, String[] arguments) {
        var line = mistake.getCommandLine();
        line.getErr().println("ostiary: " + mistake.getMessage());
        UnmatchedArgumentException.printSuggestions(mistake, line.getErr());
        line.getErr().println("Try `" + line.getCommandSpec().qualifiedName() + " --help`.");
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int told(Exception failure, CommandLine line) {
        line.getErr().println("ostiary: " + failure.getMessage());
        if (!(failure instanceof Unusable)) {
            LoggerFactory.getLogger(Ostiary.class)
                    .error("{} failed", line.getCommandName(), failure);
            line.getErr().println("ostiary: more in logs/ostiary.log of the data folder");
        }
        return FAILED;
    }
}
