package io.ostiary.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PasswordPolicy;
import software.amazon.awssdk.services.iam.model.PasswordPolicyViolationException;

import java.util.List;

/** Password policy, alias and summary of an account, over the wire. */
@ExtendWith(RunningHouse.Shared.class)
final class AccountSettingsTest {

    private final RunningHouse house;
    private final Tenant tenant;
    private final IamClient iam;

    AccountSettingsTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    private static <E extends IamException> void assertRefused(
            Class<E> type, String message, Executable call) {
        E refused = assertThrows(type, call);
        assertEquals(message, refused.awsErrorDetails().errorMessage());
    }

    @Test
    void aPasswordPolicyIsSetReadBackAndRemoved() {
        assertRefused(
                NoSuchEntityException.class,
                "The Password Policy with domain name " + tenant.account() + " cannot be found.",
                iam::getAccountPasswordPolicy);
        iam.updateAccountPasswordPolicy(
                r ->
                        r.minimumPasswordLength(14)
                                .requireSymbols(true)
                                .requireNumbers(true)
                                .requireUppercaseCharacters(true)
                                .requireLowercaseCharacters(true)
                                .allowUsersToChangePassword(true)
                                .maxPasswordAge(90)
                                .passwordReusePrevention(24)
                                .hardExpiry(true));
        assertEquals(
                PasswordPolicy.builder()
                        .minimumPasswordLength(14)
                        .requireSymbols(true)
                        .requireNumbers(true)
                        .requireUppercaseCharacters(true)
                        .requireLowercaseCharacters(true)
                        .allowUsersToChangePassword(true)
                        .expirePasswords(true)
                        .maxPasswordAge(90)
                        .passwordReusePrevention(24)
                        .hardExpiry(true)
                        .build(),
                iam.getAccountPasswordPolicy().passwordPolicy());

        // There are no partial updates.
        iam.updateAccountPasswordPolicy(r -> r.requireNumbers(true));
        var policy = iam.getAccountPasswordPolicy().passwordPolicy();
        assertEquals(6, policy.minimumPasswordLength());
        assertEquals(false, policy.requireSymbols());
        assertEquals(false, policy.expirePasswords());
        assertNull(policy.maxPasswordAge());

        iam.deleteAccountPasswordPolicy();
        assertRefused(
                NoSuchEntityException.class,
                "The account policy with name PasswordPolicy cannot be found.",
                iam::deleteAccountPasswordPolicy);
    }

    @Test
    void passwordsMustBeAsThePolicySaysFromTheNextCallOn() {
        iam.createUser(r -> r.userName("ana"));
        iam.updateAccountPasswordPolicy(r -> r.minimumPasswordLength(12).requireSymbols(true));
        assertRefused(
                PasswordPolicyViolationException.class,
                "Password should have a minimum length of 12",
                () -> iam.createLoginProfile(r -> r.userName("ana").password("Sh0rt-one!")));
        assertRefused(
                PasswordPolicyViolationException.class,
                "Password should have at least one symbol",
                () -> iam.createLoginProfile(r -> r.userName("ana").password("aaaaaaaaaaaa")));
        iam.createLoginProfile(r -> r.userName("ana").password("aaaaaaaaaaa!"));
        iam.deleteAccountPasswordPolicy();
        assertRefused(
                PasswordPolicyViolationException.class,
                "Password should meet 1 more of the following requirements: Password should have at"
                        + " least one uppercase letter, Password should have at least one number",
                () -> iam.updateLoginProfile(r -> r.userName("ana").password("aaaaaaaaaaa!")));
    }

    @Test
    void anAliasIsOneAccountsInTheWholeHouse() {
        String alias = "acme-" + tenant.account();
        assertEquals(List.of(), iam.listAccountAliases().accountAliases());
        iam.createAccountAlias(r -> r.accountAlias(alias));
        assertEquals(List.of(alias), iam.listAccountAliases().accountAliases());

        IamClient other = house.newAccount().admin().iam();
        String taken = "The account alias " + alias + " already exists.";
        assertRefused(
                EntityAlreadyExistsException.class,
                taken,
                () -> other.createAccountAlias(r -> r.accountAlias(alias)));
        assertRefused(
                EntityAlreadyExistsException.class,
                taken,
                () -> iam.createAccountAlias(r -> r.accountAlias(alias)));
        assertEquals(List.of(), other.listAccountAliases().accountAliases());

        iam.createAccountAlias(r -> r.accountAlias(alias + "-new"));
        assertEquals(List.of(alias + "-new"), iam.listAccountAliases().accountAliases());
        other.createAccountAlias(r -> r.accountAlias(alias));
        assertEquals(List.of(alias), other.listAccountAliases().accountAliases());

        assertThrows(
                NoSuchEntityException.class,
                () -> iam.deleteAccountAlias(r -> r.accountAlias(alias)));
        iam.deleteAccountAlias(r -> r.accountAlias(alias + "-new"));
        assertEquals(List.of(), iam.listAccountAliases().accountAliases());
    }

    @Test
    void theSummaryCountsWhatIsThere() {
        iam.createUser(r -> r.userName("ana"));
        iam.createGroup(r -> r.groupName("team"));
        var summary = iam.getAccountSummary().summaryMapAsStrings();
        assertEquals(1, summary.get("Users"));
        assertEquals(1, summary.get("Groups"));
        assertEquals(1, summary.get("Roles"), "its OrganizationAccountAccessRole");
        assertEquals(5_000, summary.get("UsersQuota"));
        assertEquals(0, summary.get("AccountAccessKeysPresent"));
        assertEquals(34, summary.size(), "each name of the model");
    }
}
