package io.ostiary.policy.signature;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** The {@code X-Amz-*} parameters of a query, decoded, and which of them stand there twice. */
final class QueryParameters {

    /** Stands for a parameter that occurs more than once. */
    private static final String TWICE = "\0";

    private final Map<String, String> values = new HashMap<>();
    private boolean versionTwo;

    private QueryParameters() {}

    static QueryParameters of(String query) {
        var parameters = new QueryParameters();
        int from = 0;
        while (from < query.length()) {
            int end = query.indexOf('&', from);
            end = end < 0 ? query.length() : end;
            int equals = query.indexOf('=', from);
            equals = equals < 0 || equals > end ? end : equals;
            String name = PercentEncoding.decode(query.substring(from, equals));
            if (name.startsWith("X-Amz-")) {
                String value =
                        PercentEncoding.decode(query.substring(Math.min(equals + 1, end), end));
                parameters.values.merge(name, value, (_, _) -> TWICE);
            } else if (name.equals("SignatureVersion") || name.equals("AWSAccessKeyId")) {
                parameters.versionTwo = true;
            }
            from = end + 1;
        }
        return parameters;
    }

    /** The value, or null when the parameter is absent or occurs twice. */
    @Nullable String get(String name) {
        String value = values.get(name);
        return TWICE.equals(value) ? null : value;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    boolean isTwice(String name) {
        return TWICE.equals(values.get(name));
    }

    /** Some of the parameters that a presigned request has. */
    boolean isPresigned() {
        return has("X-Amz-Algorithm")
                || has("X-Amz-Credential")
                || has("X-Amz-Signature")
                || has("X-Amz-SignedHeaders");
    }

    /** Signature version 2, which is not spoken here. */
    boolean isVersionTwo() {
        return versionTwo;
    }
}
