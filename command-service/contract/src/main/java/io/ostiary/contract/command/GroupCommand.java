package io.ostiary.contract.command;

import org.jspecify.annotations.Nullable;

/** What changes groups (IAM API Reference). */
public sealed interface GroupCommand extends IamCommand {

    record CreateGroup(String groupName, @Nullable String path) implements GroupCommand {}

    record UpdateGroup(String groupName, @Nullable String newGroupName, @Nullable String newPath)
            implements GroupCommand {}

    record DeleteGroup(String groupName) implements GroupCommand {}

    record AddUserToGroup(String groupName, String userName) implements GroupCommand {}

    record RemoveUserFromGroup(String groupName, String userName) implements GroupCommand {}

    record PutGroupPolicy(String groupName, String policyDocument, String policyName)
            implements GroupCommand {}

    record DeleteGroupPolicy(String groupName, String policyName) implements GroupCommand {}

    record AttachGroupPolicy(String groupName, String policyArn) implements GroupCommand {}

    record DetachGroupPolicy(String groupName, String policyArn) implements GroupCommand {}
}
