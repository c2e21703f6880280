package io.ostiary.policy.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.ostiary.contract.id.AccountId;
import io.ostiary.policy.evaluate.Evaluator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.ToolProvider;

/**
 * Breaks the compiled evaluator, one place at a time, by the list in {@code faults.tsv}, and wants
 * the case files of the topic named to notice: cases that notice no fault prove nothing.
 *
 * <p>A line of the list holds a source file, the topic, what the fault breaks, the text to replace,
 * which stands in the file exactly once, and what replaces it.
 */
class SeededFaultsTest {

    private static final int FAULTS = 60;
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "ostiary", "policy");

    private record Fault(String file, String topic, String breaks, String from, String to) {

        String broken(String source) {
            int at = source.indexOf(from);
            assertTrue(at >= 0, () -> file + " does not hold: " + from);
            assertEquals(at, source.lastIndexOf(from), () -> file + " holds twice: " + from);
            return source.substring(0, at) + to + source.substring(at + from.length());
        }
    }

    @TestFactory
    List<DynamicTest> everyFaultIsNoticed() throws IOException, URISyntaxException {
        Map<String, JsonNode> topics = CaseFile.trees("/cases");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileManager files = compiler.getStandardFileManager(null, null, null);
        List<String> options = List.of("-proc:none", "-nowarn", "-cp", classPath());
        List<DynamicTest> tests = new ArrayList<>();
        for (Fault fault : faults()) {
            tests.add(
                    DynamicTest.dynamicTest(
                            fault.breaks(),
                            () -> {
                                String source =
                                        Files.readString(SOURCES.resolve(fault.file() + ".java"));
                                Function<JsonNode, List<String>> run =
                                        FaultyCode.with(
                                                compiler,
                                                files,
                                                options,
                                                "io.ostiary.policy."
                                                        + fault.file().replace('/', '.'),
                                                fault.broken(source));
                                List<String> failed =
                                        run.apply(
                                                Objects.requireNonNull(topics.get(fault.topic())));
                                assertFalse(
                                        failed.isEmpty(),
                                        () -> "no case of " + fault.topic() + " noticed");
                            }));
        }
        return tests;
    }

    @Test
    void withoutAFaultNoCaseFails() throws IOException, URISyntaxException {
        Function<JsonNode, List<String>> run = FaultyCode.unchanged();
        for (JsonNode topic : CaseFile.trees("/cases").values()) {
            assertEquals(List.of(), run.apply(topic));
        }
    }

    @Test
    void theListIsLongEnoughAndNoFaultStandsTwice() throws IOException {
        List<Fault> faults = faults();
        Set<String> seen = new HashSet<>();
        for (Fault fault : faults) {
            assertTrue(seen.add(fault.file() + fault.from() + fault.to()), fault::toString);
        }
        assertTrue(faults.size() >= FAULTS, faults.size() + " faults");
        System.out.printf(
                "%d seeded faults in %d files, by %d topics%n",
                faults.size(),
                faults.stream().map(Fault::file).distinct().count(),
                faults.stream().map(Fault::topic).distinct().count());
    }

    private static List<Fault> faults() throws IOException {
        List<Fault> faults = new ArrayList<>();
        try (var in = SeededFaultsTest.class.getResourceAsStream("/faults.tsv")) {
            String list = new String(Objects.requireNonNull(in).readAllBytes(), "UTF-8");
            for (String line : list.lines().skip(1).toList()) {
                String[] fields = line.replace("\\n", "\n").split("\t", -1);
                assertEquals(5, fields.length, line);
                faults.add(new Fault(fields[0], fields[1], fields[2], fields[3], fields[4]));
            }
        }
        return faults;
    }

    /** The engine's classes and the two libraries that they are compiled against. */
    private static String classPath() {
        return Stream.of(Evaluator.class, AccountId.class, Nullable.class)
                .map(one -> one.getProtectionDomain().getCodeSource().getLocation())
                .map(
                        place -> {
                            try {
                                return Path.of(place.toURI()).toString();
                            } catch (URISyntaxException e) {
                                throw new AssertionError(e);
                            }
                        })
                .collect(Collectors.joining(File.pathSeparator));
    }
}
