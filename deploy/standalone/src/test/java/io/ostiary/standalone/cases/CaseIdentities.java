package io.ostiary.standalone.cases;

import io.ostiary.standalone.lesson.Tenant;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * The policies of users, groups and roles as a case has them. One that stays the same from case to
 * case is written once.
 */
final class CaseIdentities {

    private static final String POLICY = "case";

    private final Map<String, String> written = new HashMap<>();
    private int boundaries;

    void writeInline(Tenant tenant, boolean role, String name, @Nullable String document) {
        var iam = tenant.admin().iam();
        if (!changes(tenant.account() + "/" + name, document)) {
            return;
        }
        if (document == null && role) {
            iam.deleteRolePolicy(r -> r.roleName(name).policyName(POLICY));
        } else if (document == null) {
            iam.deleteUserPolicy(r -> r.userName(name).policyName(POLICY));
        } else if (role) {
            iam.putRolePolicy(r -> r.roleName(name).policyName(POLICY).policyDocument(document));
        } else {
            iam.putUserPolicy(r -> r.userName(name).policyName(POLICY).policyDocument(document));
        }
        written.put(tenant.account() + "/" + name, document == null ? "" : document);
    }

    void writeGroup(Tenant tenant, @Nullable String document) {
        var iam = tenant.admin().iam();
        String key = tenant.account() + "/the group";
        if (!changes(key, document)) {
            return;
        }
        if (document == null) {
            iam.deleteGroupPolicy(r -> r.groupName("group").policyName(POLICY));
        } else {
            iam.putGroupPolicy(
                    r -> r.groupName("group").policyName(POLICY).policyDocument(document));
        }
        written.put(key, document == null ? "" : document);
    }

    private boolean changes(String key, @Nullable String document) {
        return !written.getOrDefault(key, "").equals(document == null ? "" : document);
    }

    /** The boundary's ARN; null when there is none. */
    @Nullable String bound(Tenant tenant, boolean role, String name, @Nullable String document) {
        if (document == null) {
            return null;
        }
        var iam = tenant.admin().iam();
        String policy = "boundary-" + boundaries++;
        String arn =
                iam.createPolicy(r -> r.policyName(policy).policyDocument(document)).policy().arn();
        if (role) {
            iam.putRolePermissionsBoundary(r -> r.roleName(name).permissionsBoundary(arn));
        } else {
            iam.putUserPermissionsBoundary(r -> r.userName(name).permissionsBoundary(arn));
        }
        return arn;
    }

    static void unbind(Tenant tenant, boolean role, String name, @Nullable String arn) {
        if (arn == null) {
            return;
        }
        var iam = tenant.admin().iam();
        if (role) {
            iam.deleteRolePermissionsBoundary(r -> r.roleName(name));
        } else {
            iam.deleteUserPermissionsBoundary(r -> r.userName(name));
        }
        iam.deletePolicy(r -> r.policyArn(arn));
    }
}
