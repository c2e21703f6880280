package io.ostiary.contract.command;

import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What changes users (IAM API Reference). */
public sealed interface UserCommand extends IamCommand {

    record CreateUser(
            @Nullable String path,
            @Nullable String permissionsBoundary,
            List<Tag> tags,
            String userName)
            implements UserCommand {
        public CreateUser {
            tags = List.copyOf(tags);
        }
    }

    record UpdateUser(@Nullable String newPath, @Nullable String newUserName, String userName)
            implements UserCommand {}

    record DeleteUser(String userName) implements UserCommand {}

    record TagUser(List<Tag> tags, String userName) implements UserCommand {
        public TagUser {
            tags = List.copyOf(tags);
        }
    }

    record UntagUser(List<String> tagKeys, String userName) implements UserCommand {
        public UntagUser {
            tagKeys = List.copyOf(tagKeys);
        }
    }

    record PutUserPermissionsBoundary(String permissionsBoundary, String userName)
            implements UserCommand {}

    record DeleteUserPermissionsBoundary(String userName) implements UserCommand {}

    record PutUserPolicy(String policyDocument, String policyName, String userName)
            implements UserCommand {}

    record DeleteUserPolicy(String policyName, String userName) implements UserCommand {}

    record AttachUserPolicy(String policyArn, String userName) implements UserCommand {}

    record DetachUserPolicy(String policyArn, String userName) implements UserCommand {}
}
