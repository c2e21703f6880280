package io.ostiary.policy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.shape.ContextEntry;
import io.ostiary.contract.shape.EvaluationResult;
import io.ostiary.contract.shape.EvaluationResult.PermissionsBoundaryDecisionDetail;
import io.ostiary.contract.shape.MatchedStatement;
import io.ostiary.contract.shape.MatchedStatement.Position;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decisions, and what is told of them; the examples are AWS's where a page is named. */
final class SimulatorTest extends SimulatorFixture {

    private static final String BUCKET = "arn:aws:s3:::mary/Test";
    private static final String ARNAV = "arn:aws:iam::444455556666:user/arnav";

    /** AWS CLI, example 1 of simulate-custom-policy: positions in a document of one line. */
    @Test
    void aStatementIsToldByWhereAwssReaderStands() throws InvalidSimulation {
        identity.add(
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"dynamodb:*\","
                    + "\"Resource\":\"*\",\"Condition\":{\"DateGreaterThan\":{\"aws:CurrentTime\":"
                    + "\"2018-08-16T12:00:00Z\"}}}}");
        EvaluationResult result = only("dynamodb:CreateBackup");
        assertEquals("allowed", result.evalDecision());
        assertEquals("*", result.evalResourceName());
        assertEquals(
                List.of(
                        new MatchedStatement(
                                "PolicyInputList.1",
                                "IAM Policy",
                                new Position(1, 38),
                                new Position(1, 167))),
                result.matchedStatements());
        assertEquals(List.of(), result.missingContextValues());
        assertNull(result.evalDecisionDetails());
        assertNull(result.organizationsDecisionDetail());
        assertEquals(List.of(), result.resourceSpecificResults());
    }

    /** The same page, example 2. */
    @Test
    void aGivenKeyGoesBeforeTheClock() throws InvalidSimulation {
        identity.add(
                policy("Allow", "dynamodb:*", "*")
                        .replace(
                                "}]}",
                                ",\"Condition\":{\"DateGreaterThan\":{\"aws:CurrentTime\":"
                                        + "\"2018-08-16T12:00:00Z\"}}}]}"));
        entries.add(new ContextEntry("aws:CurrentTime", "date", List.of("2018-04-25T11:00:00Z")));
        assertEquals("implicitDeny", only("dynamodb:CreateBackup").evalDecision());
    }

    @Test
    void aStatementInAListBeginsBehindWhatComesBeforeIt() throws InvalidSimulation {
        identity.add(
                """
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow", "Action": "s3:*", "Resource": "*"
                        },
                        {
                            "Effect": "Deny", "Action": "s3:*", "Resource": "*"
                        }
                    ]
                }\
                """);
        EvaluationResult result = only("s3:GetObject");
        assertEquals("explicitDeny", result.evalDecision());
        assertEquals(
                List.of(
                        new MatchedStatement(
                                "PolicyInputList.1",
                                "IAM Policy",
                                new Position(6, 10),
                                new Position(9, 10))),
                result.matchedStatements());
    }

    /** IAM API Reference, SimulateCustomPolicy, "Same-Account Simulation". */
    @Test
    void aResourcePolicyOfTheAccountPassesTheBoundary() throws InvalidSimulation {
        caller = "arn:aws:iam::111122223333:user/mateo";
        owner = "arn:aws:iam::111122223333:root";
        identity.add(policy("Allow", "iam:*", "*"));
        boundary = policy("Allow", "iam:*", "*");
        resourcePolicy = bucketPolicy("arn:aws:iam::111122223333:user/mateo", BUCKET);
        EvaluationResult result = only("s3:PutObject", BUCKET);
        assertEquals("allowed", result.evalDecision());
        assertEquals(Map.of(), result.evalDecisionDetails());
        assertEquals(
                new PermissionsBoundaryDecisionDetail(false),
                result.permissionsBoundaryDecisionDetail());
        assertEquals(List.of("ResourcePolicy"), sources(result.matchedStatements()));
        assertEquals("Resource Policy", result.matchedStatements().getFirst().sourcePolicyType());
        assertEquals(1, result.resourceSpecificResults().size());
        assertEquals("allowed", result.resourceSpecificResults().getFirst().evalResourceDecision());
    }

