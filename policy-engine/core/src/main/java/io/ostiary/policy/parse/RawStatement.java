package io.ostiary.policy.parse;

import io.ostiary.policy.document.ActionElement;
import io.ostiary.policy.document.ConditionBlock;
import io.ostiary.policy.document.PrincipalElement;
import io.ostiary.policy.document.ResourceElement;

import org.jspecify.annotations.Nullable;

/** A statement whose syntax is right, before the rules of its kind are asked. */
record RawStatement(
        @Nullable String sid,
        String effect,
        @Nullable PrincipalElement principal,
        @Nullable ActionElement action,
        @Nullable ResourceElement resource,
        ConditionBlock condition) {}
