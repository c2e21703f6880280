package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.AwsProgram;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.accessanalyzer.AccessAnalyzerClient;
import software.amazon.awssdk.services.accessanalyzer.model.PolicyType;
import software.amazon.awssdk.services.accessanalyzer.model.ValidatePolicyFinding;
import software.amazon.awssdk.services.accessanalyzer.model.ValidatePolicyFindingType;
import software.amazon.awssdk.services.accessanalyzer.model.ValidatePolicyResourceType;
import software.amazon.awssdk.services.accessanalyzer.model.ValidationException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Access Analyzer's ValidatePolicy. */
@ExtendWith(RunningHouse.Shared.class)
final class ValidatePolicyTest {
    private static final String FAULTY =
            """
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Sid": "",
                        "Effect": "Allow",
                        "Action": "s3:ListBuckets",
                        "Resource": "*"
                    }
                ]
            }
            """;

    private final RunningHouse house;
    private final Tenant tenant;
    private final AccessAnalyzerClient analyzer;

    @TempDir Path folder;

    ValidatePolicyTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        analyzer = tenant.admin().accessAnalyzer();
    }

    @Test
    void whatIsWrongIsToldWithItsPlace() {
        var findings =
                analyzer.validatePolicy(
                                r ->
                                        r.policyDocument(FAULTY)
                                                .policyType(PolicyType.IDENTITY_POLICY))
                        .findings();
        assertEquals(List.of("INVALID_ACTION", "EMPTY_SID_VALUE"), codes(findings));
        ValidatePolicyFinding action = findings.getFirst();
        assertEquals(ValidatePolicyFindingType.ERROR, action.findingType());
        assertTrue(action.learnMoreLink().endsWith("-error-invalid-action"));
        var location = action.locations().getFirst();
        assertEquals("Statement", location.path().get(0).value());
        assertEquals(0, location.path().get(1).index());
        assertEquals("Action", location.path().get(2).value());
        assertEquals(7, location.span().start().line());
        assertEquals(22, location.span().start().column());
        assertEquals(location.span().start().offset() + 16, location.span().end().offset());
    }

    @Test
    void aSoundPolicyHasNoFindings() {
        assertEquals(
                List.of(),
                analyzer.validatePolicy(
                                r ->
                                        r.policyDocument(
                                                        Documents.allow(
                                                                "s3:GetObject", "arn:aws:s3:::b/*"))
                                                .policyType(PolicyType.IDENTITY_POLICY))
                        .findings());
    }

    @Test
    void findingsComeInPages() {
        assertEquals(
                List.of("INVALID_ACTION", "EMPTY_SID_VALUE"),
                analyzer
                        .validatePolicyPaginator(
                                r ->
                                        r.policyDocument(FAULTY)
                                                .policyType(PolicyType.IDENTITY_POLICY)
                                                .maxResults(1))
                        .findings()
                        .stream()
                        .map(ValidatePolicyFinding::issueCode)
                        .toList());
    }

    @Test
    void aBucketsPolicySpeaksOfTheBucketOnly() {
        var findings =
                analyzer.validatePolicy(
                                r ->
                                        r.policyDocument(
                                                        FAULTY.replace(
                                                                "\"Effect\"",
                                                                "\"Principal\":\"*\",\"Effect\""))
                                                .policyType(PolicyType.RESOURCE_POLICY)
                                                .validatePolicyResourceType(
                                                        ValidatePolicyResourceType.AWS_S3_BUCKET))
                        .findings();
        assertTrue(
                codes(findings).contains("UNSUPPORTED_RESOURCE_ARN_IN_POLICY"),
                () -> findings.toString());
    }

    @Test
    void whatIsAskedWronglyIsAValidationException() {
        var refused =
                assertThrows(
                        ValidationException.class,
                        () ->
                                analyzer.validatePolicy(
                                        r ->
                                                r.policyDocument(FAULTY)
                                                        .policyType(PolicyType.IDENTITY_POLICY)
                                                        .validatePolicyResourceType(
                                                                ValidatePolicyResourceType
                                                                        .AWS_S3_BUCKET)));
        assertEquals("fieldValidationFailed", refused.reasonAsString());
        assertEquals(
                400, refusal(() -> analyzer.validatePolicy(r -> r.policyDocument("{}"))).status());
    }

    @Test
    void itNeedsItsPermission() {
        var nobody = tenant.user("nobody", Documents.allow("s3:*", "*"));
        var refused =
                refusal(
                        () ->
                                nobody.client()
                                        .accessAnalyzer()
                                        .validatePolicy(
                                                r ->
                                                        r.policyDocument("{}")
                                                                .policyType(
                                                                        PolicyType
                                                                                .IDENTITY_POLICY)));
        assertEquals(403, refused.status());
        assertEquals("AccessDeniedException", refused.code());
    }

    @Test
    void theStockProgramValidates() throws Exception {
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
                        "accessanalyzer",
                        "validate-policy",
                        "--policy-type",
                        "IDENTITY_POLICY",
                        "--policy-document",
                        FAULTY,
                        "--output",
                        "text",
                        "--query",
                        "findings[].issueCode");
        assertEquals(0, answer.exitCode(), answer.err());
        assertEquals("INVALID_ACTION\tEMPTY_SID_VALUE", answer.out());
    }

    private static List<String> codes(List<ValidatePolicyFinding> findings) {
        return findings.stream().map(ValidatePolicyFinding::issueCode).toList();
    }
}
