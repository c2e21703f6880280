package io.ostiary.policy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.shape.ContextEntry;
import io.ostiary.contract.shape.EvaluationResult;
import io.ostiary.contract.shape.EvaluationResult.OrganizationsDecisionDetail;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.evaluate.LabelledPolicy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A simulation under the service control policies of the caller's account. "If an AWS Organizations
 * SCP included in the evaluation denies access, the simulation ends" (IAM API Reference,
 * EvaluationResult).
 */
final class SimulatedOrganizationTest extends SimulatorFixture {

    private static final String ALICE = "arn:aws:iam::111122223333:user/alice";
    private static final String OBJECT = "arn:aws:s3:::mary/Test";
    private static final OrganizationsDecisionDetail ALLOWED =
            new OrganizationsDecisionDetail(true);
    private static final OrganizationsDecisionDetail REFUSED =
            new OrganizationsDecisionDetail(false);

    @BeforeEach
    void aliceMayReadEverything() {
        caller = ALICE;
        identity.add(policy("Allow", "s3:*", "*"));
    }

    /** One level a list, from the root to the account. */
    @SafeVarargs
    private final void under(List<String>... levels) throws InvalidSimulation {
        List<List<LabelledPolicy>> scps = new ArrayList<>();
        for (List<String> level : levels) {
            List<LabelledPolicy> policies = new ArrayList<>();
            for (String text : level) {
                var compiled = SimulatedPolicy.of("scp", text, PolicyKind.SCP).compiled();
                policies.add(new LabelledPolicy("scp", compiled));
            }
            scps.add(policies);
        }
        guardrails = new Guardrails(scps, List.of());
    }

    private static String everything() {
        return policy("Allow", "*", "*");
    }

    private static void ended(EvaluationResult result, String decision) {
        assertEquals(decision, result.evalDecision());
        assertEquals(REFUSED, result.organizationsDecisionDetail());
        assertEquals(List.of(), result.matchedStatements());
        assertEquals(List.of(), result.missingContextValues());
        assertNull(result.permissionsBoundaryDecisionDetail());
    }

    @Test
    void inNoOrganizationNothingIsToldOfIt() throws InvalidSimulation {
        assertNull(only("s3:GetObject").organizationsDecisionDetail());
    }

    @Test
    void whatEveryLevelAllowsIsDecidedAsElsewhere() throws InvalidSimulation {
        guardrails = Guardrails.NONE;
        assertEquals(ALLOWED, only("s3:GetObject").organizationsDecisionDetail());
        under(List.of(everything()), List.of(everything()));
        EvaluationResult result = only("s3:GetObject");
        assertEquals("allowed", result.evalDecision());
        assertEquals(ALLOWED, result.organizationsDecisionDetail());
        assertEquals(List.of("PolicyInputList.1"), sources(result.matchedStatements()));
        assertEquals("implicitDeny", only("ec2:RunInstances").evalDecision());
        assertEquals(ALLOWED, only("ec2:RunInstances").organizationsDecisionDetail());
    }

    @Test
    void whatALevelDoesNotAllowEndsTheSimulation() throws InvalidSimulation {
        under(List.of(everything()), List.of(policy("Allow", "ec2:*", "*")));
        boundary = everything();
        ended(only("s3:GetObject"), "implicitDeny");
    }

    @Test
    void whatALevelDeniesEndsItThoughTheSameLevelAllowsEverything() throws InvalidSimulation {
        under(List.of(policy("Deny", "s3:GetObject", "*"), everything()), List.of(everything()));
        ended(only("s3:GetObject"), "explicitDeny");
        assertEquals("allowed", only("s3:PutObject").evalDecision());
    }

    /** The caller's own denial is not reached. */
    @Test
    void theOrganizationSpeaksFirst() throws InvalidSimulation {
        identity.add(policy("Deny", "s3:*", "*"));
        under(List.of(policy("Allow", "ec2:*", "*")));
        ended(only("s3:GetObject"), "implicitDeny");
    }

    @Test
    void aResourcePolicyDoesNotPassIt() throws InvalidSimulation {
        under(List.of(policy("Deny", "s3:*", "*"), everything()));
        resourcePolicy = bucketPolicy(ALICE, OBJECT);
        EvaluationResult result = only("s3:PutObject", OBJECT);
        ended(result, "explicitDeny");
        assertEquals(Map.of(), result.evalDecisionDetails());
        var specific = result.resourceSpecificResults().getFirst();
        assertEquals("explicitDeny", specific.evalResourceDecision());
        assertEquals(List.of(), specific.matchedStatements());
        assertNull(specific.evalDecisionDetails());
    }

    /** "policy evaluation does not proceed any further and this parameter is not returned". */
    @Test
    void acrossAccountsNoDetailsAreToldOfWhatItEnded() throws InvalidSimulation {
        under(List.of(policy("Deny", "s3:*", "*"), everything()));
        resourcePolicy = bucketPolicy(ALICE, OBJECT);
        owner = "arn:aws:iam::999999999999:root";
        EvaluationResult result = only("s3:PutObject", OBJECT);
        ended(result, "explicitDeny");
        assertNull(result.evalDecisionDetails());
    }

    @Test
    void itsResourcesAndConditionsCount() throws InvalidSimulation {
        under(
                List.of(
                        everything(),
                        policy("Deny", "s3:*", "arn:aws:s3:::closed/*"),
                        policy("Deny", "s3:PutObject", "*")
                                .replace(
                                        "}]}",
                                        ",\"Condition\":{\"StringNotEquals\":"
                                                + "{\"aws:RequestedRegion\":\"eu-west-1\"}}}]}")));
        EvaluationResult two = only("s3:GetObject", "arn:aws:s3:::open/x", "arn:aws:s3:::closed/x");
        assertEquals("explicitDeny", two.evalDecision());
        assertEquals(REFUSED, two.organizationsDecisionDetail());
        assertEquals(
                List.of("allowed", "explicitDeny"),
                two.resourceSpecificResults().stream()
                        .map(EvaluationResult.ResourceSpecificResult::evalResourceDecision)
                        .toList());
        ended(only("s3:PutObject"), "explicitDeny");
        entries.add(new ContextEntry("aws:RequestedRegion", "string", List.of("eu-west-1")));
        assertEquals("allowed", only("s3:PutObject").evalDecision());
    }
}
