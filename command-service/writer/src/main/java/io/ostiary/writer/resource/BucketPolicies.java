package io.ostiary.writer.resource;

import io.ostiary.contract.error.S3Error;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicy;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.CanonicalUser;
import io.ostiary.policy.document.ActionElement;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.document.ResourceElement;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.parse.PolicyParseResult.MalformedPolicy;
import io.ostiary.policy.parse.PolicyParseResult.ParsedPolicy;
import io.ostiary.policy.parse.PolicyParser;
import io.ostiary.state.view.AccountView;
import io.ostiary.writer.resource.BucketActions.Target;
import io.ostiary.writer.rule.Lookup;
import io.ostiary.writer.rule.PrincipalBindings;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A bucket's policy as S3 judges it: it is told in S3's words, its actions are S3's and apply to
 * what the statement speaks of, and that lies in the bucket. The texts are those that users of S3
 * were answered, as Seagate's CORTX and versitygw have them.
 */
final class BucketPolicies {

    /** Amazon S3 User Guide, "Bucket policies for Amazon S3": 20 KB. */
    static final int MAX_BYTES = 20 * 1024;

    private static final String BUCKETS = "arn:aws:s3:::";
    private static final String INVALID_PRINCIPAL = "Invalid principal in policy";

    private BucketPolicies() {}

    /**
     * @param foreign unique ids of principals in other accounts, by ARN
     */
    static Lookup<ResourcePolicy> read(
            AccountView account, String bucket, String document, Map<String, String> foreign) {
        if (document.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Lookup.refused(
                    new S3Error(
                            S3Error.Kind.POLICY_TOO_LARGE,
                            "Policy exceeds the maximum allowed document size.",
                            ""));
        }
        return switch (PolicyParser.parse(document, PolicyKind.RESOURCE)) {
            case MalformedPolicy(String reason) -> malformed(told(document, reason));
            case ParsedPolicy(PolicyDocument parsed) -> {
                String problem = problem(parsed, bucket);
                yield problem == null
                        ? bound(account, document, parsed, foreign)
                        : malformed(problem);
            }
        };
    }

    /** Only S3 takes a canonical user id (S3 User Guide, "Principals for bucket policies"). */
    private static Lookup<ResourcePolicy> bound(
            AccountView account,
            String document,
            PolicyDocument parsed,
            Map<String, String> foreign) {
        return switch (PrincipalBindings.of(account, parsed, foreign)) {
            case PrincipalBindings.Bound(var ids) -> {
                Map<String, String> bound = new HashMap<>(ids);
                for (String canonical : parsed.canonicalUsers()) {
                    AccountId named = CanonicalUser.account(canonical);
                    if (named == null) {
                        yield malformed(INVALID_PRINCIPAL);
                    }
                    bound.put(canonical, named.value());
                }
                yield Lookup.found(
                        new ResourcePolicy(document, bound, PublicAccess.isPublic(parsed)));
            }
            case PrincipalBindings.Unknown _ -> malformed(INVALID_PRINCIPAL);
        };
    }

    private static Lookup<ResourcePolicy> malformed(String message) {
        return Lookup.refused(S3Error.malformedPolicy(message));
    }

    /** What IAM's parser says, in S3's words. */
    private static String told(String document, String reason) {
        if (reason.startsWith("Syntax errors")) {
            return document.stripLeading().startsWith("{")
                    ? "Invalid policy syntax."
                    : "Policies must be valid JSON and the first byte must be '{'";
        }
        if (reason.startsWith("Invalid principal")) {
            return INVALID_PRINCIPAL;
        }
        if (reason.startsWith("Policy statement must contain")) {
            return "Missing required field " + (reason.contains("actions") ? "Action" : "Resource");
        }
        if (reason.startsWith("Actions/Condition") || reason.startsWith("Vendor")) {
            return "Policy has invalid action";
        }
        if (reason.startsWith("Resource")
                || reason.startsWith("Partition")
                || reason.startsWith("IAM resource")) {
            return "Policy has invalid resource";
        }
        return reason;
    }

    private static @Nullable String problem(PolicyDocument parsed, String bucket) {
        for (Statement statement : parsed.statements()) {
            String problem = problem(statement, bucket);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static @Nullable String problem(Statement statement, String bucket) {
        ActionElement action = statement.action();
        if (!action.patterns().stream().allMatch(BucketActions::isAction)) {
            return "Policy has invalid action";
        }
        ResourceElement resource = statement.resource();
        if (resource == null) {
            return "Missing required field Resource";
        }
        var targets = EnumSet.noneOf(Target.class);
        for (String pattern : resource.patterns()) {
            Set<Target> meant = targets(pattern, bucket);
            if (meant.isEmpty()) {
                return "Policy has invalid resource";
            }
            targets.addAll(meant);
        }
        boolean listed = !action.negated() && !resource.negated();
        return listed
                        && !action.patterns().stream()
                                .allMatch(pattern -> BucketActions.apply(pattern, targets))
                ? "Action does not apply to any resource(s) in statement"
                : null;
    }

    /** What of the bucket a pattern can mean; nothing where it can mean something else. */
    private static Set<Target> targets(String pattern, String bucket) {
        String own = BUCKETS + bucket;
        if (!pattern.startsWith(own)) {
            return Set.of();
        }
        String rest = pattern.substring(own.length());
        if (rest.isEmpty()) {
            return Set.of(Target.BUCKET);
        }
        return switch (rest.charAt(0)) {
            case '/' -> Set.of(Target.OBJECT);
            case '*' -> Set.of(Target.BUCKET, Target.OBJECT);
            default -> Set.of();
        };
    }
}
