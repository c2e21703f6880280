package io.ostiary.standalone.cli;

import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.pipeline.Operation;
import io.ostiary.gateway.pipeline.OperationCatalog;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What the gateway answers, from the same catalog that it dispatches by, and the proof of it: the
 * test that calls an operation over the wire, or the reason why there is none.
 */
@Command(
        name = "operations",
        description =
                "A line for each operation: service, name, and the test that calls it or why it is"
                        + " not built.",
        mixinStandardHelpOptions = true)
final class OperationsCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--built", description = "only those that are built")
    private boolean builtOnly;

    @Override
    public Integer call() {
        var out = new StringBuilder();
        List<Operation> all =
                new OperationCatalog(ServiceCatalog.load())
                        .all().stream()
                                .sorted(
                                        Comparator.comparing(Operation::signingName)
                                                .thenComparing(Operation::name))
                                .toList();
        OperationList list = OperationList.load();
        for (Operation operation : all) {
            if (operation.isBuilt() || !builtOnly) {
                out.append(operation.signingName()).append(' ').append(operation.name());
                out.append(operation.isBuilt() ? " built" : " not built");
                list.find(operation.signingName(), operation.name())
                        .filter(entry -> entry.built() == operation.isBuilt())
                        .ifPresent(entry -> out.append(": ").append(entry.note()));
                out.append('\n');
            }
        }
        long built = all.stream().filter(Operation::isBuilt).count();
        out.append(built).append(" of ").append(all.size()).append(" operations are built\n");
        if (spec != null) {
            spec.commandLine().getOut().print(out);
            spec.commandLine().getOut().flush();
        }
        return 0;
    }
}
