package io.ostiary.policy.request;

/** What sort of caller asks. */
public enum PrincipalKind {
    /** The account's root user with its own credentials. */
    ROOT,
    USER,
    /** A session of a role, however it was assumed. */
    ROLE_SESSION,
    /** The root user's session from GetSessionToken. */
    ROOT_SESSION,
    /** A user's session from GetSessionToken. */
    USER_SESSION,
    /** A session from GetFederationToken. */
    FEDERATED_USER,
    /** Somebody known only to an identity provider, before a role is assumed. */
    WEB_IDENTITY,
    /** A service that acts for itself. */
    SERVICE,
    /** Nobody in particular: an unsigned request. */
    ANONYMOUS;

    public boolean isRoot() {
        return this == ROOT || this == ROOT_SESSION;
    }

    /** True for callers that have no policies of their own: only the resource's can let them in. */
    public boolean isWithoutIdentity() {
        return this == WEB_IDENTITY || this == SERVICE || this == ANONYMOUS;
    }
}
