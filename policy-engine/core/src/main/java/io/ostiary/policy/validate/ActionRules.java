package io.ostiary.policy.validate;

import java.util.Map;
import java.util.Objects;

/** One action of a statement. */
final class ActionRules {

    /** Operations that are authorized by the action of another name (Amazon S3 API Reference). */
    private static final Map<String, String> AUTHORIZED_AS =
            Map.of(
                    "s3:ListBuckets", "s3:ListAllMyBuckets",
                    "s3:HeadBucket", "s3:ListBucket",
                    "s3:HeadObject", "s3:GetObject",
                    "s3:ListObjects", "s3:ListBucket",
                    "s3:ListObjectsV2", "s3:ListBucket",
                    "s3:CopyObject", "s3:GetObject");

    private static final Map<String, String> S3_TYPES = Map.of("AWS::S3::Bucket", "S3 Bucket");

    private ActionRules() {}

    static void check(Place place, Scope scope) {
        String action = place.text();
        if (action.contains("${")) {
            scope.findings().add(Check.VARIABLE_UNSUPPORTED_IN_ELEMENT, place, action);
            return;
        }
        if (action.equals("*")) {
            return;
        }
        int colon = action.indexOf(':');
        String service = colon < 0 ? "" : action.substring(0, colon);
        if (colon < 1 || action.indexOf(':', colon + 1) >= 0) {
            scope.findings().add(Check.INVALID_ACTION, place, action, "");
        } else if (Globs.has(service)) {
            scope.findings().add(Check.WILDCARD_IN_SERVICE_NAME, place);
        } else if (!scope.names().isService(service)) {
            scope.findings().add(Check.INVALID_SERVICE_IN_ACTION, place, action, "");
        } else if (!Globs.has(action) && !scope.names().isAction(action)) {
            scope.findings().add(Check.INVALID_ACTION, place, action, suggestion(action, scope));
        } else {
            ofResource(place, service, scope);
        }
    }

    private static String suggestion(String action, Scope scope) {
        String other = AUTHORIZED_AS.get(action);
        if (other != null) {
            return " Did you mean %s? The API called %s authorizes against the IAM action %s."
                    .formatted(other, action.substring(action.indexOf(':') + 1), other);
        }
        String nearest = scope.names().nearestAction(action);
        return nearest == null ? "" : " Did you mean " + nearest + "?";
    }

    private static void ofResource(Place place, String service, Scope scope) {
        String type = S3_TYPES.get(Objects.requireNonNullElse(scope.resourceType(), ""));
        if (type != null && !service.equalsIgnoreCase("s3")) {
            scope.findings().add(Check.UNSUPPORTED_ACTION_IN_POLICY, place, place.text(), type);
        }
    }
}
