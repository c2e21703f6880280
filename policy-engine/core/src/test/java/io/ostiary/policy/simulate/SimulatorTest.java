package io.ostiary.policy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.shape.ContextEntry;
import io.ostiary.contract.shape.EvaluationResult;
import io.ostiary.contract.shape.EvaluationResult.PermissionsBoundaryDecisionDetail;
import io.ostiary.contract.shape.MatchedStatement;
import io.ostiary.contract.shape.MatchedStatement.Position;
import io.ostiary.policy.catalog.ServiceAuthorization;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.evaluate.LabelledPolicy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decisions, and what is told of them; the examples are AWS's where a page is named. */
final class SimulatorTest {

    private static final Simulator SIMULATOR = new Simulator(ServiceAuthorization.open());
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final String BUCKET = "arn:aws:s3:::mary/Test";
    private static final String ARNAV = "arn:aws:iam::444455556666:user/arnav";

    private final List<String> identity = new ArrayList<>();
    private final List<ContextEntry> entries = new ArrayList<>();
    private @Nullable String boundary;
    private @Nullable String resourcePolicy;
    private @Nullable String caller;
    private @Nullable String owner;
    private @Nullable Guardrails guardrails;
    private int from;
    private int most = 100;

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
    void onlyTheKeysOfStatementsThatTheRequestReachesAreMissing() throws InvalidSimulation {
        identity.add(
                """
                {"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*",
                 "Condition":{"StringEquals":{"aws:PrincipalTag/Team":"x","s3:TlsVersion":"1.2"}}},
                {"Effect":"Allow","Action":"ec2:*","Resource":"*",
                 "Condition":{"StringEquals":{"ec2:Region":"x"}}}]}\
                """);
        entries.add(new ContextEntry("S3:tlsversion", "numeric", List.of("1.2")));
        EvaluationResult all = only("s3:GetObject");
        assertEquals(List.of(), all.missingContextValues(), "* is not below the bucket");
        EvaluationResult named = only("s3:GetObject", "arn:aws:s3:::a/x");
        assertEquals(List.of(), named.missingContextValues(), "told with the resource");
        assertEquals(
                List.of("aws:PrincipalTag/Team"),
                named.resourceSpecificResults().getFirst().missingContextValues());
    }

    /** IAM API Reference, OrganizationsDecisionDetail. */
    @Test
    void whatTheOrganizationDoesNotAllowIsToldApart() throws InvalidSimulation {
        identity.add(policy("Allow", "s3:*", "*"));
        guardrails = Guardrails.NONE;
        var allowed = only("s3:GetObject").organizationsDecisionDetail();
        assertTrue(allowed != null && allowed.allowedByOrganizations());
        guardrails =
                new Guardrails(
                        List.of(
                                List.of(
                                        new LabelledPolicy(
                                                "scp",
                                                SimulatedPolicy.of(
                                                                "scp",
                                                                policy("Allow", "ec2:*", "*"),
                                                                PolicyKind.SCP)
                                                        .compiled()))),
                        List.of());
        EvaluationResult refused = only("s3:GetObject");
        assertEquals("implicitDeny", refused.evalDecision());
        var detail = refused.organizationsDecisionDetail();
        assertTrue(detail != null && !detail.allowedByOrganizations());
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
        entries.add(new ContextEntry("aws:EpochTime", "numeric", List.of("soon")));
        assertTrue(refusal(List.of("s3:GetObject")).contains("aws:EpochTime"));
    }

    private String refusal(List<String> actions, String... resources) {
        return assertThrows(InvalidSimulation.class, () -> page(actions, List.of(resources)))
                .reason();
    }

    private EvaluationResult only(String action, String... resources) throws InvalidSimulation {
        Simulator.Page page = page(List.of(action), List.of(resources));
        assertEquals(1, page.results().size());
        return page.results().getFirst();
    }

    private Simulator.Page page(List<String> actions, List<String> arns) throws InvalidSimulation {
        SimulatedCaller simulated =
                caller == null
                        ? SimulatedCaller.unnamed(new AccountId("111122223333"))
                        : SimulatedCaller.of(caller);
        List<SimulatedPolicy> policies = new ArrayList<>();
        for (String text : identity) {
            policies.add(
                    SimulatedPolicy.of(
                            "PolicyInputList." + (policies.size() + 1), text, PolicyKind.IDENTITY));
        }
        List<String> resources = Simulation.resources(arns);
        Simulation simulation =
                new Simulation(
                        Simulation.actions(actions, resources, null),
                        resources,
                        simulated,
                        owner == null ? simulated.account() : Simulation.owner(owner),
                        policies,
                        boundary == null
                                ? null
                                : SimulatedPolicy.of("B", boundary, PolicyKind.IDENTITY),
                        resourcePolicy == null
                                ? null
                                : SimulatedPolicy.of(
                                        "ResourcePolicy", resourcePolicy, PolicyKind.RESOURCE),
                        SimulatedContext.of(simulated, entries, NOW),
                        guardrails);
        return SIMULATOR.simulate(simulation.checked(), from, most);
    }

    private static List<String> names(Simulator.Page page) {
        return page.results().stream().map(EvaluationResult::evalActionName).toList();
    }

    private static List<String> sources(List<MatchedStatement> statements) {
        return statements.stream().map(MatchedStatement::sourcePolicyId).toList();
    }

    private static String policy(String effect, String action, String resource) {
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"%s","Action":"%s","Resource":"%s"}]}\
        """
                .formatted(effect, action, resource);
    }

    private static String bucketPolicy(String principal, String resource) {
        return """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},\
        "Action":["s3:List*","s3:Put*"],"Resource":"%s"}}\
        """
                .formatted(principal, resource);
    }
}
