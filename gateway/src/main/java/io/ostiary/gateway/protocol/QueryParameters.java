package io.ostiary.gateway.protocol;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.Map;

/**
 * The parameters of a query request, from the query string and the form body together, each name at
 * most once. Read only by {@link QueryRequestReader}, so whoever holds one reads what was signed,
 * once.
 */
public final class QueryParameters {

    private final Map<String, String> values;

    QueryParameters(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    public @Nullable String get(String name) {
        return values.get(name);
    }

    /** In the order of arrival. */
    public Map<String, String> asMap() {
        return values;
    }

    public @Nullable String action() {
        return values.get("Action");
    }

    public @Nullable String version() {
        return values.get("Version");
    }

    /** Names only: a value may be a secret. */
    @Override
    public String toString() {
        return "QueryParameters[" + values.size() + "]";
    }
}
