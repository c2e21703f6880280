package io.ostiary.bench;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

import java.util.List;
import java.util.concurrent.Callable;

/** The JMH benchmarks; whatever stands behind the name goes to JMH's own command line. */
@Command(
        name = "jmh",
        description =
                "Run the JMH benchmarks: `bench jmh Evaluate -prof gc`. Everything behind the name"
                        + " goes to JMH, `-h` shows what it takes.")
final class MicroBench implements Callable<Integer> {

    @Unmatched private @Nullable List<String> arguments;

    @Override
    public Integer call() throws Exception {
        List<String> given = arguments == null ? List.of() : arguments;
        org.openjdk.jmh.Main.main(given.toArray(String[]::new));
        return 0;
    }
}
