package io.ostiary.contract.command;

import org.jspecify.annotations.Nullable;

/** What changes access keys (IAM API Reference). */
public sealed interface AccessKeyCommand extends IamCommand {

    record CreateAccessKey(@Nullable String userName) implements AccessKeyCommand {}

    record UpdateAccessKey(String accessKeyId, String status, @Nullable String userName)
            implements AccessKeyCommand {}

    record DeleteAccessKey(String accessKeyId, @Nullable String userName)
            implements AccessKeyCommand {}
}
