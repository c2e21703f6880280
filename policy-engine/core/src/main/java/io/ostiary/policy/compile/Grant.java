package io.ostiary.policy.compile;

/**
 * How a resource's policy lets a principal in, weakest first; what else has to agree depends on it
 * (IAM User Guide, "How AWS enforcement code logic evaluates requests", "Resource-based policies").
 */
public enum Grant {
    NONE,
    /** It names the account: a delegation; the principal's own policies must allow as well. */
    ACCOUNT,
    /** It names the role of the session: the boundary and session policies still limit it. */
    ROLE,
    /** It names the user, the session, the service or everyone: nothing else need allow. */
    DIRECT
}
