package io.ostiary.policy.document;

import org.jspecify.annotations.Nullable;

/**
 * One statement.
 *
 * @param sid as written, null when absent
 * @param principal null for kinds that name none
 * @param resource null in a trust policy, whose resource is the role it stands on
 */
public record Statement(
        @Nullable String sid,
        Effect effect,
        @Nullable PrincipalElement principal,
        ActionElement action,
        @Nullable ResourceElement resource,
        ConditionBlock condition) {}
