package io.ostiary.policy.catalog;

import io.ostiary.contract.id.Names;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Map;

/** One service: what its actions, resource types and condition keys are. */
public final class ServiceEntry {

    private final String prefix;
    private final String name;
    private final boolean resourceControlled;
    private final Map<String, ActionEntry> actions;
    private final Map<String, ResourceType> resourceTypes;
    private final Map<String, KeyType> keys;

    /**
     * @param actions by name in lower case, in the order of the source
     * @param keys by name in lower case; of a family only what stands before its variable part
     */
    ServiceEntry(
            String prefix,
            String name,
            boolean resourceControlled,
            Map<String, ActionEntry> actions,
            Map<String, ResourceType> resourceTypes,
            Map<String, KeyType> keys) {
        this.prefix = prefix;
        this.name = name;
        this.resourceControlled = resourceControlled;
        this.actions = actions;
        this.resourceTypes = resourceTypes;
        this.keys = keys;
    }

    /** What stands before the colon of its actions. */
    public String prefix() {
        return prefix;
    }

    /** For people. */
    public String name() {
        return name;
    }

    /** Whether resource control policies apply to its resources. */
    public boolean resourceControlled() {
        return resourceControlled;
    }

    /** In the order of the source. */
    public Collection<ActionEntry> actions() {
        return actions.values();
    }

    /** The action of this name, ignoring case; null when there is none. */
    public @Nullable ActionEntry action(String actionName) {
        return actions.get(Names.key(actionName));
    }

    public Collection<ResourceType> resourceTypes() {
        return resourceTypes.values();
    }

    /** The type of this name; null when there is none. */
    public @Nullable ResourceType resourceType(String typeName) {
        return resourceTypes.get(typeName);
    }

    /**
     * The type of a condition key, ignoring case; null when the service has no such key. A key with
     * a variable part ({@code aws:ResourceTag/Team}) is found by its family.
     */
    public @Nullable KeyType key(String key) {
        String folded = Names.key(key);
        KeyType exact = keys.get(folded);
        int slash = folded.indexOf('/');
        return exact != null || slash < 0 ? exact : keys.get(folded.substring(0, slash + 1));
    }

    /** A key as it is filed: lower case, a family cut behind the slash. */
    public static String filed(String key) {
        String folded = Names.key(key);
        int slash = folded.indexOf('/');
        boolean family =
                slash >= 0
                        && slash + 1 < folded.length()
                        && (folded.charAt(slash + 1) == '$' || folded.charAt(slash + 1) == '<');
        return family ? folded.substring(0, slash + 1) : folded;
    }
}
