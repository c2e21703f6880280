package io.ostiary.contract.command;

import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What changes an organization (Organizations API Reference). */
public sealed interface OrganizationCommand extends Command {

    record CreateOrganization(@Nullable String featureSet) implements OrganizationCommand {}

    record CreateAccount(
            String accountName,
            String email,
            @Nullable String iamUserAccessToBilling,
            @Nullable String roleName,
            List<Tag> tags)
            implements OrganizationCommand {
        public CreateAccount {
            tags = List.copyOf(tags);
        }
    }

    /** Answered when the account is closed for every reader. */
    record CloseAccount(String accountId) implements OrganizationCommand {}
}
