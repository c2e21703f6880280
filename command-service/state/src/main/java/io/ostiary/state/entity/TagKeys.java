package io.ostiary.state.entity;

import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.Names;

/**
 * When two tag keys are one: on users and roles whatever their case, on other things only when they
 * are spelled alike (IAM User Guide, "Tagging IAM resources", Case sensitivity).
 */
public enum TagKeys {
    IGNORING_CASE,
    CASE_SENSITIVE;

    public static TagKeys of(EntityKind kind) {
        return switch (kind) {
            case USER, ROLE -> IGNORING_CASE;
            case ROOT, GROUP, POLICY, INSTANCE_PROFILE, SERVER_CERTIFICATE -> CASE_SENSITIVE;
        };
    }

    public static TagKeys of(Attachable tagged) {
        return of(tagged.entityId().kind());
    }

    /** Equal for keys that are one. */
    public String unique(String key) {
        return switch (this) {
            case IGNORING_CASE -> Names.key(key);
            case CASE_SENSITIVE -> key;
        };
    }
}
