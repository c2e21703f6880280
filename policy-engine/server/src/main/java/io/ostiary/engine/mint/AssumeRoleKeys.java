package io.ostiary.engine.mint;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.StsRequest.AssumeRole;
import io.ostiary.engine.authorize.CallerKeys;
import io.ostiary.policy.request.ConditionKeys;
import io.ostiary.state.entity.Role;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The condition keys of AssumeRole (Service Authorization Reference, "AWS Security Token Service"),
 * beside the caller's.
 */
final class AssumeRoleKeys implements ConditionKeys {

    private static final String RESOURCE_TAG = "aws:resourcetag/";
    private static final String IAM_RESOURCE_TAG = "iam:resourcetag/";

    private final CallerKeys caller;
    private final AssumeRole request;
    private final AccountId owner;
    private final @Nullable Role role;

    AssumeRoleKeys(CallerKeys caller, AssumeRole request, AccountId owner, @Nullable Role role) {
        this.caller = caller;
        this.request = request;
        this.owner = owner;
        this.role = role;
    }

    @Override
    public @Nullable List<String> values(String key) {
        if (key.startsWith(RESOURCE_TAG)) {
            return tag(key.substring(RESOURCE_TAG.length()));
        }
        if (key.startsWith(IAM_RESOURCE_TAG)) {
            return tag(key.substring(IAM_RESOURCE_TAG.length()));
        }
        return switch (key) {
            case "sts:externalid" ->
                    request.externalId() == null ? null : List.of(request.externalId());
            case "sts:rolesessionname" -> List.of(request.roleSessionName());
            default -> caller.values(key, owner);
        };
    }

    private @Nullable List<String> tag(String key) {
        return role == null ? null : CallerKeys.tag(role.attachments().tags(), key);
    }
}
