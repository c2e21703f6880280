package io.ostiary.engine.decide;

import io.ostiary.contract.id.Names;
import io.ostiary.engine.decide.StatableKeys.Needs;
import io.ostiary.policy.request.ActionName;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The context of a question, read by the rules of {@link StatableKeys}.
 *
 * @param values by lower-case key
 * @param needs what the asker must be allowed to state them
 */
public record StatedContext(Map<String, List<String>> values, Set<Needs> needs) {

    private static final StatedContext EMPTY = new StatedContext(Map.of(), Set.of());
    private static final int MAX_SHOWN = 128;

    public static StatedContext of(Map<String, List<String>> context, ActionName action)
            throws Unanswerable {
        return of(context, key -> StatableKeys.needs(key, action));
    }

    /** Of a question about every action: a key of a service counts for the actions of it. */
    public static StatedContext ofEveryAction(Map<String, List<String>> context)
            throws Unanswerable {
        return of(context, StatableKeys::needs);
    }

    private static StatedContext of(
            Map<String, List<String>> context, Function<String, @Nullable Needs> needed)
            throws Unanswerable {
        if (context.isEmpty()) {
            return EMPTY;
        }
        Map<String, List<String>> values = HashMap.newHashMap(context.size());
        var needs = EnumSet.noneOf(Needs.class);
        for (var entry : context.entrySet()) {
            String key = Names.key(entry.getKey());
            Needs need = needed.apply(key);
            if (need == null) {
                throw Unanswerable.invalid(
                        "The condition key " + shown(key) + " may not be stated here.");
            }
            if (StatableKeys.isSingle(key) && entry.getValue().size() != 1) {
                throw Unanswerable.invalid("The condition key " + shown(key) + " has one value.");
            }
            if (values.put(key, entry.getValue()) != null) {
                throw Unanswerable.invalid("The condition key " + shown(key) + " occurs twice.");
            }
            needs.add(need);
        }
        return new StatedContext(values, needs);
    }

    /** Of the keys, lower case. */
    List<String> names() {
        return List.copyOf(values.keySet());
    }

    /** Whether it says what a key is in a request for this action. */
    public boolean states(String key, ActionName action) {
        return values.containsKey(key) && StatableKeys.isStated(key, action);
    }

    public boolean statesResourceTags() {
        return needs.contains(Needs.RESOURCE_TAGS);
    }

    private static String shown(String key) {
        return key.length() <= MAX_SHOWN ? key : key.substring(0, MAX_SHOWN) + "…";
    }
}
