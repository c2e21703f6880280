package io.ostiary.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.Map;
import java.util.concurrent.Callable;

/** What accounts may hold. */
@Command(
        name = "quota",
        description = "Tell and set what an account may hold: users, roles, policies …",
        subcommands = {QuotaCommand.Set.class, QuotaCommand.ListThem.class},
        synopsisSubcommandLabel = "set | list",
        mixinStandardHelpOptions = true)
final class QuotaCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            return 0;
        }
        throw new ParameterException(spec.commandLine(), "quota set or quota list?");
    }

    /** One quota of one account. */
    @Command(
            name = "set",
            description = {
                "Set one of an account's quotas, from AWS's default up to AWS's maximum:",
                "  quota set --account 123456789012 --name RolesPerAccount --value 5000"
            },
            mixinStandardHelpOptions = true)
    static final class Set implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;
        @Mixin private OperatorOptions operator = new OperatorOptions();

        @Option(
                names = "--name",
                paramLabel = "NAME",
                required = true,
                description = "as errors call it, such as UsersPerAccount; `quota list` tells all")
        private String name = "";

        @Option(names = "--value", paramLabel = "N", required = true, description = "so many")
        private int value;

        @Override
        public Integer call() {
            operator.send("PutQuota", Map.of("Name", name, "Value", value));
            if (spec != null) {
                spec.commandLine()
                        .getOut()
                        .println(name + " of account " + operator.account() + " is " + value + ".");
            }
            return 0;
        }
    }

    /** All quotas of one account. */
    @Command(
            name = "list",
            description =
                    "A line for each of an account's quotas: name, value, default, and what it can"
                            + " be set to at most.",
            mixinStandardHelpOptions = true)
    static final class ListThem implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;
        @Mixin private OperatorOptions operator = new OperatorOptions();

        @Override
        public Integer call() {
            JsonNode answer = operator.send("ListQuotas", Map.of());
            var out = new StringBuilder();
            for (JsonNode quota : answer.path("Quotas")) {
                int byDefault = quota.path("DefaultValue").asInt();
                int maximum = quota.path("Maximum").asInt();
                out.append(quota.path("Name").asText())
                        .append(' ')
                        .append(quota.path("Value").asInt())
                        .append(" default ")
                        .append(byDefault)
                        .append(maximum > byDefault ? " maximum " + maximum : " not adjustable")
                        .append('\n');
            }
            if (spec != null) {
                spec.commandLine().getOut().print(out);
                spec.commandLine().getOut().flush();
            }
            return 0;
        }
    }
}
