package io.ostiary.policy.validate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * AWS's list of checks ({@code policy-checks.tsv}): of those that are built the text, of the others
 * why they are not.
 */
final class CheckTable {

    private static final String FILE = "policy-checks.tsv";
    private static final List<Line> LINES = read();
    private static final Map<Check, Row> ROWS = rows();

    private CheckTable() {}

    /** How grave it is (the same page, "Finding type"). */
    enum Type {
        ERROR("error"),
        SECURITY_WARNING("security-warning"),
        WARNING("general-warning"),
        SUGGESTION("suggestion");

        private final String anchor;

        Type(String anchor) {
            this.anchor = anchor;
        }
    }

    /**
     * A line of the file.
     *
     * @param text AWS's words with gaps in braces, or the reason why it is not built
     */
    record Line(String code, Type type, boolean built, String text) {}

    record Row(Type type, String code, List<String> parts) {

        /** The text with names in its gaps. */
        String details(String... names) {
            var text = new StringBuilder(parts.getFirst());
            for (int i = 1; i < parts.size(); i++) {
                text.append(names[i - 1]).append(parts.get(i));
            }
            return text.toString();
        }

        String anchor() {
            return type.anchor + '-' + code.toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static List<Line> lines() {
        return LINES;
    }

    static Row row(Check check) {
        Row row = ROWS.get(check);
        if (row == null) {
            throw new IllegalStateException(FILE + " lacks " + check);
        }
        return row;
    }

    private static Map<Check, Row> rows() {
        Map<Check, Row> rows = new EnumMap<>(Check.class);
        for (Line line : LINES) {
            if (line.built()) {
                rows.put(
                        Check.valueOf(line.code()),
                        new Row(line.type(), line.code(), parts(line.text())));
            }
        }
        return rows;
    }

    /** What stands around the gaps: names in braces. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int gap = text.indexOf('{'); gap >= 0; gap = text.indexOf('{', from)) {
            parts.add(text.substring(from, gap));
            from = text.indexOf('}', gap) + 1;
            if (from == 0) {
                throw new IllegalStateException(FILE + ": a gap without end: " + text);
            }
        }
        parts.add(text.substring(from));
        return List.copyOf(parts);
    }

    private static List<Line> read() {
        try (InputStream file = CheckTable.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("not on the class path: " + FILE);
            }
            var reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            List<Line> lines = new ArrayList<>();
            String line;
            while ((line = reader.readLine()) != null) {
                if (line.startsWith("#")) {
                    continue;
                }
                String[] columns = line.split("\t", -1);
                if (columns.length != 4 || columns[3].isBlank()) {
                    throw new IllegalStateException(FILE + ": four columns: " + line);
                }
                lines.add(
                        new Line(
                                columns[0],
                                Type.valueOf(columns[1]),
                                columns[2].equals("built"),
                                columns[3]));
            }
            return List.copyOf(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }
}
