package io.ostiary.engine.decide;

import io.ostiary.policy.request.ActionName;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;

/**
 * Which condition keys an asking service may state. It knows the connection and the call that it
 * received; who calls, and what is known of him and his organization, is never its to say (attack
 * A084).
 */
public final class StatableKeys {

    /** What it takes to state a key. */
    public enum Needs {
        NOTHING,
        /** {@code ostiary:AssertResourceTags}, and a resource that is not registered. */
        RESOURCE_TAGS,
        /** {@code ostiary:AssertSource}. */
        SOURCE
    }

    private static final String TAG_KEYS = "aws:tagkeys";
    private static final String RESOURCE_TAG = "aws:resourcetag/";

    private static final Map<String, Needs> KEYS =
            Map.ofEntries(
                    Map.entry("aws:sourceip", Needs.NOTHING),
                    Map.entry("aws:securetransport", Needs.NOTHING),
                    Map.entry("aws:useragent", Needs.NOTHING),
                    Map.entry("aws:referer", Needs.NOTHING),
                    Map.entry("aws:requestedregion", Needs.NOTHING),
                    Map.entry("aws:sourcevpc", Needs.NOTHING),
                    Map.entry("aws:sourcevpce", Needs.NOTHING),
                    Map.entry("aws:vpcsourceip", Needs.NOTHING),
                    Map.entry(TAG_KEYS, Needs.NOTHING),
                    Map.entry("aws:sourcearn", Needs.SOURCE),
                    Map.entry("aws:sourceaccount", Needs.SOURCE));

    /** With a tag's key behind the slash. */
    private static final Map<String, Needs> FAMILIES =
            Map.of("aws:requesttag/", Needs.NOTHING, RESOURCE_TAG, Needs.RESOURCE_TAGS);

    /** Their keys are the engine's own, whatever action is asked about. */
    private static final Set<String> OURS = Set.of("aws", "iam", "sts", "organizations", "ostiary");

    private StatableKeys() {}

    /**
     * @param key lower case
     * @return null when it may not be stated
     */
    static @Nullable Needs needs(String key, ActionName action) {
        return needs(key, action.service());
    }

    private static @Nullable Needs needs(String key, String service) {
        Needs known = KEYS.get(key);
        if (known != null) {
            return known;
        }
        int slash = key.indexOf('/');
        if (slash >= 0 && slash < key.length() - 1) {
            Needs family = FAMILIES.get(key.substring(0, slash + 1));
            if (family != null) {
                return family;
            }
        }
        return key.length() > service.length() + 1
                        && key.startsWith(service)
                        && key.charAt(service.length()) == ':'
                        && !OURS.contains(service)
                ? Needs.NOTHING
                : null;
    }

    /** The same for the actions of whatever service the key is of. */
    static @Nullable Needs needs(String key) {
        int colon = key.indexOf(':');
        return colon < 1 ? null : needs(key, key.substring(0, colon));
    }

    /** Whether a key of the policies has a value only where it was stated, or registered. */
    public static boolean isStated(String key, ActionName action) {
        return needs(key, action) != null;
    }

    /** AWS calls most global keys single-valued; a second value would be one too many. */
    static boolean isSingle(String key) {
        return key.startsWith("aws:") && !key.equals(TAG_KEYS);
    }

    public static boolean isResourceTag(String key) {
        return key.startsWith(RESOURCE_TAG);
    }
}
