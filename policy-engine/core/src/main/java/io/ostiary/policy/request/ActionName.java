package io.ostiary.policy.request;

import io.ostiary.contract.id.Names;

/**
 * The name of an action, {@code iam:CreateUser}. Made once per operation and kept: matching needs
 * the folded form and its hashes.
 *
 * @param text as it is shown in messages
 * @param folded the same, lower case
 * @param service the vendor, lower case
 * @param key what follows the colon, lower case
 * @param family a hash of what {@link #family(String)} says
 */
public record ActionName(String text, String folded, String service, String key, int family) {

    /** Letters of a name that those of one family have in common. */
    public static final int FAMILY_LETTERS = 3;

    /**
     * @throws IllegalArgumentException when there is not exactly one colon with something before it
     */
    public static ActionName of(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || text.indexOf(':', colon + 1) >= 0) {
            throw new IllegalArgumentException("an action is vendor:name");
        }
        String folded = Names.key(text);
        return new ActionName(
                text,
                folded,
                folded.substring(0, colon),
                folded.substring(colon + 1),
                family(folded));
    }

    /**
     * A hash of the vendor and the first letters of the name, which actions like {@code
     * s3:GetObject} and {@code s3:GetBucketTagging} have in common.
     *
     * @param folded an action or a pattern, lower case
     */
    public static int family(String folded) {
        int end = Math.min(folded.length(), folded.indexOf(':') + 1 + FAMILY_LETTERS);
        int hash = 0;
        for (int i = 0; i < end; i++) {
            hash = 31 * hash + folded.charAt(i);
        }
        return hash;
    }
}
