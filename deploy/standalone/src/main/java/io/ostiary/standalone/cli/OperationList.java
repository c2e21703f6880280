package io.ostiary.standalone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is proven of each operation: the test that calls it over the wire, or why it is not built.
 * {@code operations.tsv} is written from the results of a whole test run and compared with them in
 * every one ({@code OperationsTest}), so it cannot say more than is true.
 */
public record OperationList(List<Entry> entries) {
    public static final String RESOURCE = "operations.tsv";

    private static final String BUILT = "built";
    private static final String NOT_BUILT = "not built";

    /**
     * @param service as a credential scope spells it
     * @param note the test's class below {@code io.ostiary.standalone}, or the reason
     */
    public record Entry(String service, String operation, boolean built, String note) {
        @Override
        public String toString() {
            return String.join("\t", service, operation, built ? BUILT : NOT_BUILT, note);
        }
    }

    public OperationList {
        entries =
                entries.stream()
                        .sorted(
                                Comparator.comparing(Entry::service)
                                        .thenComparing(Entry::operation))
                        .toList();
    }

    public static OperationList load() {
        try (InputStream file =
                Objects.requireNonNull(OperationList.class.getResourceAsStream(RESOURCE))) {
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    static OperationList parse(String text) {
        List<Entry> entries = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] columns = line.split("\t", -1);
            boolean built = columns.length == 4 && columns[2].equals(BUILT);
            if (columns.length != 4 || columns[3].isBlank() || !built && !isNotBuilt(columns)) {
                throw new IllegalArgumentException(RESOURCE + ": " + line);
            }
            entries.add(new Entry(columns[0], columns[1], built, columns[3]));
        }
        return new OperationList(entries);
    }

    private static boolean isNotBuilt(String[] columns) {
        return columns[2].equals(NOT_BUILT);
    }

    public Optional<Entry> find(String service, String operation) {
        return entries.stream()
                .filter(e -> e.service().equals(service) && e.operation().equals(operation))
                .findFirst();
    }

    /** The file's whole text. */
    public String text() {
        var text =
                new StringBuilder(
                        """
                        # Service, operation, whether it is built, and the test that calls it over the wire or the reason why not.
                        # Written by OperationsTest from the results of a whole run: mvn verify -pl deploy/standalone -am -Dostiary.operations=write
                        # A reason is written by hand; what is neither listed here nor tested fails the build.
                        """);
        entries.forEach(entry -> text.append(entry).append('\n'));
        return text.toString();
    }
}
