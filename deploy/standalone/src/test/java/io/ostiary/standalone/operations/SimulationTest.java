package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.AwsProgram;
import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.Statement;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The policy simulator, and the context keys of policies. */
@ExtendWith(RunningHouse.Shared.class)
final class SimulationTest {
    private static final String READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    private static final String BUCKET = "arn:aws:s3:::my-test-bucket";
    private static final String TABLE =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*",\
            "Resource":"arn:aws:dynamodb:us-west-2:123456789012:table/${aws:username}",\
            "Condition":{"DateGreaterThan":{"aws:CurrentTime":"2015-08-16T12:00:00Z"}}}}\
            """;

    private final RunningHouse house;
    private final Tenant tenant;
    private final IamClient iam;

    @TempDir Path folder;

    SimulationTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    /** IAM API Reference, SimulatePrincipalPolicy, "Simulating a Policy". */
    @Test
    void aUserIsSimulatedWithWhatIsAttachedAndWhatIsGiven() {
        String jill = tenant.user("Jill").arn();
        iam.attachUserPolicy(r -> r.userName("Jill").policyArn(READ_ONLY));
        var results =
                iam.simulatePrincipalPolicy(
                                r ->
                                        r.policySourceArn(jill)
                                                .actionNames(
                                                        "s3:PutObject",
                                                        "s3:GetObject",
                                                        "s3:DeleteObject")
                                                .resourceArns(BUCKET)
                                                .policyInputList(
                                                        Documents.allow("s3:PutObject", BUCKET)))
                        .evaluationResults();
        assertEquals(
                List.of("allowed", "allowed", "implicitDeny"),
                results.stream().map(EvaluationResult::evalDecisionAsString).toList());
        assertEquals(List.of("PolicyInputList.1"), sources(results.get(0)));
        assertEquals(List.of("AmazonS3ReadOnlyAccess"), sources(results.get(1)));
        assertEquals(List.of(), sources(results.get(2)));
        assertEquals(BUCKET, results.getFirst().evalResourceName());
        assertTrue(results.getFirst().hasEvalDecisionDetails());
        assertEquals(1, results.getFirst().resourceSpecificResults().size());
    }

    @Test
    void inlinePoliciesOfUserGroupAndRoleAreNamedAfterThem() {
        var bob = tenant.user("bob", Documents.allow("s3:GetObject", "*"));
        iam.createGroup(r -> r.groupName("Readers"));
        iam.putGroupPolicy(
                r ->
                        r.groupName("Readers")
                                .policyName("Lists")
                                .policyDocument(Documents.allow("s3:ListBucket", "*")));
        iam.addUserToGroup(r -> r.groupName("Readers").userName("bob"));
        String role =
                tenant.role(
                        "App",
                        Documents.trustService("ec2.amazonaws.com"),
                        Documents.deny("s3:*", "*"));
        assertEquals(List.of("user_bob_granted"), sources(one(bob.arn(), "s3:GetObject")));
        assertEquals(List.of("group_Readers_Lists"), sources(one(bob.arn(), "s3:ListBucket")));
        assertEquals(
                List.of("group_Readers_Lists"),
                sources(one(tenant.arn("group/Readers"), "s3:ListBucket")));
        var denied = one(role, "s3:GetObject");
        assertEquals(PolicyEvaluationDecisionType.EXPLICIT_DENY, denied.evalDecision());
        assertEquals(List.of("role_App_granted"), sources(denied));
        assertTrue(denied.organizationsDecisionDetail().allowedByOrganizations());
        Statement statement = denied.matchedStatements().getFirst();
        assertEquals("IAM Policy", statement.sourcePolicyTypeAsString());
        assertEquals(
                List.of(1, 38),
                List.of(statement.startPosition().line(), statement.startPosition().column()));
    }

    @Test
    void aBoundaryIsToldAndOneThatIsGivenTakesItsPlace() {
        String arn = tenant.user("carol", Documents.allow("*", "*")).arn();
        String policy =
                iam.createPolicy(
                                r ->
                                        r.policyName("Bound")
                                                .policyDocument(Documents.allow("iam:*", "*")))
                        .policy()
                        .arn();
        iam.putUserPermissionsBoundary(r -> r.userName("carol").permissionsBoundary(policy));
        var bounded = one(arn, "s3:GetObject");
        assertEquals("implicitDeny", bounded.evalDecisionAsString());
        assertFalse(bounded.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary());
        var wider =
                iam.simulatePrincipalPolicy(
                                r ->
                                        r.policySourceArn(arn)
                                                .actionNames("s3:GetObject")
                                                .permissionsBoundaryPolicyInputList(
                                                        Documents.allow("s3:*", "*")))
                        .evaluationResults()
                        .getFirst();
        assertEquals("allowed", wider.evalDecisionAsString());
        assertTrue(wider.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary());
    }

    @Test
    void theSimulatedCallerHasItsNameAndTagsAndLacksWhatNobodyGave() {
        String arn =
                tenant.user(
                                "dora",
                                """
                                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",\
                                "Resource":"arn:aws:s3:::home/${aws:username}/*","Condition":{"StringEquals":\
                                {"aws:PrincipalTag/team":"red","s3:TlsVersion":"1.3"}}}}\
                                """)
                        .arn();
        iam.tagUser(r -> r.userName("dora").tags(t -> t.key("team").value("red")));
        var lacking =
                iam.simulatePrincipalPolicy(
                                r ->
                                        r.policySourceArn(arn)
                                                .actionNames("s3:GetObject")
                                                .resourceArns("arn:aws:s3:::home/dora/x"))
                        .evaluationResults()
                        .getFirst();
        assertEquals("implicitDeny", lacking.evalDecisionAsString());
        assertEquals(
                List.of("s3:TlsVersion"),
                lacking.resourceSpecificResults().getFirst().missingContextValues());
        var given =
                iam.simulatePrincipalPolicy(
                                r ->
                                        r.policySourceArn(arn)
                                                .actionNames("s3:GetObject")
                                                .resourceArns("arn:aws:s3:::home/dora/x")
                                                .contextEntries(
                                                        e ->
                                                                e.contextKeyName("s3:TlsVersion")
                                                                        .contextKeyType(
                                                                                ContextKeyTypeEnum
                                                                                        .STRING)
                                                                        .contextKeyValues("1.3")))
                        .evaluationResults()
                        .getFirst();
        assertEquals("allowed", given.evalDecisionAsString());
    }

