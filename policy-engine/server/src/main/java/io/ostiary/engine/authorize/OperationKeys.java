package io.ostiary.engine.authorize;

import io.ostiary.contract.port.Engine.Parameters;
import io.ostiary.contract.shape.Tag;
import io.ostiary.policy.request.ConditionKeys;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The condition keys of an operation on one of its resources: the service's own, and those of tags,
 * for exactly the actions for which the service-authorization data lists them (attack A091), and
 * there always; beside them the caller's.
 */
final class OperationKeys implements ConditionKeys {

    private static final String RESOURCE_TAG = "aws:resourcetag/";
    private static final String IAM_RESOURCE_TAG = "iam:resourcetag/";
    private static final String BUCKET_TAG = "s3:buckettag/";
    private static final String REQUEST_TAG = "aws:requesttag/";

    // A bucket's API takes no other form.
    private static final List<String> BY_HEADER = List.of("REST-HEADER");
    private static final List<String> VERSION_4 = List.of("AWS4-HMAC-SHA256");

    /** Keys that are a parameter, or the first of several that is given. */
    private static final Map<String, List<String>> BY_PARAMETER =
            Map.ofEntries(
                    Map.entry("iam:awsservicename", List.of("AWSServiceName")),
                    Map.entry("iam:servicespecificcredentialservicename", List.of("ServiceName")),
                    Map.entry("iam:servicespecificcredentialagedays", List.of("CredentialAgeDays")),
                    Map.entry("iam:organizationspolicyid", List.of("OrganizationsPolicyId")),
                    Map.entry("iam:delegationduration", List.of("SessionDuration")),
                    Map.entry("iam:notificationchannel", List.of("NotificationChannel")),
                    Map.entry("organizations:policytype", List.of("PolicyType", "Type", "Filter")),
                    Map.entry("organizations:serviceprincipal", List.of("ServicePrincipal")),
                    Map.entry("s3:locationconstraint", List.of("LocationConstraint")),
                    Map.entry("s3:x-amz-acl", List.of("ACL")),
                    Map.entry("s3:x-amz-object-ownership", List.of("ObjectOwnership")),
                    Map.entry("s3:x-amz-bucket-namespace", List.of("BucketNamespace")),
                    Map.entry("s3:x-amz-grant-full-control", List.of("GrantFullControl")),
                    Map.entry("s3:x-amz-grant-read", List.of("GrantRead")),
                    Map.entry("s3:x-amz-grant-read-acp", List.of("GrantReadACP")),
                    Map.entry("s3:x-amz-grant-write", List.of("GrantWrite")),
                    Map.entry("s3:x-amz-grant-write-acp", List.of("GrantWriteACP")));

    private final CallerKeys caller;
    private final OperationAccess access;
    private final Parameters parameters;
    private final AccountState state;
    private final ResolvedResource resource;

    OperationKeys(
            CallerKeys caller,
            OperationAccess access,
            Parameters parameters,
            AccountState state,
            ResolvedResource resource) {
        this.caller = caller;
        this.access = access;
        this.parameters = parameters;
        this.state = state;
        this.resource = resource;
    }

    @Override
    public @Nullable List<String> values(String key) {
        int slash = key.indexOf('/');
        String listed = slash < 0 ? key : key.substring(0, slash + 1);
        if (!access.conditionKeys().contains(listed)) {
            return caller.values(key, resource.account());
        }
        if (slash >= 0) {
            return tag(listed, key.substring(slash + 1));
        }
        return switch (key) {
            case "iam:permissionsboundary" -> boundary();
            case "iam:policyarn" -> policyArn();
            case "aws:tagkeys" -> tagKeys();
            case "s3:resourceaccount" -> List.of(resource.account().value());
            case "s3:authtype" -> BY_HEADER;
            case "s3:signatureversion" -> VERSION_4;
            default -> byParameter(key);
        };
    }

    private @Nullable List<String> tag(String family, String key) {
        return switch (family) {
            case RESOURCE_TAG, IAM_RESOURCE_TAG, BUCKET_TAG -> {
                List<Tag> tags = resource.tags();
                yield tags == null ? null : CallerKeys.tag(tags, key);
            }
            case REQUEST_TAG ->
                    parameters.tagKeysOnly() ? null : CallerKeys.tag(parameters.tags(), key);
            default -> null;
        };
    }

    /** The one that is asked for, else the one that the user or role has. */
    private @Nullable List<String> boundary() {
        String asked = parameters.values().get("PermissionsBoundary");
        if (asked != null) {
            return List.of(ResourceCatalog.policyArn(state, asked));
        }
        var entity = resource.entity();
        String has = entity == null ? null : entity.attachments().boundaryArn();
        return has == null ? null : List.of(has);
    }

    private @Nullable List<String> policyArn() {
        String given = parameters.values().get("PolicyArn");
        return given == null ? null : List.of(ResourceCatalog.policyArn(state, given));
    }

    private @Nullable List<String> tagKeys() {
        if (parameters.tags().isEmpty()) {
            return null;
        }
        var keys = new ArrayList<String>(parameters.tags().size());
        for (Tag tag : parameters.tags()) {
            keys.add(tag.key());
        }
        return keys;
    }

    private @Nullable List<String> byParameter(String key) {
        for (String parameter : BY_PARAMETER.getOrDefault(key, List.of())) {
            String value = parameters.values().get(parameter);
            if (value != null) {
                return List.of(value);
            }
        }
        return null;
    }
}
