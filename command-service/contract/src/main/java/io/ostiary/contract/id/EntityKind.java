package io.ostiary.contract.id;

/** What can be named inside an account. */
public enum EntityKind {
    ROOT,
    USER,
    GROUP,
    ROLE,
    POLICY,
    INSTANCE_PROFILE,
    SERVER_CERTIFICATE
}
