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
    SESSION,
    /**
     * A service control policy: since September 2025 the whole language of {@link #IDENTITY}
     * (Organizations User Guide, "SCP syntax").
     */
    SCP,
    /**
     * A resource control policy: denies only, to everyone, named actions of named services
     * (Organizations User Guide, "RCP syntax").
     */
    RCP;

    /** True where statements name principals. */
    public boolean namesPrincipals() {
        return this == TRUST || this == RESOURCE || this == RCP;
    }

    /** True for the organization's policies, which limit and never grant. */
    public boolean isGuardrail() {
        return this == SCP || this == RCP;
    }
}
