package io.ostiary.standalone.coverage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What must be allowed for a request of an operation.
 *
 * @param needed empty where the call needs no leave
 * @param members given beyond the required ones; a name, or name=value
 */
record Gate(String operation, List<Permission> needed, List<String> members) {
    static final String RESOURCE = "gates.tsv";

    record Permission(String action, String resource) {}

    boolean isOfOrganizations() {
        return operation.startsWith("organizations:");
    }

    static List<Gate> load(String account) {
        try (InputStream file = Objects.requireNonNull(Gate.class.getResourceAsStream(RESOURCE))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> gate(line, account))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    private static Gate gate(String line, String account) {
        String[] columns = line.split("\t", -1);
        if (columns.length < 2 || columns.length > 3) {
            throw new IllegalArgumentException(RESOURCE + ": " + line);
        }
        List<Permission> needed = new ArrayList<>();
        for (String part : columns[1].split(" ")) {
            int at = part.indexOf('@');
            String resource = part.substring(at + 1);
            if (!resource.equals("nothing")) {
                needed.add(
                        new Permission(
                                at < 0 ? columns[0] : part.substring(0, at),
                                resource.equals("*")
                                        ? resource
                                        : "arn:aws:iam::" + account + ":" + resource));
            }
        }
        return new Gate(
                columns[0],
                List.copyOf(needed),
                columns.length < 3 ? List.of() : Arrays.asList(columns[2].split(" ")));
    }
}
