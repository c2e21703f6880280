package io.ostiary.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.testkit.Certificates;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.Tag;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The errors that operations declare, one call each, in an account whose things are full: a user, a
 * group and a role named "full" with ten policies, a policy with five versions, fifty tags on each.
 * The calls stand in {@code declared-refusals.tsv}. What has a story of its own is told in the
 * family's test.
 */
@ExtendWith(RunningHouse.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeclaredRefusalsTest {
    private static final String TABLE = "declared-refusals.tsv";
    private static final String READ = Documents.allow("s3:Get*", "*");
    private static final String TRUST = Documents.trustService("ec2.amazonaws.com");
    private static final String PASSWORD = "Ch00se-A-Strong-One!";
    private static final String ONE_MORE =
            "arn:aws:iam::aws:policy/AmazonElasticFileSystemFullAccess";

    private final RunningHouse house;
    private final Tenant tenant;
    private final IamClient iam;
    private final Map<String, String> inBraces;

    DeclaredRefusalsTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        iam = tenant.admin().iam();
        inBraces =
                Map.ofEntries(
                        Map.entry("{account}", tenant.account()),
                        Map.entry("{read}", READ),
                        Map.entry(
                                "{long-policy}", READ.replace("*\"}", "x".repeat(10_300) + "\"}")),
                        Map.entry("{trust}", TRUST),
                        Map.entry(
                                "{long-trust}",
                                TRUST.replace("sts:AssumeRole", "sts:" + "x".repeat(2_000))),
                        Map.entry("{no-statement}", "{\"Version\":\"2012-10-17\"}"),
                        Map.entry("{one-more}", ONE_MORE),
                        Map.entry(
                                "{policy-of-a-service}",
                                "arn:aws:iam::aws:policy/aws-service-role/AccessAnalyzerServiceRolePolicy"),
                        Map.entry("{password}", PASSWORD),
                        Map.entry("{certificate}", Certificates.RSA),
                        Map.entry("{key}", Certificates.RSA_KEY));
    }

    @BeforeAll
    void fill() {
        iam.createUser(r -> r.userName("full"));
        iam.createUser(r -> r.userName("other"));
        iam.createGroup(r -> r.groupName("full"));
        iam.createGroup(r -> r.groupName("other"));
        tenant.role("full", TRUST);
        iam.createServiceLinkedRole(r -> r.awsServiceName("ecs.amazonaws.com"));
        iam.createLoginProfile(r -> r.userName("full").password(PASSWORD));
        List<String> policies =
                iam.listPolicies(r -> r.scope("AWS").maxItems(100)).policies().stream()
                        .filter(each -> each.isAttachable() && each.path().equals("/"))
                        .map(Policy::arn)
                        .filter(arn -> !arn.equals(ONE_MORE))
                        .limit(10)
                        .toList();
        for (int i = 0; i < 10; i++) {
            String group = "group-" + i;
            String policy = policies.get(i);
            iam.createGroup(r -> r.groupName(group));
            iam.addUserToGroup(r -> r.groupName(group).userName("full"));
            iam.attachUserPolicy(r -> r.userName("full").policyArn(policy));
            iam.attachGroupPolicy(r -> r.groupName("full").policyArn(policy));
            iam.attachRolePolicy(r -> r.roleName("full").policyArn(policy));
        }
        String full =
                iam.createPolicy(r -> r.policyName("full").policyDocument(READ)).policy().arn();
        iam.createPolicy(r -> r.policyName("young").policyDocument(READ));
        for (int i = 0; i < 4; i++) {
            iam.createPolicyVersion(r -> r.policyArn(full).policyDocument(READ));
        }
        iam.createInstanceProfile(r -> r.instanceProfileName("full"));
        iam.uploadServerCertificate(
                r ->
                        r.serverCertificateName("full")
                                .certificateBody(Certificates.RSA)
                                .privateKey(Certificates.RSA_KEY));
        List<Tag> tags =
                IntStream.range(0, 50)
                        .mapToObj(i -> Tag.builder().key("k" + i).value("").build())
                        .toList();
        iam.tagUser(r -> r.userName("full").tags(tags));
        iam.tagRole(r -> r.roleName("full").tags(tags));
        iam.tagPolicy(r -> r.policyArn(full).tags(tags));
        iam.tagInstanceProfile(r -> r.instanceProfileName("full").tags(tags));
        iam.tagServerCertificate(r -> r.serverCertificateName("full").tags(tags));
    }

    private Stream<Arguments> refusals() throws IOException {
        try (InputStream file = getClass().getResourceAsStream(TABLE)) {
            String table = new String(Objects.requireNonNull(file, TABLE).readAllBytes(), UTF_8);
            return table.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(row -> arguments(row[0], row[1], row[2], row[3]));
        }
    }

    @ParameterizedTest(name = "{0} {1} {3}")
    @MethodSource("refusals")
    void isRefused(String action, String code, String message, String given) {
        List<String> parameters = new ArrayList<>();
        for (String each : given.split(" ")) {
            String[] pair = each.split("=", 2);
            parameters.add(pair[0]);
            parameters.add(filled(pair[1]));
        }
        try (var calls = new SignedCalls(house.url())) {
            var reply =
                    calls.iam(
                            tenant.admin().credentials(),
                            action,
                            parameters.toArray(String[]::new));
            assertEquals(code + ": " + filled(message), reply.element("Code") + ": " + text(reply));
        }
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> each : inBraces.entrySet()) {
            filled = filled.replace(each.getKey(), each.getValue());
        }
        return filled;
    }

    private static String text(SignedCalls.Reply reply) {
        return reply.element("Message").replace("&quot;", "\"").replace("&apos;", "'");
    }
}
