package io.ostiary.policy.parse;

import io.ostiary.policy.document.ActionElement;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.document.PolicyVersion;
import io.ostiary.policy.document.PrincipalElement;
import io.ostiary.policy.document.ResourceElement;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.json.JsonLimits;
import io.ostiary.policy.json.JsonValue;
import io.ostiary.policy.json.JsonValue.JsonObject;
import io.ostiary.policy.json.MalformedJson;
import io.ostiary.policy.json.StrictJsonReader;
import io.ostiary.policy.parse.PolicyParseResult.MalformedPolicy;
import io.ostiary.policy.parse.PolicyParseResult.ParsedPolicy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Reads a policy document. A document with several faults is answered as AWS answers it: syntax
 * first, then the version, then what AWS calls legacy parsing (dates, the case of Effect, odd
 * ARNs), then unique Sids, that there are actions, the form of resources and of actions, that there
 * are resources.
 */
public final class PolicyParser {

    /** The model's bound for a document (IAM API Reference, {@code policyDocumentType}). */
    public static final int MAX_CHARACTERS = 131_072;

    /** Document, list, statement, condition, operator, list of values: six; the rest is malice. */
    private static final int MAX_DEPTH = 12;

    private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");
    private static final StrictJsonReader JSON =
            new StrictJsonReader(new JsonLimits(MAX_CHARACTERS, MAX_DEPTH));

    private PolicyParser() {}

    public static PolicyParseResult parse(String text, PolicyKind kind) {
        try {
            return parse(JSON.read(text), kind);
        } catch (MalformedJson e) {
            return malformed(
                    kind,
                    kind == PolicyKind.TRUST
                            ? "This policy contains invalid Json"
                            : Refused.syntax().reason());
        }
    }

    /** Of a document that was read already, by a reader with limits of its own. */
    public static PolicyParseResult parse(JsonValue document, PolicyKind kind) {
        try {
            return new ParsedPolicy(document(document, kind));
        } catch (Refused e) {
            return malformed(kind, e.reason());
        }
    }

    /** Organizations has one text for every fault (API Reference, CreatePolicy). */
    private static MalformedPolicy malformed(PolicyKind kind, String reason) {
        return new MalformedPolicy(
                kind.isGuardrail()
                        ? "The provided policy document does not meet the requirements of the"
                                + " specified policy type."
                        : reason);
    }

    /**
     * The size that AWS's limits count: every character but white space (IAM User Guide, "IAM and
     * AWS STS quotas"), inside strings too.
     */
    public static int nonWhitespaceLength(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
                length++;
            }
        }
        return length;
    }

    private static PolicyDocument document(JsonValue value, PolicyKind kind) throws Refused {
        JsonObject root = SyntaxReader.object(value);
        for (String name : root.members().keySet()) {
            if (!ELEMENTS.contains(name)) {
                throw Refused.syntax();
            }
        }
        JsonValue id = root.get("Id");
        String idText = id == null ? null : SyntaxReader.text(id);
        PolicyVersion version = version(root.get("Version"));
        List<RawStatement> statements = SyntaxReader.statements(root.get("Statement"));
        if ((!kind.namesPrincipals() || kind.isGuardrail())
                && version != PolicyVersion.V2012_10_17) {
            throw new Refused("Policy document must be version 2012-10-17 or greater.");
        }
        String resourceProblem = legacy(statements, version);
        checkSids(statements, kind);
        for (RawStatement statement : statements) {
            checkPrincipal(statement, kind);
        }
        for (RawStatement statement : statements) {
            ActionElement action = statement.action();
            if (action == null || action.patterns().isEmpty()) {
                throw new Refused("Policy statement must contain actions.");
            }
        }
        if (resourceProblem != null) {
            throw new Refused(resourceProblem);
        }
        List<Statement> checked = new ArrayList<>(statements.size());
        for (RawStatement statement : statements) {
            checked.add(checked(statement, kind));
        }
        return new PolicyDocument(kind, version, idText, checked);
    }

    private static PolicyVersion version(@Nullable JsonValue version) throws Refused {
        if (version == null) {
            // The default (IAM User Guide, "Version").
            return PolicyVersion.V2008_10_17;
        }
        String text = SyntaxReader.text(version);
        for (PolicyVersion known : PolicyVersion.values()) {
            if (known.text().equals(text)) {
                return known;
            }
        }
        throw Refused.syntax();
    }

    /** Returns a fault of a resource that is answered later, or null. */
    private static @Nullable String legacy(List<RawStatement> statements, PolicyVersion version)
            throws Refused {
        for (RawStatement statement : statements) {
            if (!statement.effect().equals("Allow") && !statement.effect().equals("Deny")) {
                throw Refused.legacy();
            }
            ConditionRules.check(statement.condition());
        }
        for (RawStatement statement : statements) {
            ResourceElement resource = statement.resource();
            String problem = resource == null ? null : ResourceRules.problem(resource, version);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static void checkSids(List<RawStatement> statements, PolicyKind kind) throws Refused {
        Set<String> sids = new HashSet<>();
        for (RawStatement statement : statements) {
            String sid = statement.sid();
            // An empty Sid is no Sid: Terraform writes them.
            if (sid == null || sid.isEmpty()) {
                continue;
            }
            if (kind != PolicyKind.RESOURCE && !isAlphanumeric(sid)) {
                throw new Refused(
                        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies"
                                + " the regular expression [0-9A-Za-z]*");
            }
            if (!sids.add(sid)) {
                throw new Refused("Statement IDs (SID) in a single policy must be unique.");
            }
        }
    }

    private static void checkPrincipal(RawStatement statement, PolicyKind kind) throws Refused {
        PrincipalElement principal = statement.principal();
        if (!kind.namesPrincipals()) {
            if (principal != null) {
                throw new Refused("Policy document should not specify a principal.");
            }
            return;
        }
        if (principal == null) {
            throw new Refused("Missing required field Principal");
        }
        if (principal.negated() && kind == PolicyKind.TRUST) {
            throw new Refused("Has prohibited field NotPrincipal");
        }
        if (principal.negated() && statement.effect().equals("Allow")) {
            // The guide says not to combine them; it would let everybody in but the ones named.
            throw new Refused("Allow with NotPrincipal is not allowed.");
        }
        PrincipalRules.check(principal);
        if (kind == PolicyKind.RCP) {
            GuardrailRules.checkPrincipal(principal);
        }
    }

    private static void checkResource(RawStatement statement, PolicyKind kind) throws Refused {
        ResourceElement resource = statement.resource();
        if (kind == PolicyKind.TRUST) {
            if (resource != null) {
                throw new Refused(
                        "Has prohibited field "
                                + (resource.negated() ? "NotResource" : "Resource"));
            }
            return;
        }
        if (resource == null || resource.patterns().isEmpty()) {
            throw new Refused("Policy statement must contain resources.");
        }
    }

    private static Statement checked(RawStatement statement, PolicyKind kind) throws Refused {
        ActionElement action = Objects.requireNonNull(statement.action());
        ActionRules.check(action);
        if (kind == PolicyKind.TRUST) {
            ActionRules.checkTrust(action);
        }
        if (kind == PolicyKind.RCP) {
            GuardrailRules.check(statement.effect(), action);
        }
        checkResource(statement, kind);
        return new Statement(
                statement.sid(),
                statement.effect().equals("Allow") ? Effect.ALLOW : Effect.DENY,
                statement.principal(),
                action,
                statement.resource(),
                statement.condition());
    }

    private static boolean isAlphanumeric(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) {
                return false;
            }
        }
        return true;
    }
}
