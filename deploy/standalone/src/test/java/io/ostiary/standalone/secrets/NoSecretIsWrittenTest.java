package io.ostiary.standalone.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.standalone.lesson.Client;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.testkit.Certificates;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A house is run with secrets that are known, and then every file that it left and every line that
 * it logged is searched for them (attacks A128, A129).
 */
final class NoSecretIsWrittenTest {
    private static final Set<String> OWN_FILES =
            Set.of("master.key", "broker.secrets", "root-credentials.json", "aws-credentials");
    private static final String NAME = "this-name-is-no-secret-and-is-there";
    private static final List<String> PASSWORDS =
            List.of(
                    "Canary-0ne/+ of-the-l0gin!",
                    "Canary-Tw0/+ of-the-change!",
                    "Canary-Thr33/+ that-is-denied!",
                    "Canary-F0ur/+ that-is-malformed!",
                    "Canary-F1ve/+ in-a-query-string!",
                    "Canary-S1x/+ of-ones-own-change!",
                    "canaryseveniswithoutanydigit",
                    "Canary-E1ght/+ of-nobody!" + "x".repeat(120),
                    "Canary-N1ne/+ that-is-wrong!");

    private final Map<String, byte[]> secrets = new LinkedHashMap<>();

    @Test
    void noFileAndNoLineOfTheLogHoldsASecret() throws Exception {
        try (var log = new CapturedLog();
                var house = RunningHouse.start()) {
            for (String password : PASSWORDS) {
                secret(password.substring(0, 12), password);
            }
            // A line in the middle of the PEM text: it is there whatever is done with the rest.
            secret("private key", Certificates.RSA_KEY.split("\n", 4)[2]);
            credentials("root", house.rootCredentials());
            keysOfTheHouse(house.data());
            live(house);
            var scanner = new SecretScanner(secrets);

            // As it runs, and as it is left.
            assertEquals(Set.of(), scanner.scan(house.data(), NoSecretIsWrittenTest::isOwn));
            house.stop();
            assertEquals(Set.of(), scanner.scan(house.data(), NoSecretIsWrittenTest::isOwn));
            assertTrue(log.content().length > 10_000, "nothing was captured");
            assertEquals(Set.of(), scanner.scan("the log", log.content()));

            // The twin: the scan reads what it should, for what is no secret is found in the log
            // and in the read model, and each secret in its own file.
            var names = new SecretScanner(Map.of("a name", NAME.getBytes(UTF_8)));
            var found = names.scan(house.data(), NoSecretIsWrittenTest::isOwn);
            for (String place :
                    List.of("iam.commands", "iam.events", "projection/", "engine/denials")) {
                assertTrue(
                        found.stream().anyMatch(finding -> finding.where().contains(place)),
                        place + ": " + found);
            }
            var everything = scanner.scan(house.data(), _ -> false);
            assertEquals(
                    OWN_FILES,
                    Set.copyOf(
                            everything.stream()
                                    .map(SecretScanner.Finding::where)
                                    .distinct()
                                    .toList()));
        }
    }

    /** Everything that takes or gives a secret, done and refused. */
    private void live(RunningHouse house) {
        var tenant = new Tenant(house.account(), house.root());
        var alice = tenant.user("alice", Documents.allow("*", "*"));
        tenant.user(NAME);
        var nobody = tenant.user("nobody").client().iam();
        assertEquals(
                "AccessDenied", Client.refusal(() -> nobody.getUser(r -> r.userName(NAME))).code());
        credentials("alice", alice.client().credentials());
        var iam = alice.client().iam();
        iam.createLoginProfile(
                r -> r.userName("alice").password(PASSWORDS.get(0)).passwordResetRequired(true));
        iam.updateLoginProfile(r -> r.userName("alice").password(PASSWORDS.get(1)));
        iam.updateAccountPasswordPolicy(r -> r.requireNumbers(true).passwordReusePrevention(5));
        iam.changePassword(r -> r.oldPassword(PASSWORDS.get(1)).newPassword(PASSWORDS.get(5)));
        var role = tenant.role("Canary", Documents.trust(alice.arn()));
        credentials("role session", alice.client().assume(role).credentials());
        var session = alice.client().sts().getSessionToken().credentials();
        credentials("user session", Client.credentials(session));
        var second = house.newAccount();
        credentials("administrator", second.admin().credentials());
        second.admin().iam().listUsers();
        var key = iam.createAccessKey(r -> r.userName("alice")).accessKey();
        credentials("second key", Client.credentials(key));
        iam.updateAccessKey(r -> r.accessKeyId(key.accessKeyId()).status("Inactive"));
        iam.deleteAccessKey(r -> r.accessKeyId(key.accessKeyId()));
        iam.uploadServerCertificate(
                r ->
                        r.serverCertificateName("canary")
                                .certificateBody(Certificates.RSA)
                                .privateKey(Certificates.RSA_KEY));
        iam.getServerCertificate(r -> r.serverCertificateName("canary"));
        serviceCredentials(iam);
        refusals(house, tenant, alice.client().credentials());
    }