    @Test
    void resultsComeInPages() {
        var page =
                iam.simulateCustomPolicy(
                        r ->
                                r.policyInputList(Documents.allow("s3:*", "*"))
                                        .actionNames("s3:A", "s3:B", "s3:C")
                                        .maxItems(2));
        assertTrue(page.isTruncated());
        assertEquals(2, page.evaluationResults().size());
        assertEquals(
                List.of("s3:A", "s3:B", "s3:C"),
                iam
                        .simulateCustomPolicyPaginator(
                                r ->
                                        r.policyInputList(Documents.allow("s3:*", "*"))
                                                .actionNames("s3:A", "s3:B", "s3:C")
                                                .maxItems(2))
                        .evaluationResults()
                        .stream()
                        .map(EvaluationResult::evalActionName)
                        .toList());
    }

    @Test
    void contextKeysAreThoseOfThePoliciesAndOfWhatIsGiven() {
        assertEquals(
                List.of("aws:username", "aws:CurrentTime"),
                iam.getContextKeysForCustomPolicy(r -> r.policyInputList(TABLE, TABLE))
                        .contextKeyNames());
        String arn =
                tenant.user(
                                "erin",
                                """
                                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*",\
                                "Resource":"*","Condition":{"StringLike":{"s3:prefix":"x"}}}}\
                                """)
                        .arn();
        assertEquals(
                List.of("s3:prefix", "aws:username", "aws:CurrentTime"),
                iam.getContextKeysForPrincipalPolicy(
                                r -> r.policySourceArn(arn).policyInputList(TABLE))
                        .contextKeyNames());
    }

    @Test
    void whatCannotBeSimulatedIsRefused() {
        assertEquals(
                new Refusal(404, "NoSuchEntity", "The role with name nobody cannot be found."),
                refusal(() -> one(tenant.arn("role/nobody"), "s3:GetObject")));
        assertEquals(
                new Refusal(404, "NoSuchEntity", "The user with name nobody cannot be found."),
                refusal(
                        () ->
                                iam.getContextKeysForPrincipalPolicy(
                                        r -> r.policySourceArn(tenant.arn("user/nobody")))));
        assertEquals(
                new Refusal(
                        400,
                        "InvalidInput",
                        "Invalid Policy Source Arn: caller's account %s does not have access to policies in account 999999999999"
                                .formatted(tenant.account())),
                refusal(() -> one("arn:aws:iam::999999999999:user/alice", "s3:GetObject")));
        assertEquals(
                new Refusal(
                        400,
                        "InvalidInput",
                        "Invalid Entity Arn: arn:aws:sts::999999999999:assumed-role/a/b does not"
                                + " clearly define entity type and name."),
                refusal(
                        () ->
                                iam.getContextKeysForPrincipalPolicy(
                                        r ->
                                                r.policySourceArn(
                                                        "arn:aws:sts::999999999999:assumed-role/a/b"))));
        assertEquals(
                "InvalidInput",
                refusal(() -> iam.getContextKeysForCustomPolicy(r -> r.policyInputList("{}")))
                        .code());
        assertEquals(
                new Refusal(
                        400,
                        "InvalidInput",
                        "ResourceNames are not in a valid ARN format: 14a050d4."),
                refusal(
                        () ->
                                iam.simulateCustomPolicy(
                                        r ->
                                                r.policyInputList(Documents.allow("*", "*"))
                                                        .actionNames("kms:Decrypt")
                                                        .resourceArns("14a050d4"))));
    }

    /** AWS CLI, example 1 of simulate-custom-policy. */
    @Test
    void theStockProgramSimulates() throws Exception {
        var credentials = (AwsSessionCredentials) tenant.admin().credentials();
        var aws =
                AwsProgram.with(
                        Map.of(
                                "AWS_ACCESS_KEY_ID", credentials.accessKeyId(),
                                "AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey(),
                                "AWS_SESSION_TOKEN", credentials.sessionToken(),
                                "AWS_DEFAULT_REGION", "us-east-1",
                                "AWS_ENDPOINT_URL", house.url()),
                        folder);
        var answer =
                aws.run(
                        "iam",
                        "simulate-custom-policy",
                        "--policy-input-list",
                        Documents.allow("dynamodb:*", "*"),
                        "--action-names",
                        "dynamodb:CreateBackup",
                        "--output",
                        "text",
                        "--query",
                        "EvaluationResults[].[EvalDecision,MatchedStatements[0].SourcePolicyId]");
        assertEquals(0, answer.exitCode(), answer.err());
        assertEquals("allowed\tPolicyInputList.1", answer.out());
    }

    private EvaluationResult one(String source, String action) {
        return iam.simulatePrincipalPolicy(r -> r.policySourceArn(source).actionNames(action))
                .evaluationResults()
                .getFirst();
    }

    private static List<String> sources(EvaluationResult result) {
        return result.matchedStatements().stream().map(Statement::sourcePolicyId).toList();
    }
}
