package io.ostiary.policy.parse;

import io.ostiary.policy.document.PolicyVersion;
import io.ostiary.policy.document.ResourceElement;
import io.ostiary.policy.value.CutArn;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * How a resource must look: {@code *} or an ARN. The texts are those AWS answers; where a list has
 * several bad entries the first one is named.
 */
final class ResourceRules {

    private static final Set<String> PARTITIONS =
            Set.of(
                    "aws",
                    "aws-cn",
                    "aws-us-gov",
                    "aws-iso",
                    "aws-iso-b",
                    "aws-iso-e",
                    "aws-iso-f",
                    "aws-eusc");

    private static final List<String> IAM_PATHS =
            List.of(
                    "user/",
                    "federated-user/",
                    "role/",
                    "group/",
                    "instance-profile/",
                    "mfa/",
                    "server-certificate/",
                    "policy/",
                    "sms-mfa/",
                    "saml-provider/",
                    "oidc-provider/",
                    "report/",
                    "access-report/");

    private ResourceRules() {}

    /**
     * The first reason against an entry, or null.
     *
     * @throws Refused where AWS's older parser is the one that refuses: it answers before all else
     */
    static @Nullable String problem(ResourceElement resource, PolicyVersion version)
            throws Refused {
        for (String pattern : resource.patterns()) {
            if (pattern.equals("*")) {
                continue;
            }
            List<String> parts = CutArn.cutPattern(pattern, version.hasVariables());
            String problem = problem(pattern, parts);
            if (problem != null) {
                return problem;
            }
            if (parts.get(2).isEmpty() || (parts.size() < 6 && pattern.contains("::"))) {
                throw Refused.legacy();
            }
        }
        return null;
    }

    private static @Nullable String problem(String pattern, List<String> parts) {
        if (parts.size() == 1) {
            return "Resource " + pattern + " must be in ARN format or \"*\".";
        }
        String partition = parts.get(1);
        if (!PARTITIONS.contains(partition) && !hasWildcard(partition)) {
            return "Partition \"%s\" is not valid for resource \"arn:%s:%s:%s:%s:%s\"."
                    .formatted(
                            partition,
                            partition,
                            part(parts, 2),
                            part(parts, 3),
                            part(parts, 4),
                            part(parts, 5));
        }
        if (!parts.get(0).equals("arn")) {
            return "Resource " + pattern + " must be in ARN format or \"*\".";
        }
        if (parts.size() == 2 || hasWildcard(parts.get(2))) {
            return "Resource vendor must be fully qualified and cannot contain regexes.";
        }
        return switch (parts.get(2)) {
            case "iam" -> iamProblem(pattern, parts);
            // Access points and access grants have a region, and then an account; buckets neither.
            case "s3" ->
                    !blank(parts, 3) && blank(parts, 4)
                            ? "Resource " + pattern + " can not contain region information."
                            : null;
            default -> null;
        };
    }

    private static @Nullable String iamProblem(String pattern, List<String> parts) {
        if (!blank(parts, 3) && !parts.get(3).equals("*")) {
            return "IAM resource " + pattern + " cannot contain region information.";
        }
        if (parts.size() < 6) {
            return null;
        }
        String path = parts.get(5);
        int slash = path.indexOf('/');
        String type = slash < 0 ? path : path.substring(0, slash);
        boolean open = hasWildcard(type) || type.indexOf('$') >= 0;
        if (open || path.equals("root") || IAM_PATHS.stream().anyMatch(path::startsWith)) {
            return null;
        }
        return "IAM resource path must either be \"*\" or start with "
                + String.join(", ", IAM_PATHS)
                + ".";
    }

    private static boolean blank(List<String> parts, int part) {
        return parts.size() <= part || parts.get(part).isEmpty();
    }

    /** AWS shows a part that was left out as a star. */
    private static String part(List<String> parts, int part) {
        return parts.size() > part ? parts.get(part) : "*";
    }

    private static boolean hasWildcard(String part) {
        return part.indexOf('*') >= 0 || part.indexOf('?') >= 0;
    }
}
