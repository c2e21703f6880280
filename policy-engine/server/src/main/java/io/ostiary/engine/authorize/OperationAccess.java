package io.ostiary.engine.authorize;

import io.ostiary.policy.request.ActionName;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a caller needs to perform an operation: its action on each of its resources, and whatever
 * else it depends on.
 *
 * @param conditionKeys lower case, those of the action and of its resource types; of a family only
 *     what stands before the slash, with it, such as {@code aws:requesttag/}
 */
record OperationAccess(
        ActionName action,
        List<ResourceSource> resources,
        Set<String> conditionKeys,
        List<Dependent> dependents) {

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
