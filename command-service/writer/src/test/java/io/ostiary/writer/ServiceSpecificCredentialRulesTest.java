package io.ostiary.writer;

import static io.ostiary.writer.Rules.ACCOUNT;
import static io.ostiary.writer.Rules.account;
import static io.ostiary.writer.Rules.createRole;
import static io.ostiary.writer.Rules.createUser;
import static io.ostiary.writer.Rules.roleSession;
import static io.ostiary.writer.Rules.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.command.AccessKeyCommand.CreateAccessKey;
import io.ostiary.contract.command.ServiceSpecificCredentialCommand.CreateServiceSpecificCredential;
import io.ostiary.contract.command.ServiceSpecificCredentialCommand.DeleteServiceSpecificCredential;
import io.ostiary.contract.command.ServiceSpecificCredentialCommand.ResetServiceSpecificCredential;
import io.ostiary.contract.command.ServiceSpecificCredentialCommand.UpdateServiceSpecificCredential;
import io.ostiary.contract.command.UserCommand.DeleteUser;
import io.ostiary.contract.command.UserCommand.UpdateUser;
import io.ostiary.contract.error.IamError.DeleteConflict;
import io.ostiary.contract.error.IamError.LimitExceeded;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.result.ServiceSpecificCredentialResult.CreateServiceSpecificCredentialResult;
import io.ostiary.contract.result.ServiceSpecificCredentialResult.ResetServiceSpecificCredentialResult;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.shape.ServiceSpecificCredential;
import io.ostiary.state.entity.Table;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.AccountScenario.Decided;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Objects;

class ServiceSpecificCredentialRulesTest {
    private static final String CODECOMMIT = "codecommit.amazonaws.com";
    private static final String BEDROCK = "bedrock.amazonaws.com";

    private static CreateServiceSpecificCredential create(String service, String userName) {
        return new CreateServiceSpecificCredential(null, service, userName);
    }

    private static ServiceSpecificCredential created(Decided decided) {
        return ((CreateServiceSpecificCredentialResult)
                        Objects.requireNonNull(decided.accepted().result()))
                .serviceSpecificCredential();
    }

    private static ServiceSpecificCredential reset(Decided decided) {
        return ((ResetServiceSpecificCredentialResult)
                        Objects.requireNonNull(decided.accepted().result()))
                .serviceSpecificCredential();
    }

    private static io.ostiary.state.entity.ServiceSpecificCredential stored(
            AccountScenario scenario) {
        return scenario.state().scan(Table.SERVICE_SPECIFIC_CREDENTIALS, "").iterator().next();
    }

    private static NoSuchEntity none(String id) {
        return new NoSuchEntity("No such credential " + id + " exists");
    }

