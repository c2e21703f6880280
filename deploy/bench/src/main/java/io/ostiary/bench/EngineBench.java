package io.ostiary.bench;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The engine in process, by JMH: of several forks the best counts, for both sides of a ratio. */
final class EngineBench {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final int forks;

    EngineBench(boolean quick) {
        this.forks = quick ? 1 : 5;
    }

    List<Row> rows() {
        Measured hot = measured("DecisionBenchmark.decide", "10x5");
        Measured scan = measured("DecisionBenchmark.scan", "10x5");
        Measured casbin = measured("CasbinBenchmark.enforce");
        Measured more = measured("DecisionBenchmark.decide", "100x5");
        Measured few = measured("DecisionBenchmark.decide", "2x5");
        Measured most = measured("DecisionBenchmark.decide", "2000x5");
        Measured cold = measured("ColdDecisionBenchmark.decide");
        Measured coldScan = measured("ColdDecisionBenchmark.scan");
        Measured compile = measured("CompileBenchmark.compile");
        Measured changed = measured("RecompileBenchmark.compileChanged");
        Measured recompile = measured("RecompileBenchmark.decideAfterWrite");
        Measured hashes = measured("SignatureBenchmark.bareHashes");
        Measured verified = measured("SignatureBenchmark.verify");
        Measured everybody = measured("SearchBenchmark.everybodyAsked");
        Measured whoCan = measured("SearchBenchmark.whoCan");
        double bytes = Math.max(hot.bytes(), cold.bytes());
        return List.of(
                hot.faster("decision, 10 policies × 5 statements, hot", scan, "a scan", 15),
                hot.faster("the same", casbin, "jcasbin, RBAC", 100),
                cold.faster("decision, cold, over 16,384 principals", coldScan, "a scan", 4),
                new Row(
                        "bytes allocated by a decision",
                        "–",
                        String.format(Locale.ROOT, "%.2f", bytes),
                        bytes,
                        "≤ 0.50×",
                        bytes <= 0.5),
                more.slower("decision, 100 policies", hot, "10 policies", 1.3),
                most.slower(
                        "decision, 10,000 statements of one principal", few, "10 statements", 2),
                new Row(
                        "compile one AWS managed policy",
                        "–",
                        compile.shown(),
                        compile.time() / 200,
                        "≤ 200 µs",
                        compile.time() <= 200),
                recompile.slower(
                        "policy changed to first decision, 5,000 users",
                        changed,
                        "compiling it",
                        3),
                verified.slower("verify a SigV4 request, key cached", hashes, "its hashes", 3),
                whoCan.faster(
                        "who-can, 100,000 principals and 1,000 policies",
                        everybody,
                        "asking each",
                        50));
    }

    /**
     * @param time of one operation, of the best fork
     * @param bytes allocated by one
     */
    private record Measured(double time, String unit, double bytes) {

        Row faster(String what, Measured floor, String floorName, double least) {
            return Row.atLeastTimes(
                    what,
                    floor.shown() + " (" + floorName + ")",
                    shown(),
                    floor.time / time,
                    least);
        }

        Row slower(String what, Measured floor, String floorName, double most) {
            return Row.atMost(
                    what, floor.shown() + " (" + floorName + ")", shown(), time / floor.time, most);
        }

        String shown() {
            return String.format(Locale.ROOT, time < 100 ? "%.1f %s" : "%,.0f %s", time, unit);
        }
    }

    private Measured measured(String benchmark, String... parameter) {
        var options =
                new OptionsBuilder()
                        .include("\\." + benchmark.replace(".", "\\.") + "$")
                        .forks(forks)
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true);
        if (parameter.length > 0) {
            options.param("policies", parameter);
        }
        Collection<RunResult> results;
        try {
            results = new Runner(options.build()).run();
        } catch (RunnerException e) {
            throw new IllegalStateException(benchmark + " failed", e);
        }
        RunResult result = results.iterator().next();
        double best =
                result.getBenchmarkResults().stream()
                        .mapToDouble(fork -> fork.getPrimaryResult().getScore())
                        .min()
                        .orElseThrow();
        var measured =
                new Measured(
                        best,
                        result.getPrimaryResult()
                                .getScoreUnit()
                                .replace("/op", "")
                                .replace("us", "µs"),
                        Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED))
                                .getScore());
        Bench.detail(
                "%s %s: %s, %.2f B"
                        .formatted(
                                benchmark,
                                String.join(",", parameter),
                                measured.shown(),
                                measured.bytes()));
        return measured;
    }
}
