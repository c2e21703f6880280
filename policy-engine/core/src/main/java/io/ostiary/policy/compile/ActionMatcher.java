package io.ostiary.policy.compile;

import io.ostiary.contract.id.Names;
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

/** Action or NotAction: one look-up of the service, then of the name, then its few patterns. */
final class ActionMatcher {

    private final boolean negated;
    private final Map<String, NamesOfService> services;

    /** Patterns for every service; the vendor may be a star, but hold none. */
    private final @Nullable NamesOfService anyService;

    private ActionMatcher(
            boolean negated,
            Map<String, NamesOfService> services,
            @Nullable NamesOfService anyService) {
        this.negated = negated;
        this.services = services;
        this.anyService = anyService;
    }

    static ActionMatcher of(ActionElement element) {
        Map<String, List<String>> byService = new HashMap<>();
        for (String pattern : element.patterns()) {
            int colon = pattern.indexOf(':');
            String service = colon < 0 ? "*" : Names.key(pattern.substring(0, colon));
            byService
                    .computeIfAbsent(service, _ -> new ArrayList<>())
                    .add(colon < 0 ? "*" : Names.key(pattern.substring(colon + 1)));
        }
        List<String> any = byService.remove("*");
        Map<String, NamesOfService> services = new HashMap<>();
        byService.forEach((service, names) -> services.put(service, NamesOfService.of(names)));
        return new ActionMatcher(
                element.negated(), services, any == null ? null : NamesOfService.of(any));
    }

    boolean matches(ActionName action) {
        return named(action) != negated;
    }

    private boolean named(ActionName action) {
        NamesOfService names = services.get(action.service());
        return (names != null && names.contain(action.key()))
                || (anyService != null && anyService.contain(action.key()));
    }

    private record NamesOfService(boolean all, Set<String> exact, TextPattern[] patterns) {

        static NamesOfService of(List<String> names) {
            var compiler = new PatternCompiler(true, false, true);
            boolean all = false;
            Set<String> exact = new HashSet<>();
            List<TextPattern> patterns = new ArrayList<>();
            for (String name : names) {
                switch (compiler.compile(name)) {
                    case TextPattern.Any _ -> all = true;
                    case TextPattern.ExactFolded(String wanted) -> exact.add(wanted);
                    case TextPattern other -> patterns.add(other);
                }
            }
            return new NamesOfService(all, exact, patterns.toArray(TextPattern[]::new));
        }

        boolean contain(String key) {
            if (all || exact.contains(key)) {
                return true;
            }
            for (TextPattern pattern : patterns) {
                if (pattern.matches(key, ConditionKeys.NONE)) {
                    return true;
                }
            }
            return false;
        }
    }
}
