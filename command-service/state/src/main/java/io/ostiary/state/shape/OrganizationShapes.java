package io.ostiary.state.shape;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.shape.CreateAccountStatus;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.AccountCreation;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.Organization;

import java.util.List;

/**
 * Organizations' structures, made of the management account's entities (Organizations API
 * Reference).
 */
public final class OrganizationShapes {
    private OrganizationShapes() {}

    /**
     * @param management the account that manages it
     */
    public static io.ostiary.contract.shape.Organization organization(
            Account management, Organization organization) {
        AccountId id = management.id();
        return new io.ostiary.contract.shape.Organization(
                arn(id, "organization/" + organization.id()),
                // Deprecated by AWS; no policy type is enabled here.
                List.of(),
                organization.featureSet(),
                organization.id(),
                accountArn(id, organization, id),
                management.email(),
                id.value());
    }

    public static io.ostiary.contract.shape.Account account(
            AccountId management, Organization organization, MemberAccount member) {
        return new io.ostiary.contract.shape.Account(
                accountArn(management, organization, member.id()),
                member.email(),
                member.id().value(),
                member.joinedMethod(),
                member.joinedAt(),
                member.name(),
                List.of(organization.id() + "/" + organization.rootId() + "/" + member.id() + "/"),
                member.status().name(),
                member.status().name());
    }

    /** The id of an account that failed to be opened is not told. */
    public static CreateAccountStatus createAccountStatus(AccountCreation creation) {
        boolean done = creation.completedAt() != null;
        boolean succeeded = creation.succeeded();
        return new CreateAccountStatus(
                succeeded ? creation.account().value() : null,
                creation.name(),
                creation.completedAt(),
                creation.failureReason(),
                null,
                creation.requestId(),
                creation.requestedAt(),
                succeeded ? "SUCCEEDED" : done ? "FAILED" : "IN_PROGRESS");
    }

    private static String accountArn(
            AccountId management, Organization organization, AccountId member) {
        return arn(management, "account/" + organization.id() + "/" + member);
    }

    private static String arn(AccountId management, String resource) {
        return new Arn(Arn.PARTITION, "organizations", "", management.value(), resource).toString();
    }
}
