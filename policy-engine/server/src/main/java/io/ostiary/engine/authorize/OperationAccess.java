package io.ostiary.engine.authorize;

import io.ostiary.policy.request.ActionName;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a caller needs to perform an operation: its action on each of its resources, and whatever
 * else it depends on.
 *
 * @param conditionKeys lower case, those of the action and of its resource types; of a family only
 *     what stands before the slash, with it, such as {@code aws:requesttag/}
 * @param tagging the operation that is to be allowed on the same resources when the request holds
 *     tags; null when none is
 */
record OperationAccess(
        ActionName action,
        List<ResourceSource> resources,
        Set<String> conditionKeys,
        List<Dependent> dependents,
        @Nullable OperationAccess tagging) {

    OperationAccess {
        resources = List.copyOf(resources);
        conditionKeys = Set.copyOf(conditionKeys);
        dependents = List.copyOf(dependents);
    }

    /**
     * Another action that must be allowed as well.
     *
     * @param keys condition keys of that question, lower case
     */
    record Dependent(ActionName action, ResourceSource resource, Map<String, List<String>> keys) {
        Dependent {
            keys = Map.copyOf(keys);
        }
    }
}