    /** IAM API Reference, SimulatePrincipalPolicy, "Cross-Account Simulation". */
    @Test
    void acrossAccountsEachTypeOfPolicyIsTold() throws InvalidSimulation {
        caller = ARNAV;
        owner = "arn:aws:iam::123456789012:root";
        identity.add(policy("Allow", "iam:*", "*"));
        boundary = policy("Allow", "iam:*", "*");
        resourcePolicy = bucketPolicy(ARNAV, BUCKET);
        EvaluationResult result = only("s3:PutObject", BUCKET);
        assertEquals("implicitDeny", result.evalDecision());
        Map<String, String> details =
                Map.of(
                        "IAM Policy", "implicitDeny",
                        "Resource Policy", "allowed",
                        "Permissions Boundary Policy", "implicitDeny");
        assertEquals(details, result.evalDecisionDetails());
        assertEquals(List.of(), result.matchedStatements());
        var specific = result.resourceSpecificResults().getFirst();
        assertEquals(details, specific.evalDecisionDetails());
        assertEquals(List.of("ResourcePolicy"), sources(specific.matchedStatements()));
    }

    @Test
    void anotherUserThanTheResourcePolicyNamesIsNotLetIn() throws InvalidSimulation {
        caller = "arn:aws:iam::444455556666:user/bob";
        identity.add(policy("Allow", "iam:*", "*"));
        resourcePolicy = bucketPolicy(ARNAV, BUCKET);
        assertEquals("implicitDeny", only("s3:PutObject", BUCKET).evalDecision());
    }

    /**
     * IAM API Reference, EvaluationResult: one result an action, the strictest of its resources.
     */
    @Test
    void ofSeveralResourcesTheStrictestDecides() throws InvalidSimulation {
        identity.add(policy("Allow", "s3:GetObject", "arn:aws:s3:::a/*"));
        identity.add(policy("Deny", "s3:GetObject", "arn:aws:s3:::b/*"));
        EvaluationResult result =
                only("s3:GetObject", "arn:aws:s3:::a/x", "arn:aws:s3:::b/x", "arn:aws:s3:::c/x");
        assertEquals("explicitDeny", result.evalDecision());
        assertEquals(List.of("PolicyInputList.2"), sources(result.matchedStatements()));
        assertEquals("arn:aws:s3:::${BucketName}/${ObjectName}", result.evalResourceName());
        assertEquals(
                List.of("allowed", "explicitDeny", "implicitDeny"),
                result.resourceSpecificResults().stream()
                        .map(EvaluationResult.ResourceSpecificResult::evalResourceDecision)
                        .toList());
    }

    @Test
    void anImplicitDenialOfOneResourceLeavesWhatTheOthersMatched() throws InvalidSimulation {
        identity.add(policy("Allow", "s3:GetObject", "arn:aws:s3:::a/*"));
        EvaluationResult result = only("s3:GetObject", "arn:aws:s3:::a/x", "arn:aws:s3:::c/x");
        assertEquals("implicitDeny", result.evalDecision());
        assertEquals(List.of("PolicyInputList.1"), sources(result.matchedStatements()));
        assertEquals(
                List.of(List.of("PolicyInputList.1"), List.of()),
                result.resourceSpecificResults().stream()
                        .map(each -> sources(each.matchedStatements()))
                        .toList());
    }

    @Test
    void whatOnlyTheBoundaryDeniesIsToldAsTheBoundarys() throws InvalidSimulation {
        identity.add(policy("Allow", "s3:*", "*"));
        boundary = policy("Deny", "s3:GetObject", "*");
        EvaluationResult denied = only("s3:GetObject");
        assertEquals("explicitDeny", denied.evalDecision());
        assertEquals(
                List.of("Permissions Boundary Policy"),
                denied.matchedStatements().stream()
                        .map(MatchedStatement::sourcePolicyType)
                        .toList());
        boundary = policy("Allow", "ec2:*", "*");
        EvaluationResult left = only("s3:GetObject");
        assertEquals("implicitDeny", left.evalDecision());
        assertEquals(List.of(), left.matchedStatements());
    }

    @Test
    void whatIsNamedTwiceIsSimulatedTwice() throws InvalidSimulation {
        identity.add(policy("Allow", "s3:*", "*"));
        Simulator.Page page =
                page(List.of("s3:GetObject", "s3:GetObject"), List.of(BUCKET, BUCKET));
        assertEquals(2, page.results().size());
        assertEquals(2, page.results().getFirst().resourceSpecificResults().size());
    }

