package io.ostiary.standalone.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** Commands that have their name and place, and say that there is nothing behind them yet. */
abstract class NotBuiltCommand implements Callable<Integer> {
    private static final int NOT_BUILT = 3;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().getErr().println("ostiary: `" + spec.name() + "` is not built yet");
        }
        return NOT_BUILT;
    }

    /** The bench, which the launcher runs from its own module. */
    @Command(
            name = "bench",
            description =
                    "Measure this machine: a table of ratios taken in one run (see bench --help).",
            mixinStandardHelpOptions = true)
    static final class Bench extends NotBuiltCommand {}
}
