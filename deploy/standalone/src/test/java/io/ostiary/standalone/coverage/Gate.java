package io.ostiary.standalone.coverage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What must be allowed for a request of an operation.
 *
 * @param needed empty where the call needs no leave
 * @param members given beyond the required ones; a name, or name=value
 */
record Gate(String operation, List<Permission> needed, List<String> members) {
    static final String RESOURCE = "gates.tsv";
    private static final String ORGANIZATIONS = "organizations:";

    record Permission(String action, String resource) {}

    /** Only principals of the management account call these. */
    boolean isOfManagement() {
        return operation.startsWith(ORGANIZATIONS)
                || (operation.startsWith("ostiary:") && !operation.endsWith("ResourcePolicy"));
    }

    /**
     * @param account whose IAM it is
     * @param management the account whose organization it is
     * @param names what stands in the file in braces
     */
    static List<Gate> load(String account, String management, Map<String, String> names) {
        try (InputStream file = Objects.requireNonNull(Gate.class.getResourceAsStream(RESOURCE))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> gate(filled(line, names), account, management))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    private static String filled(String line, Map<String, String> names) {
        String filled = line;
        for (var name : names.entrySet()) {
            filled = filled.replace("{" + name.getKey() + "}", name.getValue());
        }
        return filled;
    }

    private static Gate gate(String line, String account, String management) {
        String[] columns = line.split("\t", -1);
        if (columns.length < 2 || columns.length > 3) {
            throw new IllegalArgumentException(RESOURCE + ": " + line);
        }
        List<Permission> needed = new ArrayList<>();
        for (String part : columns[1].split(" ")) {
            int at = part.indexOf('@');
            String resource = part.substring(at + 1);
            if (!resource.equals("nothing")) {
                String action = at < 0 ? columns[0] : part.substring(0, at);
                String below =
                        action.startsWith(ORGANIZATIONS)
                                ? "arn:aws:organizations::" + management + ":"
                                : "arn:aws:iam::" + account + ":";
                needed.add(
                        new Permission(
                                action,
                                resource.equals("*") || resource.startsWith("arn:")
                                        ? resource
                                        : below + resource));
            }
        }
        return new Gate(
                columns[0],
                List.copyOf(needed),
                columns.length < 3 ? List.of() : Arrays.asList(columns[2].split(" ")));
    }
}
