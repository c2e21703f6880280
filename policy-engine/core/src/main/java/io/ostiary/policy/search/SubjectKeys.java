package io.ostiary.policy.search;

import io.ostiary.policy.request.ConditionKeys;

/** The condition keys of one principal. */
@FunctionalInterface
public interface SubjectKeys extends ConditionKeys {

    /**
     * Whether a key that others have a known value of is open of this one: a role's sessions each
     * have a user id of their own.
     *
     * @param key lower case (ASCII)
     */
    default boolean leavesOpen(String key) {
        return false;
    }
}
