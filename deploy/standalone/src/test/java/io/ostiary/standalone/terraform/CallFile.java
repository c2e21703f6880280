package io.ostiary.standalone.terraform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Calls in a file that one can read: a line for the operation, its parameters, a line for the
 * status, what was answered. An empty line follows each call, lines with {@code #} are for readers.
 */
final class CallFile {
    private static final String IS = " = ";

    private CallFile() {}

    static void write(Path file, List<String> about, List<RecordedCall> calls) throws IOException {
        var text = new StringBuilder();
        about.forEach(line -> text.append("# ").append(line).append('\n'));
        for (RecordedCall call : calls) {
            text.append('\n').append(call.operation()).append('\n');
            append(text, call.parameters());
            text.append(call.status()).append('\n');
            append(text, call.answer());
        }
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, SortedMap<String, String> values) {
        values.forEach(
                (name, value) ->
                        text.append("  ")
                                .append(name)
                                .append(IS)
                                .append(escaped(value))
                                .append('\n'));
    }

    static List<RecordedCall> read(Path file) throws IOException {
        var calls = new ArrayList<RecordedCall>();
        var block = new ArrayList<String>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (line.isEmpty()) {
                add(block, calls);
            } else if (!line.startsWith("#")) {
                block.add(line);
            }
        }
        add(block, calls);
        return calls;
    }

    private static void add(List<String> block, List<RecordedCall> calls) {
        if (block.isEmpty()) {
            return;
        }
        var parameters = new TreeMap<String, String>();
        var answer = new TreeMap<String, String>();
        int status = 0;
        for (String line : block.subList(1, block.size())) {
            if (line.startsWith("  ")) {
                put(line.substring(2), status == 0 ? parameters : answer);
            } else {
                status = Integer.parseInt(line);
            }
        }
        calls.add(new RecordedCall(block.getFirst(), parameters, status, answer));
        block.clear();
    }

    private static void put(String line, Map<String, String> values) {
        int is = line.indexOf(IS);
        String earlier =
                values.put(line.substring(0, is), unescaped(line.substring(is + IS.length())));
        if (earlier != null) {
            throw new IllegalStateException("twice in one call: " + line);
        }
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescaped(String value) {
        var text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char next = value.charAt(++i);
            text.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
        }
        return text.toString();
    }
}