    /**
     * IAM API Reference, EvaluationResult, MissingContextValues: what "the included input policies"
     * ask for and nobody gave, wherever that leaves a request undecided.
     */
    @Test
    void keysThatNobodyGaveAreToldOfAnImplicitDenial() throws InvalidSimulation {
        identity.add(
                """
                {"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*",
                 "Condition":{"StringEquals":{"aws:PrincipalTag/Team":"x","s3:TlsVersion":"1.2"}}},
                {"Effect":"Allow","Action":"ec2:*","Resource":"*",
                 "Condition":{"StringEquals":{"ec2:Region":"x"}}}]}\
                """);
        boundary =
                policy("Allow", "s3:*", "*")
                        .replace("}]}", ",\"Condition\":{\"Null\":{\"s3:prefix\":\"false\"}}}]}");
        entries.add(new ContextEntry("S3:tlsversion", "numeric", List.of("1.2")));
        List<String> missing = List.of("s3:prefix", "aws:PrincipalTag/Team", "ec2:Region");
        assertEquals(missing, only("s3:GetObject").missingContextValues());
        EvaluationResult named = only("s3:GetObject", "arn:aws:s3:::a/x");
        assertEquals(missing, named.missingContextValues());
        assertEquals(missing, named.resourceSpecificResults().getFirst().missingContextValues());
        entries.add(new ContextEntry("aws:PrincipalTag/Team", "string", List.of("x")));
        entries.add(new ContextEntry("s3:prefix", "string", List.of("x")));
        EvaluationResult allowed = only("s3:GetObject", "arn:aws:s3:::a/x");
        assertEquals("allowed", allowed.evalDecision());
        assertEquals(List.of(), allowed.missingContextValues());
    }

    @Test
    void aPageEndsWhereItIsToldToAndGoesOnThere() throws InvalidSimulation {
        identity.add(policy("Allow", "s3:*", "*"));
        most = 2;
        Simulator.Page first = page(List.of("s3:A", "s3:B", "s3:C"), List.of());
        assertEquals(2, first.results().size());
        assertEquals(2, first.next());
        from = 2;
        Simulator.Page last = page(List.of("s3:A", "s3:B", "s3:C"), List.of());
        assertEquals(List.of("s3:C"), names(last));
        assertNull(last.next());
    }

    @Test
    void a127_aPageOfHeavyActionsIsShortAndWhatIsTooHeavyIsRefused() throws InvalidSimulation {
        var statements = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            statements
                    .append(i == 0 ? "" : ",")
                    .append(
                            "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::*a*b*")
                    .append(i)
                    .append("\"}");
        }
        identity.add("{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}");
        List<String> resources = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            resources.add("arn:aws:s3:::a/" + "ab".repeat(20) + i);
        }
        Simulator.Page page = page(List.of("s3:GetObject", "s3:PutObject"), resources);
        assertEquals(List.of("s3:GetObject"), names(page));
        assertNotNull(page.next());
        for (int i = 0; i < 4_000; i++) {
            resources.add("arn:aws:s3:::b/" + i);
        }
        assertThrows(InvalidSimulation.class, () -> page(List.of("s3:GetObject"), resources));
    }

    @Test
    void whatCannotBeSimulatedIsRefusedInAwssWords() {
        assertEquals(
                "ResourceNames are not in a valid ARN format: 14a050d4.",
                refusal(List.of("s3:GetObject"), "14a050d4"));
        assertEquals(
                "The action is invalid since it is missing names", refusal(List.of("GetObject")));
        assertTrue(refusal(List.of("s3:Get*")).startsWith("Wildcards are not supported"));
        owner = "123456789012";
        assertEquals(
                "'123456789012' is not a valid as a Resource Owner.",
                refusal(List.of("s3:GetObject")));
        owner = null;
        caller = "arn:aws:sts::123456789012:assumed-role/admin/session";
        assertEquals(
                "Invalid Entity Arn: arn:aws:sts::123456789012:assumed-role/admin/session does not"
                        + " clearly define entity type and name.",
                refusal(List.of("s3:GetObject")));
        caller = null;
        resourcePolicy = bucketPolicy(ARNAV, BUCKET);
        assertEquals(
                "Invalid caller - Caller cannot be null or empty.",
                refusal(List.of("s3:GetObject"), BUCKET));
        resourcePolicy = null;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numeric|soon|numeric format",
                "dateList|tomorrow|DateTime format",
                "ip|999.0.0.1|IP address",
                "binary|!base64|base-64 encoded binary format",
            })
    void aValueThatIsNoneOfItsTypeIsRefused(String type, String value, String expected) {
        entries.add(new ContextEntry("k:test", type, List.of(value)));
        assertEquals(
                "Invalid context value for key k:test: expected " + expected + ".",
                refusal(List.of("s3:GetObject")));
    }

    @Test
    void aKeyIsGivenOnceAndOneValueUnlessItIsAList() throws InvalidSimulation {
        entries.add(new ContextEntry("k:test", "string", List.of("a", "b")));
        assertEquals(
                "Context key string expected a single value, but received 2.",
                refusal(List.of("s3:GetObject")));
        entries.set(0, new ContextEntry("k:test", "boolean", List.of("yes")));
        assertEquals("implicitDeny", only("s3:GetObject").evalDecision());
        entries.add(new ContextEntry("K:TEST", "string", List.of("b")));
        assertEquals("Duplicate context key: K:TEST.", refusal(List.of("s3:GetObject")));
    }
}
