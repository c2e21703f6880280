package io.ostiary.policy.catalog;

import java.util.List;

/**
 * A resource type of a service.
 *
 * @param arn the form of its ARNs, with parts such as <code>${Region}</code>
 * @param conditionKeys that say something of such a resource
 */
public record ResourceType(String name, String arn, List<String> conditionKeys) {
    public ResourceType {
        conditionKeys = List.copyOf(conditionKeys);
    }
}
