package io.ostiary.gateway.authorize;

import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.contract.port.SearchCall;
import io.ostiary.contract.port.SearchCall.Sought;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A search as it was read.
 *
 * @param certain whether what is open is left out: AuthZEN wants answers that an evaluation bears
 *     out ("Subject Search Semantics")
 * @param type as the answers' type is to be told; null for what the engine calls it
 * @param token where the page begins; empty for the first
 */
record SearchRequest(
        Sought sought,
        boolean certain,
        @Nullable String type,
        Map<String, List<String>> context,
        String token,
        int size) {

    SearchCall call(Caller asker, RequestFacts facts, String after) {
        return new SearchCall(asker, facts, sought, context, certain, after, size);
    }

    /** Everything but page and size, so that a token is good for this question alone. */
    List<String> parts(Route route) {
        List<String> parts = new ArrayList<>();
        parts.add(route.path());
        switch (sought) {
            case Sought.Subjects(String wanted, String action, String resource) -> {
                parts.add(spelled(wanted));
                parts.add(action);
                parts.add(resource);
            }
            case Sought.Actions(String principal, String resource) -> {
                parts.add(principal);
                parts.add(spelled(resource));
            }
            case Sought.Resources(String wanted, String principal, String action) -> {
                parts.add(spelled(wanted));
                parts.add(principal);
                parts.add(action);
            }
        }
        new TreeMap<>(context)
                .forEach(
                        (key, values) -> {
                            parts.add(key);
                            parts.add(Integer.toString(values.size()));
                            parts.addAll(values);
                        });
        return parts;
    }

    private static String spelled(@Nullable String text) {
        return text == null ? "" : "=" + text;
    }
}
