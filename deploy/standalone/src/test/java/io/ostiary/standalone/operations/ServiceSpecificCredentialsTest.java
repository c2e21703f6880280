package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredential;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredentialMetadata;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Passwords and API keys for single services. */
@ExtendWith(RunningHouse.Shared.class)
final class ServiceSpecificCredentialsTest {
    private static final String CODECOMMIT = "codecommit.amazonaws.com";
    private static final String BEDROCK = "bedrock.amazonaws.com";
    private static final String NO_SUCH_ID = "APKAXXXXXXXXXXXXXXXXXXXXXXXX";

    private static final Refusal NOBODY =
            new Refusal(404, "NoSuchEntity", "The user with name nobody cannot be found.");
    private static final Refusal NEEDS_NAME =
            new Refusal(
                    400,
                    "ValidationError",
                    "Must specify userName when calling with non-User credentials");

    private final Tenant tenant;
    private final IamClient iam;

    ServiceSpecificCredentialsTest(RunningHouse house) {
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    private ServiceSpecificCredential create(String service) {
        return iam.createServiceSpecificCredential(r -> r.userName("alice").serviceName(service))
                .serviceSpecificCredential();
    }

    private List<ServiceSpecificCredentialMetadata> credentials(String service) {
        return iam.listServiceSpecificCredentials(r -> r.userName("alice").serviceName(service))
                .serviceSpecificCredentials();
    }

    @Test
    void aServicePasswordIsToldOnceAndReset() {
        tenant.user("alice");
        var made = create(CODECOMMIT);
        String id = made.serviceSpecificCredentialId();
        assertTrue(id.startsWith("ACCA"), id);
        assertEquals("alice-at-" + tenant.account(), made.serviceUserName());
        assertEquals(60, made.servicePassword().length());
        assertNull(made.serviceCredentialSecret());
        assertEquals("Active", made.statusAsString());

        var again =
                iam.resetServiceSpecificCredential(
                                r -> r.userName("alice").serviceSpecificCredentialId(id))
                        .serviceSpecificCredential();
        assertEquals(60, again.servicePassword().length());
        assertNotEquals(made.servicePassword(), again.servicePassword());
        assertEquals(made.serviceUserName(), again.serviceUserName());
        assertEquals(made.createDate(), again.createDate());

        iam.updateServiceSpecificCredential(
                r -> r.userName("alice").serviceSpecificCredentialId(id).status("Inactive"));
        var listed = credentials(CODECOMMIT).getFirst();
        assertEquals("Inactive", listed.statusAsString());
        assertEquals(id, listed.serviceSpecificCredentialId());
        assertEquals(made.serviceUserName(), listed.serviceUserName());
        iam.deleteServiceSpecificCredential(
                r -> r.userName("alice").serviceSpecificCredentialId(id));
        assertEquals(List.of(), credentials(CODECOMMIT));
    }

    @ParameterizedTest
    @CsvSource({
        BEDROCK + ", ABSK, 60",
        "logs.amazonaws.com, ACWL, 60",
        "authorize.ostiary, OSAK, 43"
    })
    void anApiKeyIsABearerOfAliasAndSecret(String service, String letters, int secret) {
        tenant.user("alice");
        var made =
                iam.createServiceSpecificCredential(
                                r -> r.userName("alice").serviceName(service).credentialAgeDays(30))
                        .serviceSpecificCredential();
        assertNull(made.servicePassword());
        assertNull(made.serviceUserName());
        assertEquals(made.createDate().plus(Duration.ofDays(30)), made.expirationDate());
        assertEquals(letters, made.serviceCredentialSecret().substring(0, 4));
        String[] parts =
                new String(
                                Base64.getDecoder()
                                        .decode(made.serviceCredentialSecret().substring(4)),
                                StandardCharsets.UTF_8)
                        .split(":", -1);
        assertEquals(made.serviceCredentialAlias(), parts[0]);
        assertEquals(secret, parts[1].length());
        var listed = credentials(service).getFirst();
        assertEquals(made.serviceCredentialAlias(), listed.serviceCredentialAlias());
        assertEquals(made.expirationDate(), listed.expirationDate());
    }

    @Test
    void serviceSpecificCredentialsAreListedOfTheCallerOfOneAndOfAll() {
        var alice = tenant.user("alice", Documents.allow("iam:*", "*"));
        tenant.user("bob");
        var ids = new ArrayList<String>();
        for (String service : List.of(CODECOMMIT, CODECOMMIT, BEDROCK)) {
            ids.add(create(service).serviceSpecificCredentialId());
        }
        String bobs =
                iam.createServiceSpecificCredential(r -> r.userName("bob").serviceName(CODECOMMIT))
                        .serviceSpecificCredential()
                        .serviceSpecificCredentialId();
        assertEquals(
                ids.stream().sorted().toList(),
                alice
                        .client()
                        .iam()
                        .listServiceSpecificCredentials()
                        .serviceSpecificCredentials()
                        .stream()
                        .map(ServiceSpecificCredentialMetadata::serviceSpecificCredentialId)
                        .toList());
        ids.add(bobs);
        var all = new ArrayList<String>();
        String marker = null;
        do {
            String from = marker;
            var page =
                    iam.listServiceSpecificCredentials(
                            r -> r.allUsers(true).maxItems(3).marker(from));
            page.serviceSpecificCredentials()
                    .forEach(each -> all.add(each.serviceSpecificCredentialId()));
            assertEquals(page.isTruncated(), page.marker() != null);
            marker = page.marker();
        } while (marker != null);
        assertEquals(ids.stream().sorted().toList(), all.stream().sorted().toList());
        assertEquals(
                3,
                iam.listServiceSpecificCredentials(r -> r.allUsers(true).serviceName(CODECOMMIT))
                        .serviceSpecificCredentials()
                        .size());
        assertEquals(NEEDS_NAME, refusal(iam::listServiceSpecificCredentials));
        assertEquals(
                "ValidationError",
                refusal(
                                () ->
                                        iam.listServiceSpecificCredentials(
                                                r -> r.allUsers(true).userName("alice")))
                        .code());
    }

    @Test
    void aThirdCredentialAnotherServiceAndAnUnknownIdAreRefused() {
        tenant.user("alice");
        create(CODECOMMIT);
        assertEquals("alice+1-at-" + tenant.account(), create(CODECOMMIT).serviceUserName());
        assertEquals(
                new Refusal(
                        409,
                        "LimitExceeded",
                        "Cannot exceed quota for ServiceSpecificCredentialsPerUser: 2"),
                refusal(() -> create(CODECOMMIT)));
        var noService =
                new Refusal(
                        404,
                        "NoSuchEntity",
                        "No such service lambda.amazonaws.com is supported for Service Specific"
                                + " Credentials");
        assertEquals(noService, refusal(() -> create("lambda.amazonaws.com")));
        assertEquals(noService, refusal(() -> credentials("lambda.amazonaws.com")));
        assertEquals(
                NOBODY,
                refusal(
                        () ->
                                iam.createServiceSpecificCredential(
                                        r -> r.userName("nobody").serviceName(CODECOMMIT))));
        assertEquals(
                NOBODY,
                refusal(() -> iam.listServiceSpecificCredentials(r -> r.userName("nobody"))));
        var none = new Refusal(404, "NoSuchEntity", "No such credential " + NO_SUCH_ID + " exists");
        assertEquals(
                none,
                refusal(
                        () ->
                                iam.resetServiceSpecificCredential(
                                        r ->
                                                r.userName("alice")
                                                        .serviceSpecificCredentialId(NO_SUCH_ID))));
        assertEquals(
                none,
                refusal(
                        () ->
                                iam.updateServiceSpecificCredential(
                                        r ->
                                                r.userName("alice")
                                                        .status("Active")
                                                        .serviceSpecificCredentialId(NO_SUCH_ID))));
        assertEquals(
                none,
                refusal(
                        () ->
                                iam.deleteServiceSpecificCredential(
                                        r ->
                                                r.userName("alice")
                                                        .serviceSpecificCredentialId(NO_SUCH_ID))));
    }
}
