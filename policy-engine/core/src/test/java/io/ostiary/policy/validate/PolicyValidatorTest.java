package io.ostiary.policy.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.shape.ValidatePolicyFinding;
import io.ostiary.contract.shape.ValidatePolicyFinding.Location;
import io.ostiary.contract.shape.ValidatePolicyFinding.PathElement;
import io.ostiary.contract.shape.ValidatePolicyFinding.Position;
import io.ostiary.contract.shape.ValidatePolicyFinding.Span;
import io.ostiary.policy.catalog.ServiceAuthorization;
import io.ostiary.policy.managed.ManagedPolicy;
import io.ostiary.policy.managed.ManagedPolicyCatalog;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is found, and where. */
final class PolicyValidatorTest {

    private static final PolicyValidator VALIDATOR =
            new PolicyValidator(ServiceAuthorization.open());

    private record Case(
            Check check,
            PolicyType type,
            @Nullable String resourceType,
            String text,
            String twin) {}

    @Test
    void everyCheckThatIsBuiltIsRaisedByItsDocumentAndNotByItsTwin() throws IOException {
        List<String> faults = new ArrayList<>();
        EnumSet<Check> seen = EnumSet.noneOf(Check.class);
        for (Case each : cases()) {
            seen.add(each.check());
            if (!codes(each, each.text()).contains(each.check().name())) {
                faults.add(each.check() + " is not raised by " + each.text());
            }
            if (codes(each, each.twin()).contains(each.check().name())) {
                faults.add(each.check() + " is raised by its twin " + each.twin());
            }
        }
        assertEquals(List.of(), faults);
        assertEquals(EnumSet.allOf(Check.class), seen);
        System.out.printf("%d checks of ValidatePolicy are built%n", seen.size());
    }

