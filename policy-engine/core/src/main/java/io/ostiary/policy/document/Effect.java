package io.ostiary.policy.document;

/** What a matching statement does. */
public enum Effect {
    ALLOW,
    DENY
}
