package io.ostiary.standalone.coverage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The errors that a model declares and no test can make an operation answer, with the reasons. */
record UnreachedErrors(List<Row> rows) {
    static final String RESOURCE = "unreached-errors.tsv";

    /**
     * @param operation one, or {@code iam:*} for all of a service
     */
    record Row(String operation, String code, String reason) implements Comparable<Row> {
        private static final String ALL = ":*";
        private static final String BY_CHANCE = "by chance: ";

        boolean isOfAll() {
            return operation.endsWith(ALL);
        }

        /** Two calls must meet for it, so that some runs see it and others do not. */
        boolean isByChance() {
            return reason.startsWith(BY_CHANCE);
        }

        boolean isFor(String other, String otherCode) {
            return code.equals(otherCode)
                    && (operation.equals(other)
                            || isOfAll() && other.startsWith(operation.replace(ALL, ":")));
        }

        @Override
        public int compareTo(Row other) {
            return Comparator.comparing(Row::code)
                    .thenComparing(Row::operation)
                    .compare(this, other);
        }
    }

    static UnreachedErrors load() {
        try (InputStream file =
                Objects.requireNonNull(UnreachedErrors.class.getResourceAsStream(RESOURCE))) {
            return new UnreachedErrors(
                    new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .flatMap(UnreachedErrors::rows)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    private static Stream<Row> rows(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != 3 || columns[2].isBlank()) {
            throw new IllegalArgumentException(RESOURCE + ": " + line);
        }
        return Arrays.stream(columns[1].split(" "))
                .map(operation -> new Row(operation, columns[0], columns[2]));
    }

    /** The row that says why. */
    Optional<Row> reason(String operation, String code) {
        return rows.stream().filter(row -> row.isFor(operation, code)).findFirst();
    }
}
