package io.ostiary.policy.catalog;

import java.util.List;

/**
 * One action of a service.
 *
 * @param service the prefix, such as {@code s3}
 * @param name as AWS spells it
 * @param resources in the order of the source; empty for an action without resource-level
 *     permissions, which only {@code *} matches
 * @param conditionKeys that it has whatever the resource
 */
public record ActionEntry(
        String service,
        String name,
        AccessLevel level,
        List<Resource> resources,
        List<String> conditionKeys) {

    public ActionEntry {
        resources = List.copyOf(resources);
        conditionKeys = List.copyOf(conditionKeys);
    }

    /**
     * A resource type that the action works on.
     *
     * @param type the name of a {@link ResourceType} of the service
     * @param required whether a policy must allow such a resource for the action to be allowed
     * @param conditionKeys that the action has on this type
     */
    public record Resource(String type, boolean required, List<String> conditionKeys) {
        public Resource {
            conditionKeys = List.copyOf(conditionKeys);
        }
    }

    /** As policies spell it: {@code s3:GetObject}. */
    public String text() {
        return service + ":" + name;
    }
}
