package io.ostiary.policy.catalog;

import io.ostiary.contract.id.Names;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Map;

/** One service: what its actions, resource types and condition keys are. */
public final class ServiceEntry {

    private static final String TAG_KEY = "/tag-key";

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
        KeyType found = keys.get(folded);
        for (int i = folded.length() - 1; found == null && i > 0; i--) {
            char c = folded.charAt(i);
            if (c == '/' || c == ':') {
                found = keys.get(folded.substring(0, i + 1));
            }
        }
        return found;
    }

    /**
     * A key as it is filed: lower case, a family cut behind the slash or colon before its variable
     * part, which the source spells <code>${TagKey}</code>, {@code <key>} or {@code tag-key}.
     */
    public static String filed(String key) {
        String folded = Names.key(key);
        if (folded.endsWith(TAG_KEY)) {
            return folded.substring(0, folded.length() - TAG_KEY.length() + 1);
        }
        for (int i = 1; i < folded.length(); i++) {
            char before = folded.charAt(i - 1);
            char c = folded.charAt(i);
            if ((before == '/' || before == ':') && (c == '$' || c == '<')) {
                return folded.substring(0, i);
            }
        }
        return folded;
    }
}