    private void serviceCredentials(IamClient iam) {
        for (String service : List.of("codecommit.amazonaws.com", "authorize.ostiary")) {
            var made =
                    iam.createServiceSpecificCredential(
                                    r -> r.userName("alice").serviceName(service))
                            .serviceSpecificCredential();
            serviceSecret(service, made);
            var again =
                    iam.resetServiceSpecificCredential(
                                    r ->
                                            r.serviceSpecificCredentialId(
                                                    made.serviceSpecificCredentialId()))
                            .serviceSpecificCredential();
            serviceSecret(service + " after a reset", again);
            iam.listServiceSpecificCredentials();
        }
    }

    /** Of an API key, what is to be secret is also in it. */
    private void serviceSecret(String service, ServiceSpecificCredential credential) {
        String key = credential.serviceCredentialSecret();
        if (key == null) {
            secret("the password of " + service, credential.servicePassword());
        } else {
            secret("the API key of " + service, key);
            String inner = new String(Base64.getDecoder().decode(key.substring(4)), UTF_8);
            secret("the secret of " + service, inner.substring(inner.indexOf(':') + 1));
        }
    }

    private void refusals(RunningHouse house, Tenant tenant, AwsCredentials alice) {
        var poor = tenant.user("poor").client();
        credentials("poor", poor.credentials());
        try (var calls = new SignedCalls(house.url())) {
            for (String password : PASSWORDS.subList(2, 4)) {
                var reply = password(calls, poor.credentials(), "CreateLoginProfile", password);
                assertEquals("AccessDenied", reply.element("Code"));
            }
            refused(calls.post(alice, "iam", "Action=%zz&Password=" + PASSWORDS.get(3), Map.of()));
            refused(
                    calls.presigned(
                            alice,
                            "iam",
                            Map.of(
                                    "Action",
                                    "CreateLoginProfile",
                                    "Version",
                                    "nothing",
                                    "Password",
                                    PASSWORDS.get(4)),
                            Map.of(),
                            Map.of(),
                            Instant.now()));
            refused(
                    calls.iam(
                            alice,
                            "ChangePassword",
                            "OldPassword",
                            PASSWORDS.get(8),
                            "NewPassword",
                            PASSWORDS.get(1)));
            refused(
                    calls.iam(
                            alice,
                            "ChangePassword",
                            "OldPassword",
                            PASSWORDS.get(5),
                            "NewPassword",
                            PASSWORDS.get(1)));
            refused(password(calls, alice, "CreateLoginProfile", PASSWORDS.get(6)));
            refused(password(calls, alice, "UpdateLoginProfile", PASSWORDS.get(6)));
            refused(password(calls, alice, "CreateLoginProfile", PASSWORDS.get(7)));
            for (String certificate : List.of("none", Certificates.CURVE)) {
                refused(upload(calls, alice, certificate));
                refused(upload(calls, poor.credentials(), certificate));
            }
        }
    }

    private static SignedCalls.Reply password(
            SignedCalls calls, AwsCredentials who, String action, String password) {
        return calls.iam(who, action, "UserName", "alice", "Password", password);
    }

    private static SignedCalls.Reply upload(
            SignedCalls calls, AwsCredentials who, String certificate) {
        return calls.iam(
                who,
                "UploadServerCertificate",
                "ServerCertificateName",
                "refused",
                "CertificateBody",
                certificate,
                "PrivateKey",
                Certificates.RSA_KEY);
    }

    private static void refused(SignedCalls.Reply reply) {
        assertFalse(reply.isOk(), reply.body());
        for (String password : PASSWORDS) {
            assertFalse(reply.body().contains(password), "a password in an answer");
        }
    }

    private void keysOfTheHouse(Path data) throws IOException {
        String master = Files.readString(data.resolve("master.key")).strip();
        secrets.put("master key", Base64.getDecoder().decode(master));
        secret("master key's text", master);
        for (String line : Files.readAllLines(data.resolve("broker.secrets"))) {
            int equals = line.indexOf('=');
            secret("broker user " + line.substring(0, equals), line.substring(equals + 1));
        }
    }

    private void credentials(String whose, AwsCredentials credentials) {
        secret(whose + "'s secret key", credentials.secretAccessKey());
        if (credentials instanceof AwsSessionCredentials session) {
            secret(whose + "'s token", session.sessionToken());
        }
    }

    private void secret(String name, String text) {
        secrets.put(name, text.getBytes(UTF_8));
    }

    private static boolean isOwn(Path file) {
        return OWN_FILES.contains(String.valueOf(file.getFileName()));
    }
}
