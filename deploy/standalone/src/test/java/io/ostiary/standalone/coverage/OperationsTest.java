package io.ostiary.standalone.coverage;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ostiary.gateway.model.ErrorModel;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.pipeline.Operation;
import io.ostiary.gateway.pipeline.OperationCatalog;
import io.ostiary.standalone.cli.OperationList;
import io.ostiary.standalone.cli.OperationList.Entry;
import io.ostiary.standalone.coverage.WireCalls.Call;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs after all other tests and looks at what they called: each operation that is built has a test
 * of its own over the wire, each error that its model declares was answered to one, and what has
 * none stands in a list with the reason. In a run of some tests only it does not run, or is
 * skipped.
 */
@Order(Integer.MAX_VALUE)
final class OperationsTest {
    private static final Path MODULE =
            Path.of(System.getProperty("ostiary.home", "../.."), "deploy/standalone");
    private static final Path LIST =
            MODULE.resolve("src/main/resources/io/ostiary/standalone/cli")
                    .resolve(OperationList.RESOURCE);
    private static final String WRITE = "write";
    private static final String HOW =
            "run the whole module's tests with -Dostiary.operations=write and commit "
                    + OperationList.RESOURCE;

    /** The gates call every operation alike: they do not show what one of them does. */
    private static final String GATES = "coverage/";

    private static final String OWN_TESTS = "operations/";

    /** Rightly answered by refusals only: no policy type that has effective policies is built. */
    private static final Set<String> REFUSED = Set.of("organizations:DescribeEffectivePolicy");

    private final List<Operation> operations =
            new OperationCatalog(ServiceCatalog.load())
                    .all().stream()
                            .sorted(
                                    Comparator.comparing(Operation::signingName)
                                            .thenComparing(Operation::name))
                            .toList();

    @Test
    void everyOperationIsCalledByATestOrListedWithAReason() throws IOException {
        assumeWholeRun();
        Collection<Call> calls = WireCalls.ofPassingTests();
        var old = OperationList.load();
        var entries = new ArrayList<Entry>();
        var faults = new ArrayList<String>();
        for (Operation operation : operations) {
            Optional<Entry> entry = old.find(operation.signingName(), operation.name());
            if (operation.isBuilt()) {
                entry.map(Entry::note)
                        .filter(test -> tests(operation, calls).contains(test))
                        .or(() -> best(tests(operation, calls)))
                        .ifPresentOrElse(
                                test -> entries.add(entry(operation, test)),
                                () -> faults.add(operation.model() + ": no test calls it"));
            } else if (entry.isPresent() && !entry.get().built()) {
                entries.add(entry.get());
            } else {
                faults.add(operation.model() + ": not built, and not listed with a reason");
            }
        }
        var now = new OperationList(entries);
        if (WRITE.equals(System.getProperty("ostiary.operations"))) {
            Files.writeString(LIST, now.text());
        } else if (faults.isEmpty() && !now.equals(old)) {
            var stale = new ArrayList<>(old.entries());
            stale.removeAll(now.entries());
            var added = new ArrayList<>(now.entries());
            added.removeAll(old.entries());
            faults.add(OperationList.RESOURCE + " says " + stale + ", true is " + added);
        }
        assertTrue(faults.isEmpty(), () -> String.join("\n", faults) + "\n" + HOW);
    }

    @Test
    void everyDeclaredErrorIsAnsweredToATestOrListedWithAReason() {
        assumeWholeRun();
        var unreached = UnreachedErrors.load();
        var answered = new TreeSet<String>();
        for (Call call : WireCalls.ofPassingTests()) {
            if (!call.succeeded()) {
                answered.add(call.operation() + " " + call.code());
            }
        }
        var missing = new TreeSet<String>();
        var needed = new TreeSet<UnreachedErrors.Row>();
        for (Operation operation : operations) {
            if (operation.isBuilt()) {
                for (ErrorModel error : operation.model().errors()) {
                    if (!answered.contains(operation.model() + " " + error.code())) {
                        unreached
                                .reason(operation.model().toString(), error.code())
                                .ifPresentOrElse(
                                        needed::add,
                                        () -> missing.add(operation.model() + "\t" + error.code()));
                    }
                }
            }
        }
        var reached = new TreeSet<>(unreached.rows());
        reached.removeAll(needed);
        reached.removeIf(row -> row.isByChance() || !row.isOfAll() && !isBuilt(row.operation()));
        if (!missing.isEmpty() || !reached.isEmpty()) {
            fail(
                    "Declared, but answered to no test: provoke it, or list it in "
                            + UnreachedErrors.RESOURCE
                            + " with the reason why nothing can:\n"
                            + String.join("\n", missing)
                            + "\nListed, but answered to a test or declared no more: "
                            + reached);
        }
    }

    private boolean isBuilt(String name) {
        return operations.stream()
                .anyMatch(each -> each.isBuilt() && each.model().toString().equals(name));
    }

    /** A run of some tests cannot tell what all of them call. */
    private static void assumeWholeRun() {
        var named = new TreeSet<String>();
        OperationList.load().entries().stream()
                .filter(Entry::built)
                .map(Entry::note)
                .forEach(named::add);
        named.removeAll(WireCalls.testsThatRan());
        boolean writes = WRITE.equals(System.getProperty("ostiary.operations"));
        assumeTrue(
                writes || named.stream().noneMatch(OperationsTest::isThere),
                () -> "needs a run of all tests; not run: " + named);
    }

    private static boolean isThere(String test) {
        return Files.exists(
                MODULE.resolve("src/test/java/io/ostiary/standalone/" + test + ".java"));
    }

    private static Entry entry(Operation operation, String test) {
        return new Entry(operation.signingName(), operation.name(), true, test);
    }

    private static List<String> tests(Operation operation, Collection<Call> calls) {
        return calls.stream()
                .filter(call -> call.succeeded() || REFUSED.contains(call.operation()))
                .filter(call -> call.operation().equals(operation.model().toString()))
                .map(Call::test)
                .filter(test -> !test.startsWith(GATES))
                .distinct()
                .toList();
    }

    /** One of the family's own tests if there is any; the same one in every run. */
    private static Optional<String> best(List<String> tests) {
        return tests.stream()
                .min(
                        Comparator.comparing((String test) -> !test.startsWith(OWN_TESTS))
                                .thenComparing(Comparator.naturalOrder()));
    }
}
