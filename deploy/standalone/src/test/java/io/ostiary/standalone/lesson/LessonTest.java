package io.ostiary.standalone.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.standalone.AwsProgram;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The whole lesson, command by command, as somebody types it into a terminal. */
@ExtendWith(RunningHouse.Shared.class)
@Execution(ExecutionMode.CONCURRENT)
final class LessonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String S3_READ = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    private static final String TIME = "20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|\\+00:00)";
    private static final String DENIED =
            "An error occurred (AccessDenied) when calling the %s operation: User: %s is not"
                    + " authorized to perform: %s on resource: %s";

    @TempDir Path folder;

    private @Nullable AwsProgram aws;

    @Test
    void theLessonRunsWithTheStockProgram(RunningHouse house) throws Exception {
        String account = house.account();
        String arns = "arn:aws:iam::" + account + ":";
        documents(account);
        become(house, house.rootCredentials());

        var root = json("sts", "get-caller-identity");
        assertEquals(account, root.at("/Account").textValue());
        assertEquals(account, root.at("/UserId").textValue());
        assertEquals(arns + "root", root.at("/Arn").textValue());

        var alice = json("iam", "create-user", "--user-name", "alice").get("User");
        entity(alice, "User", "alice", arns + "user/alice", "AIDA");
        var login =
                json(
                                "iam",
                                "create-login-profile",
                                "--user-name",
                                "alice",
                                "--password",
                                "Ch00se-A-Strong-One!",
                                "--password-reset-required")
                        .get("LoginProfile");
        assertEquals("alice", login.get("UserName").textValue());
        assertTrue(login.get("PasswordResetRequired").booleanValue());
        assertTrue(login.get("CreateDate").textValue().matches(TIME), login.toString());
        assertTrue(
                json("iam", "list-users", "--query", "Users[].UserName")
                        .toString()
                        .contains("\"alice\""));

        group(arns);
        policyAndRole(arns);
        instanceProfile(arns);
        adminRole(house, account, alice.get("UserId").textValue());
    }

    private void group(String arns) throws Exception {
        var group = json("iam", "create-group", "--group-name", "Developers").get("Group");
        entity(group, "Group", "Developers", arns + "group/Developers", "AGPA");
        silent("iam", "add-user-to-group", "--user-name", "alice", "--group-name", "Developers");
        assertEquals(
                "[\"alice\"]",
                json(
                                "iam",
                                "get-group",
                                "--group-name",
                                "Developers",
                                "--query",
                                "Users[].UserName")
                        .toString());
        silent("iam", "attach-group-policy", "--group-name", "Developers", "--policy-arn", S3_READ);
        assertEquals(
                JSON.readTree(
                        """
                        {"AttachedPolicies":[{"PolicyName":"AmazonS3ReadOnlyAccess",
                          "PolicyArn":"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"}]}\
                        """),
                json("iam", "list-attached-group-policies", "--group-name", "Developers"));
    }

    private void policyAndRole(String arns) throws Exception {
        var policy =
                json(
                                "iam",
                                "create-policy",
                                "--policy-name",
                                "ReadWriteUploadsBucket",
                                "--policy-document",
                                "file://s3-one-bucket.json")
                        .get("Policy");
        assertEquals("ReadWriteUploadsBucket", policy.get("PolicyName").textValue());
        assertEquals(arns + "policy/ReadWriteUploadsBucket", policy.get("Arn").textValue());
        assertEquals("v1", policy.get("DefaultVersionId").textValue());
        assertEquals(0, policy.get("AttachmentCount").intValue());
        assertTrue(policy.get("IsAttachable").booleanValue());

        var role =
                json(
                                "iam",
                                "create-role",
                                "--role-name",
                                "AppServerRole",
                                "--assume-role-policy-document",
                                "file://trust-ec2.json")
                        .get("Role");
        entity(role, "Role", "AppServerRole", arns + "role/AppServerRole", "AROA");
        assertEquals(
                JSON.readTree(folder.resolve("trust-ec2.json").toFile()),
                role.get("AssumeRolePolicyDocument"));
        assertTrue(role.path("RoleLastUsed").isMissingNode(), role.toString());
        silent(
                "iam",
                "attach-role-policy",
                "--role-name",
                "AppServerRole",
                "--policy-arn",
                S3_READ);
    }

    private void instanceProfile(String arns) throws Exception {
        String name = "AppServerProfile";
        var profile =
                json("iam", "create-instance-profile", "--instance-profile-name", name)
                        .get("InstanceProfile");
        entity(profile, "InstanceProfile", name, arns + "instance-profile/" + name, "AIPA");
        assertEquals(0, profile.get("Roles").size());
        silent(
                "iam",
                "add-role-to-instance-profile",
                "--instance-profile-name",
                name,
                "--role-name",
                "AppServerRole");
        assertEquals(
                "\"AppServerRole\"",
                json(
                                "iam",
                                "get-instance-profile",
                                "--instance-profile-name",
                                name,
                                "--query",
                                "InstanceProfile.Roles[0].RoleName")
                        .toString());
    }

    private void adminRole(RunningHouse house, String account, String aliceId) throws Exception {
        String arns = "arn:aws:iam::" + account + ":";
        var role =
                json(
                                "iam",
                                "create-role",
                                "--role-name",
                                "AdminRole",
                                "--assume-role-policy-document",
                                "file://trust-alice.json")
                        .get("Role");
        entity(role, "Role", "AdminRole", arns + "role/AdminRole", "AROA");
        var key = json("iam", "create-access-key", "--user-name", "alice").get("AccessKey");
        assertEquals("alice", key.get("UserName").textValue());
        assertEquals("Active", key.get("Status").textValue());
        assertTrue(key.get("AccessKeyId").textValue().matches("AKIA[A-Z2-7]{16}"));
        assertEquals(40, key.get("SecretAccessKey").textValue().length());
        String[] assume = {
            "sts",
            "assume-role",
            "--role-arn",
            arns + "role/AdminRole",
            "--role-session-name",
            "my-temp-session"
        };
        refused(
                "An error occurred (AccessDenied) when calling the AssumeRole operation: Roles may"
                        + " not be assumed by root accounts.",
                assume);

        become(house, credentials(key, null));
        refused(
                DENIED.formatted("ListUsers", arns + "user/alice", "iam:ListUsers", arns + "user/")
                        + " because no identity-based policy allows the iam:ListUsers action",
                "iam",
                "list-users");
        assertEquals(aliceId, json("sts", "get-caller-identity").get("UserId").textValue());
        refused(
                DENIED.formatted(
                        "AssumeRole",
                        arns + "user/alice",
                        "sts:AssumeRole",
                        arns + "role/AppServerRole"),
                "sts",
                "assume-role",
                "--role-arn",
                arns + "role/AppServerRole",
                "--role-session-name",
                "my-temp-session");

        var assumed = json(assume);
        String session = "arn:aws:sts::" + account + ":assumed-role/AdminRole/my-temp-session";
        assertEquals(session, assumed.at("/AssumedRoleUser/Arn").textValue());
        var credentials = assumed.get("Credentials");
        assertTrue(credentials.get("AccessKeyId").textValue().matches("ASIA[A-Z2-7]{16}"));
        assertTrue(credentials.get("Expiration").textValue().matches(TIME));
        become(house, credentials(credentials, credentials.get("SessionToken").textValue()));
        var identity = json("sts", "get-caller-identity");
        assertEquals(session, identity.get("Arn").textValue());
        assertEquals(account, identity.get("Account").textValue());
        assertEquals(
                role.get("RoleId").textValue() + ":my-temp-session",
                identity.get("UserId").textValue());
    }

    private static AwsCredentials credentials(JsonNode node, @Nullable String token) {
        String id = node.get("AccessKeyId").textValue();
        String secret = node.get("SecretAccessKey").textValue();
        return token == null
                ? AwsBasicCredentials.create(id, secret)
                : AwsSessionCredentials.create(id, secret, token);
    }

    private static void entity(JsonNode node, String kind, String name, String arn, String prefix) {
        assertEquals("/", node.get("Path").textValue());
        assertEquals(name, node.get(kind + "Name").textValue());
        assertEquals(arn, node.get("Arn").textValue());
        String id = node.get(kind + "Id").textValue();
        assertTrue(id.matches(prefix + "[A-Z0-9]{17}"), id);
        assertTrue(node.get("CreateDate").textValue().matches(TIME), node.toString());
    }

    private void documents(String account) throws IOException {
        Files.writeString(
                folder.resolve("s3-one-bucket.json"),
                """
                {
                  "Version": "2012-10-17",
                  "Statement": [{
                    "Effect": "Allow",
                    "Action": ["s3:GetObject", "s3:PutObject"],
                    "Resource": "arn:aws:s3:::my-app-uploads/*"
                  }]
                }
                """);
        Files.writeString(
                folder.resolve("trust-ec2.json"), Documents.trustService("ec2.amazonaws.com"));
        Files.writeString(
                folder.resolve("trust-alice.json"),
                Documents.trust("arn:aws:iam::" + account + ":user/alice"));
    }

    private void become(RunningHouse house, AwsCredentials who) {
        Map<String, String> variables = new HashMap<>();
        variables.put("AWS_ENDPOINT_URL", house.url());
        variables.put("AWS_REGION", "us-east-1");
        variables.put("AWS_DEFAULT_REGION", "us-east-1");
        variables.put("AWS_ACCESS_KEY_ID", who.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", who.secretAccessKey());
        if (who instanceof AwsSessionCredentials session) {
            variables.put("AWS_SESSION_TOKEN", session.sessionToken());
        }
        aws = AwsProgram.with(variables, folder);
    }

    private JsonNode json(String... arguments) throws Exception {
        return JSON.readTree(run(arguments).out());
    }

    private void silent(String... arguments) throws Exception {
        assertEquals("", run(arguments).out());
    }

    private AwsProgram.Answer run(String... arguments) throws Exception {
        var answer = Objects.requireNonNull(aws).run(arguments);
        assertEquals(0, answer.exitCode(), answer.err());
        assertEquals("", answer.err());
        return answer;
    }

    private void refused(String message, String... arguments) throws Exception {
        var answer = Objects.requireNonNull(aws).run(arguments);
        assertTrue(answer.exitCode() != 0, "allowed: " + answer.out());
        assertTrue(answer.err().endsWith(message), answer.err());
    }
}
