package io.ostiary.policy.validate;

import io.ostiary.contract.shape.ValidatePolicyFinding;
import io.ostiary.contract.shape.ValidatePolicyFinding.Position;
import io.ostiary.policy.catalog.ServiceAuthorization;
import io.ostiary.policy.parse.PolicyParser;
import io.ostiary.policy.validate.Node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Validates a policy document (Access Analyzer API Reference, ValidatePolicy; IAM User Guide, "IAM
 * policy validation check reference"). Safe for use by many threads; what AWS's names are is read
 * at the first use.
 */
public final class PolicyValidator {

    /** IAM User Guide, "IAM and AWS STS quotas": of a managed policy, without white space. */
    private static final int IDENTITY_QUOTA = 6_144;

    /** AWS Organizations User Guide, "Quotas": of a service control policy. */
    private static final int SCP_QUOTA = 10_240;

    private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");
    private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");

    private final ServiceAuthorization data;
    private volatile @Nullable KnownNames known;

    public PolicyValidator(ServiceAuthorization data) {
        this.data = data;
    }

    /**
     * @param resourceType as the API names it, or null
     */
    public List<ValidatePolicyFinding> validate(
            String text, PolicyType type, @Nullable String resourceType) {
        var findings = new Findings(text);
        try {
            Place root = Place.root(NodeReader.read(text));
            if (root.node() instanceof ObjectNode document) {
                document(text, root, document, type, resourceType, findings);
            } else {
                findings.add(Check.DATA_TYPE_MISMATCH, root, "Object");
            }
        } catch (NodeReader.SyntaxError e) {
            syntaxError(text, e.offset(), findings);
        }
        return findings.all();
    }

    private static void syntaxError(String text, int offset, Findings findings) {
        Position position = findings.position(offset);
        int end = Math.min(offset + 1, text.length());
        findings.add(
                Check.JSON_SYNTAX_ERROR,
                new Place(List.of(), new Node.NullNode(offset, end), offset, end),
                Integer.toString(offset),
                Integer.toString(position.line()),
                Integer.toString(position.column()));
    }

    private void document(
            String text,
            Place root,
            ObjectNode document,
            PolicyType type,
            @Nullable String resourceType,
            Findings findings) {
        Node version = document.get("Version");
        boolean variables =
                version instanceof Node.TextNode(int _, int _, String value)
                        && value.equals("2012-10-17");
        var scope = new Scope(type, resourceType, variables, names(), findings);
        Duplicates.check(root, findings);
        Place statement = null;
        for (Node.Member member : document.members()) {
            Place place = root.member(member);
            switch (member.name()) {
                case "Version" -> version(place, scope);
                case "Id" -> {
                    if (!place.isText()) {
                        scope.expect("String", place);
                    }
                }
                case "Statement" -> statement = place;
                default ->
                        findings.add(
                                Check.INVALID_POLICY_ELEMENT, root.name(member), member.name());
            }
        }
        if (version == null) {
            findings.add(Check.MISSING_VERSION, root);
        }
        if (statement == null || statement.isEmptyList()) {
            findings.add(Check.MISSING_STATEMENT, statement == null ? root : statement);
        } else {
            statements(statement, scope);
        }
        size(text, root, scope);
    }

    private static void version(Place version, Scope scope) {
        if (!version.isText()) {
            scope.expect("String", version);
        } else if (!VERSIONS.contains(version.text())) {
            scope.findings()
                    .add(Check.INVALID_VERSION, version, version.text(), "2012-10-17, 2008-10-17");
        }
    }

    private static void statements(Place list, Scope scope) {
        List<Place> statements = new ArrayList<>();
        for (Place place : list.each()) {
            if (place.node() instanceof ObjectNode statement) {
                statements.add(place);
                new StatementRules(scope, place, statement).check();
            } else {
                scope.expect("Object", place);
            }
        }
        SidRules.check(statements, scope);
        RedundancyRules.checkStatements(statements, scope);
    }

    private static void size(String text, Place root, Scope scope) {
        int bare = PolicyParser.nonWhitespaceLength(text);
        switch (scope.type()) {
            case IDENTITY_POLICY -> {
                if (bare > IDENTITY_QUOTA) {
                    tooLong(
                            Check.POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA,
                            bare,
                            IDENTITY_QUOTA,
                            root,
                            scope);
                }
            }
            case SERVICE_CONTROL_POLICY -> {
                if (text.length() > SCP_QUOTA) {
                    tooLong(
                            Check.POLICY_SIZE_EXCEEDS_SCP_QUOTA,
                            text.length(),
                            SCP_QUOTA,
                            root,
                            scope);
                }
            }
            case RESOURCE_POLICY, RESOURCE_CONTROL_POLICY -> {}
        }
    }

    private static void tooLong(Check check, int length, int quota, Place root, Scope scope) {
        scope.findings().add(check, root, Integer.toString(length), Integer.toString(quota));
    }

    private KnownNames names() {
        KnownNames names = known;
        if (names == null) {
            names = new KnownNames(data);
            known = names;
        }
        return names;
    }
}