    private static NoSuchEntity noService(String name) {
        return new NoSuchEntity(
                "No such service " + name + " is supported for Service Specific Credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {CODECOMMIT, "cassandra.amazonaws.com"})
    void aServiceWithPasswordsGivesAUserNameAndAPasswordThatIsSealedTwice(String service) {
        AccountScenario scenario = account().done(createUser("Ana"));
        ServiceSpecificCredential credential = created(scenario.when(create(service, "ana")));
        String id = credential.serviceSpecificCredentialId();
        assertEquals("ACCA", id.substring(0, 4));
        assertEquals("Ana", credential.userName());
        assertEquals("Ana-at-" + ACCOUNT, credential.serviceUserName());
        assertEquals(service, credential.serviceName());
        assertEquals("Active", credential.status());
        assertNull(credential.serviceCredentialAlias());
        assertNull(credential.serviceCredentialSecret());
        assertNull(credential.expirationDate());
        SealedSecret told = Objects.requireNonNull(credential.servicePassword());
        assertEquals(
                told.sealed().replace("reply-", "rest-"), stored(scenario).password().sealed());
    }

    @Test
    void aServiceWithApiKeysGivesAnAliasAndASecretThatExpires() {
        AccountScenario scenario = account().done(createUser("ana"));
        ServiceSpecificCredential key =
                created(scenario.when(new CreateServiceSpecificCredential(30, BEDROCK, "ana")));
        assertEquals("ana-at-" + ACCOUNT, key.serviceCredentialAlias());
        assertNull(key.serviceUserName());
        assertNull(key.servicePassword());
        assertEquals(key.createDate().plus(Duration.ofDays(30)), key.expirationDate());
        SealedSecret told = Objects.requireNonNull(key.serviceCredentialSecret());
        assertEquals(
                told.sealed(),
                "reply-ABSK-ana-at-111122223333-"
                        + stored(scenario).password().sealed().substring(5));
        scenario.when(new CreateServiceSpecificCredential(30, CODECOMMIT, "ana"))
                .thenRejected("ValidationError");
    }

    @Test
    void theAliasOfOstiarysOwnIsTheCredentialsId() {
        AccountScenario scenario = account().done(createUser("ana"));
        ServiceSpecificCredential key = created(scenario.when(create("authorize.ostiary", "ana")));
        assertEquals(
                stored(scenario).owner().uniqueId()
                        + "+"
                        + key.serviceSpecificCredentialId()
                        + "-at-"
                        + ACCOUNT,
                key.serviceCredentialAlias());
        assertNull(key.expirationDate());
    }

    @Test
    void twoOfEachServiceAndNoMore() {
        AccountScenario scenario = account().done(createUser("ana"));
        String first =
                created(scenario.when(create(CODECOMMIT, "ana"))).serviceSpecificCredentialId();
        assertEquals(
                "ana+1-at-" + ACCOUNT,
                created(scenario.when(create(CODECOMMIT, "ana"))).serviceUserName());
        scenario.when(create(CODECOMMIT, "ana"))
                .thenRejected(
                        new LimitExceeded(
                                "Cannot exceed quota for ServiceSpecificCredentialsPerUser: 2"))
                .done(create(BEDROCK, "ana"), create(BEDROCK, "ana"))
                .done(new DeleteServiceSpecificCredential(first, "ana"));
        assertEquals(
                "ana-at-" + ACCOUNT,
                created(scenario.when(create(CODECOMMIT, "ana"))).serviceUserName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lambda.amazonaws.com", "o3on3n3onosneo", "CODECOMMIT.amazonaws.com"})
    void anotherServiceIsUnknownWhetherItExistsOrNot(String service) {
        account()
                .done(createUser("ana"))
                .when(create(service, "ana"))
                .thenRejected(noService(service))
                .when(create(service, "nobody"))
                .thenRejected(new NoSuchEntity("The user with name nobody cannot be found."));
    }

    @Test
    void aResetGivesAnotherPasswordAndChangesNothingElse() {
        AccountScenario scenario = account().done(createUser("ana"));
        ServiceSpecificCredential credential =
                created(scenario.when(new CreateServiceSpecificCredential(7, BEDROCK, "ana")));
        var before = stored(scenario);
        String id = credential.serviceSpecificCredentialId();
        ServiceSpecificCredential again =
                reset(scenario.when(new ResetServiceSpecificCredential(id, "ana")));
        assertNotEquals(credential.serviceCredentialSecret(), again.serviceCredentialSecret());
        assertEquals(credential.serviceCredentialAlias(), again.serviceCredentialAlias());
        assertEquals(credential.expirationDate(), again.expirationDate());
        var after = stored(scenario);
        assertNotEquals(before.password(), after.password());
        assertEquals(before, after.withPassword(before.password(), before.passwordSetAt()));
    }

    @Test
    void theServiceUserNameStaysWhenTheUserIsRenamed() {
        AccountScenario scenario = account().done(createUser("ana"));
        String id = created(scenario.when(create(CODECOMMIT, "ana"))).serviceSpecificCredentialId();
        ServiceSpecificCredential again =
                reset(
                        scenario.done(new UpdateUser(null, "anna", "ana"))
                                .when(new ResetServiceSpecificCredential(id, "anna")));
        assertEquals("anna", again.userName());
        assertEquals("ana-at-" + ACCOUNT, again.serviceUserName());
    }

    @Test
    void A089_aNameLeftOutMeansTheCallerAndAnothersCredentialIsNotFound() {
        AccountScenario scenario =
                account()
                        .done(
                                createUser("ana"),
                                new CreateAccessKey("ana"),
                                createUser("eve"),
                                new CreateAccessKey("eve"),
                                createRole("deploy"));
        String anas =
                created(scenario.when(create(CODECOMMIT, "ana"))).serviceSpecificCredentialId();
        scenario.as(user("eve"))
                .when(new ResetServiceSpecificCredential(anas, null))
                .thenRejected(none(anas))
                .when(new UpdateServiceSpecificCredential(anas, "Inactive", "eve"))
                .thenRejected(none(anas))
                .when(new DeleteServiceSpecificCredential(anas, null))
                .thenRejected(none(anas))
                .asRoot()
                .when(new DeleteServiceSpecificCredential(anas, null))
                .thenRejected(none(anas))
                .as(roleSession("deploy"))
                .when(new DeleteServiceSpecificCredential(anas, null))
                .thenRejected("ValidationError")
                // Honest twin: the owner's own way.
                .as(user("ana"))
                .when(new UpdateServiceSpecificCredential(anas, "Expired", null))
                .thenRejected("ValidationError")
                .done(
                        new UpdateServiceSpecificCredential(anas, "Inactive", null),
                        new ResetServiceSpecificCredential(anas, null),
                        new DeleteServiceSpecificCredential(anas, null));
    }

    @Test
    void aUserIsNotDeletedBeforeItsCredentials() {
        AccountScenario scenario = account().done(createUser("ana"));
        String id = created(scenario.when(create(BEDROCK, "ana"))).serviceSpecificCredentialId();
        scenario.when(new DeleteUser("ana"))
                .thenRejected(
                        new DeleteConflict(
                                "Cannot delete entity, must remove referenced objects first."))
                .done(new DeleteServiceSpecificCredential(id, "ana"), new DeleteUser("ana"));
    }

    @Test
    void noResultShowsASecret() {
        String shown =
                account()
                        .done(createUser("ana"))
                        .when(create(CODECOMMIT, "ana"))
                        .accepted()
                        .toString();
        assertFalse(shown.contains("rest-"), shown);
        assertFalse(shown.contains("reply-"), shown);
    }
}
