package io.ostiary.policy.compile;

import io.ostiary.policy.document.ActionElement;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.ConditionKeys;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Action or NotAction: one look-up of the whole name, then the service's few patterns. */
final class ActionMatcher {

    /** A statement of more actions is found by their services. */
    private static final int MOST_KEYS = 16;

    private static final TextPattern[] NONE = {};

    private final boolean negated;
    private final long fingerprint;
    private final int @Nullable [] keys;
    private final Set<String> exact;
    private final Map<String, TextPattern[]> byService;

    /** Patterns for every service; the vendor may be a star, but hold none. */
    private final TextPattern[] anyService;

    private ActionMatcher(boolean negated, List<ActionPattern> patterns) {
        this.negated = negated;
        this.fingerprint = negated ? ActionFingerprint.ANY : fingerprint(patterns);
        this.keys = negated ? null : keys(patterns);
        this.exact = new HashSet<>();
        var wild = new HashMap<String, List<TextPattern>>();
        // Both sides are lower case already.
        var compiler = new PatternCompiler(true, false, false);
        for (ActionPattern pattern : patterns) {
            if (pattern.reach() == ActionPattern.Reach.NAME) {
                exact.add(pattern.folded());
            } else {
                wild.computeIfAbsent(pattern.service(), _ -> new ArrayList<>())
                        .add(compiler.compile(pattern.name()));
            }
        }
        this.anyService = wild.getOrDefault("*", List.of()).toArray(NONE);
        this.byService = new HashMap<>();
        wild.forEach((service, names) -> byService.put(service, names.toArray(NONE)));
    }

    static ActionMatcher of(ActionElement element) {
        List<ActionPattern> patterns = new ArrayList<>(element.patterns().size());
        for (String pattern : element.patterns()) {
            patterns.add(ActionPattern.of(pattern));
        }
        return new ActionMatcher(element.negated(), patterns);
    }

    private static long fingerprint(List<ActionPattern> patterns) {
        long fingerprint = 0;
        for (ActionPattern pattern : patterns) {
            fingerprint |= ActionFingerprint.ofPattern(pattern);
        }
        return fingerprint;
    }

    private static int @Nullable [] keys(List<ActionPattern> patterns) {
        var keys = new HashSet<Integer>();
        var services = new HashSet<Integer>();
        for (ActionPattern pattern : patterns) {
            if (pattern.reach() == ActionPattern.Reach.ANY) {
                return null;
            }
            keys.add(pattern.key());
            services.add(Filing.service(pattern.service()));
        }
        Set<Integer> fewer = keys.size() > MOST_KEYS ? services : keys;
        return fewer.size() > MOST_KEYS
                ? null
                : fewer.stream().mapToInt(Integer::intValue).toArray();
    }

    /** As {@link ActionFingerprint} tells it. */
    long fingerprint() {
        return fingerprint;
    }

    /** As {@link CompiledStatement#actionKeys} tells it. */
    int @Nullable [] keys() {
        return keys;
    }

    boolean matches(ActionName action) {
        return named(action) != negated;
    }

    private boolean named(ActionName action) {
        if (exact.contains(action.folded())) {
            return true;
        }
        TextPattern[] patterns = byService.get(action.service());
        return (patterns != null && any(patterns, action.key())) || any(anyService, action.key());
    }

    private static boolean any(TextPattern[] patterns, String name) {
        for (TextPattern pattern : patterns) {
            if (pattern.matches(name, ConditionKeys.NONE)) {
                return true;
            }
        }
        return false;
    }
}
