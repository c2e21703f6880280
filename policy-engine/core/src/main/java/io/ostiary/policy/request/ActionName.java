package io.ostiary.policy.request;

import io.ostiary.contract.id.Names;

/**
 * The name of an action, {@code iam:CreateUser}. Made once per operation and kept: matching needs
 * the folded form.
 *
 * @param text as it is shown in messages
 * @param service the vendor, lower case
 * @param key what follows the colon, lower case
 */
public record ActionName(String text, String service, String key) {

    /**
     * @throws IllegalArgumentException when there is not exactly one colon with something before it
     */
    public static ActionName of(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || text.indexOf(':', colon + 1) >= 0) {
            throw new IllegalArgumentException("an action is vendor:name");
        }
        return new ActionName(
                text, Names.key(text.substring(0, colon)), Names.key(text.substring(colon + 1)));
    }
}
