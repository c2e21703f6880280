package io.ostiary.contract.result;

import io.ostiary.contract.shape.LoginProfile;

/** The answers about login profiles (IAM API Reference). */
public sealed interface LoginProfileResult extends Result {

    record CreateLoginProfileResult(LoginProfile loginProfile) implements LoginProfileResult {}

    record GetLoginProfileResult(LoginProfile loginProfile) implements LoginProfileResult {}
}
