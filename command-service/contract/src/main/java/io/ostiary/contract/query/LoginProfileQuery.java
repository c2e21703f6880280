package io.ostiary.contract.query;

import org.jspecify.annotations.Nullable;

/** What tells of login profiles (IAM API Reference). */
public sealed interface LoginProfileQuery extends Query {

    record GetLoginProfile(@Nullable String userName) implements LoginProfileQuery {}
}
