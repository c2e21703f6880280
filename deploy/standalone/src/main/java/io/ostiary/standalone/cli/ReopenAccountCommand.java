package io.ostiary.standalone.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.Map;
import java.util.concurrent.Callable;

/** Undoes CloseAccount. */
@Command(
        name = "reopen-account",
        description =
                "Open an account again that CloseAccount has closed, for 90 days after that (start"
                        + " --closed-accounts-kept): its credentials are good again.",
        mixinStandardHelpOptions = true)
final class ReopenAccountCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private OperatorOptions operator = new OperatorOptions();

    @Override
    public Integer call() {
        operator.send("ReopenAccount", Map.of());
        if (spec != null) {
            spec.commandLine()
                    .getOut()
                    .println("Account " + operator.account() + " is open again.");
        }
        return 0;
    }
}