    @Test
    void everyCheckOfAwssListIsBuiltOrHasItsReason() {
        Set<String> built =
                CheckTable.lines().stream()
                        .filter(CheckTable.Line::built)
                        .map(CheckTable.Line::code)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Arrays.stream(Check.values())
                        .map(Enum::name)
                        .collect(Collectors.toCollection(TreeSet::new)),
                built);
        assertEquals(
                CheckTable.lines().size(),
                CheckTable.lines().stream().map(CheckTable.Line::code).distinct().count());
    }

    /** AWS CLI, example of validate-policy: the document as it stands there, and its places. */
    @Test
    void aFindingIsPlacedAsAwsPlacesIt() {
        String text =
                """
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Sid": "",
                            "Effect": "Allow",
                            "Principal": {
                                "Federated": "cognito-identity.amazonaws.com"
                            },
                            "Action": [
                                "sts:AssumeRole",
                                "sts:TagSession"
                            ],
                            "Condition": {
                                "StringEquals": {
                                    "cognito-identity.amazonaws.com:aud": "us-west-2_EXAMPLE"
                                }
                            }
                        }
                    ]
                }
                """;
        List<ValidatePolicyFinding> findings =
                VALIDATOR.validate(text, PolicyType.RESOURCE_POLICY, null);
        ValidatePolicyFinding mismatched = finding(findings, Check.MISMATCHED_ACTION_FOR_PRINCIPAL);
        assertEquals(
                List.of(
                        new Location(
                                List.of(
                                        PathElement.value("Statement"),
                                        PathElement.index(0),
                                        PathElement.value("Action"),
                                        PathElement.index(0)),
                                new Span(new Position(11, 16, 258), new Position(11, 32, 274))),
                        new Location(
                                List.of(
                                        PathElement.value("Statement"),
                                        PathElement.index(0),
                                        PathElement.value("Principal"),
                                        PathElement.value("Federated")),
                                new Span(new Position(8, 29, 170), new Position(8, 61, 202)))),
                mismatched.locations());
        assertEquals(
                "The sts:AssumeRole action is invalid with the following principal(s):"
                        + " cognito-identity.amazonaws.com. Use a SAML provider principal with the"
                        + " sts:AssumeRoleWithSAML action or use an OIDC provider principal with"
                        + " the sts:AssumeRoleWithWebIdentity action. Ensure the provider is"
                        + " Federated if you use either of the two options.",
                mismatched.findingDetails());
        ValidatePolicyFinding sid = finding(findings, Check.EMPTY_SID_VALUE);
        assertEquals("SUGGESTION", sid.findingType());
        assertEquals(
                "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html"
                    + "#access-analyzer-reference-policy-checks-suggestion-empty-sid-value",
                sid.learnMoreLink());
        assertEquals(
                new Span(new Position(5, 19, 79), new Position(5, 21, 81)),
                sid.locations().getFirst().span());
    }

    @Test
    void namesStandInTheTextsWhereAwsPutsThem() {
        assertEquals(
                "The action s3:ListBuckets does not exist. Did you mean s3:ListAllMyBuckets? The"
                        + " API called ListBuckets authorizes against the IAM action"
                        + " s3:ListAllMyBuckets.",
                details("\"Action\":\"s3:ListBuckets\",\"Resource\":\"*\"", Check.INVALID_ACTION));
        assertEquals(
                "The action sqs:DeleteMessageBatch does not exist.",
                details(
                        "\"Action\":\"sqs:DeleteMessageBatch\",\"Resource\":\"*\"",
                        Check.INVALID_ACTION));
        assertEquals(
                "The service DOES_NOT_EXIST:* specified in the action does not exist.",
                details(
                        "\"Action\":\"DOES_NOT_EXIST:*\",\"Resource\":\"*\"",
                        Check.INVALID_SERVICE_IN_ACTION));
        assertEquals(
                "The non-zero bits in the IP address after the masked bits are ignored. Replace"
                        + " address with 203.0.113.0/24.",
                details(
                        "\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"IpAddress\":"
                                + "{\"aws:SourceIp\":\"203.0.113.9/24\"}}",
                        Check.IMPROVE_IP_RANGE));
    }

    /** Those that do are AWS's to mend; a name in the list without a fault has to go. */
    @Test
    void noManagedPolicyRaisesAnErrorUnlessListed() throws IOException {
        ManagedPolicyCatalog catalog = ManagedPolicyCatalog.open();
        Set<String> found = new TreeSet<>();
        for (ManagedPolicy policy : catalog.policies()) {
            for (ValidatePolicyFinding finding :
                    VALIDATOR.validate(
                            catalog.document(policy.arn()), PolicyType.IDENTITY_POLICY, null)) {
                if (finding.findingType().equals("ERROR")) {
                    found.add(
                            policy.arn().substring("arn:aws:iam::aws:policy/".length())
                                    + "\t"
                                    + finding.issueCode());
                }
            }
        }
        String file = "managed-policies-with-errors.tsv";
        Set<String> listed = new TreeSet<>();
        for (String line : text(file).lines().toList()) {
            if (!line.startsWith("#")) {
                listed.add(line);
            }
        }
        Set<String> unlisted = new TreeSet<>(found);
        unlisted.removeAll(listed);
        listed.removeAll(found);
        assertTrue(
                unlisted.isEmpty() && listed.isEmpty(),
                () ->
                        file
                                + ": not listed: "
                                + String.join("\n", unlisted)
                                + "\nlisted for nothing: "
                                + listed);
    }

    private static String details(String members, Check check) {
        List<ValidatePolicyFinding> findings =
                VALIDATOR.validate(
                        document("\"Effect\":\"Allow\"," + members),
                        PolicyType.IDENTITY_POLICY,
                        null);
        return finding(findings, check).findingDetails();
    }

    private static ValidatePolicyFinding finding(
            List<ValidatePolicyFinding> findings, Check check) {
        return findings.stream()
                .filter(each -> each.issueCode().equals(check.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(check + " is not among " + findings));
    }

    private static Set<String> codes(Case each, String text) {
        Set<String> codes = new HashSet<>();
        for (ValidatePolicyFinding finding :
                VALIDATOR.validate(text, each.type(), each.resourceType())) {
            assertFalse(finding.locations().isEmpty(), finding.issueCode());
            codes.add(finding.issueCode());
        }
        return codes;
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String line : text("cases.tsv").lines().toList()) {
            if (line.startsWith("#")) {
                continue;
            }
            String[] columns = line.split("\t", -1);
            assertEquals(4, columns.length, line);
            String[] type = columns[1].split(" ", 2);
            cases.add(
                    new Case(
                            Check.valueOf(columns[0]),
                            switch (type[0]) {
                                case "identity" -> PolicyType.IDENTITY_POLICY;
                                case "resource" -> PolicyType.RESOURCE_POLICY;
                                case "scp" -> PolicyType.SERVICE_CONTROL_POLICY;
                                default -> throw new IOException("no policy type: " + line);
                            },
                            type.length > 1 ? type[1] : null,
                            whole(columns[2]),
                            whole(columns[3])));
        }
        return cases;
    }

    private static String whole(String cell) {
        return cell.startsWith("S ") ? document(cell.substring(2)) : cell;
    }

    private static String document(String members) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{" + members + "}]}";
    }

    private static String text(String resource) throws IOException {
        try (InputStream file = PolicyValidatorTest.class.getResourceAsStream(resource)) {
            return new String(
                    Objects.requireNonNull(file, resource).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
