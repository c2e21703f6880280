package io.ostiary.standalone.cli;

import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.pipeline.Operation;
import io.ostiary.gateway.pipeline.OperationCatalog;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;

/** Every operation of AWS's models: what is built is what the gateway would answer. */
@Command(
        name = "operations",
        description = "A line for each operation: service, name, built or not.",
        mixinStandardHelpOptions = true)
final class OperationsCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--built", description = "only those that are built")
    private boolean onlyBuilt;

    @Override
    public Integer call() {
        if (spec != null) {
            print(spec.commandLine().getOut(), new OperationCatalog(ServiceCatalog.load()));
        }
        return 0;
    }

    private void print(PrintWriter out, OperationCatalog catalog) {
        List<Operation> all =
                catalog.all().stream()
                        .sorted(
                                Comparator.comparing(Operation::signingName)
                                        .thenComparing(Operation::name))
                        .toList();
        for (Operation operation : all) {
            if (operation.isBuilt() || !onlyBuilt) {
                out.println(
                        "%-14s %-50s %s"
                                .formatted(
                                        operation.signingName(),
                                        operation.name(),
                                        operation.isBuilt() ? "built" : "not built"));
            }
        }
        long built = all.stream().filter(Operation::isBuilt).count();
        out.println(built + " of " + all.size() + " operations are built");
        out.flush();
    }
}
