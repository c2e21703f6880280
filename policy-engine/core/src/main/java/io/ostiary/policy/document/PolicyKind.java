package io.ostiary.policy.document;

/** Where a document is attached decides which elements it must and must not have. */
public enum PolicyKind {
    /** Attached to a user, group or role, managed or inline; a permissions boundary, too. */
    IDENTITY,
    /** A role's assume-role policy: principals, no resources. */
    TRUST,
    /** Attached to a resource such as a bucket: principals and resources. */
    RESOURCE,
    /** Passed when a session is made; the same grammar as {@link #IDENTITY}. */
    SESSION;

    /** True where statements name principals. */
    public boolean namesPrincipals() {
        return this == TRUST || this == RESOURCE;
    }
}
