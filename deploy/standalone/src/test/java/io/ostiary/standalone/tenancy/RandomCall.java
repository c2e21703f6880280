package io.ostiary.standalone.tenancy;

import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.Tenant;

import java.util.List;
import java.util.Random;

/**
 * One IAM call that makes, changes, reads or deletes something by one of a few names.
 *
 * @param parameters names and values in turn
 */
record RandomCall(String action, String... parameters) {
    private static final List<String> KINDS = List.of("User", "Group", "Role");

    static RandomCall draw(Tenant tenant, List<String> names, Random random) {
        String name = names.get(random.nextInt(names.size()));
        String other = names.get(random.nextInt(names.size()));
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        String ofKind = kind + "Name";
        String policy =
                random.nextBoolean()
                        ? "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
                        : tenant.arn("policy/" + other);
        String document = Documents.allow("s3:Get*", "arn:aws:s3:::" + other + "/*");
        return switch (random.nextInt(22)) {
            case 0, 1 -> new RandomCall("CreateUser", "UserName", name);
            case 2 -> new RandomCall("CreateGroup", "GroupName", name);
            case 3 ->
                    new RandomCall(
                            "CreateRole",
                            "RoleName",
                            name,
                            "AssumeRolePolicyDocument",
                            Documents.trust(tenant.arn("root")));
            case 4 ->
                    new RandomCall("CreatePolicy", "PolicyName", name, "PolicyDocument", document);
            case 5 -> new RandomCall("CreateAccessKey", "UserName", name);
            case 6 -> new RandomCall("CreateInstanceProfile", "InstanceProfileName", name);
            case 7 ->
                    new RandomCall(
                            "AddRoleToInstanceProfile",
                            "InstanceProfileName",
                            name,
                            "RoleName",
                            other);
            case 8 -> new RandomCall("AddUserToGroup", "GroupName", name, "UserName", other);
            case 9 -> new RandomCall("Attach" + kind + "Policy", ofKind, name, "PolicyArn", policy);
            case 10 ->
                    new RandomCall("Detach" + kind + "Policy", ofKind, name, "PolicyArn", policy);
            case 11 ->
                    new RandomCall(
                            "Put" + kind + "Policy",
                            ofKind,
                            name,
                            "PolicyName",
                            other,
                            "PolicyDocument",
                            document);
            case 12 ->
                    new RandomCall("Delete" + kind + "Policy", ofKind, name, "PolicyName", other);
            case 13 -> new RandomCall("Delete" + kind, ofKind, name);
            case 14 -> new RandomCall("Get" + kind, ofKind, name);
            case 15 -> new RandomCall("List" + kind + "s");
            case 16 -> new RandomCall("ListAttached" + kind + "Policies", ofKind, name);
            case 17 -> new RandomCall("GetPolicy", "PolicyArn", policy);
            case 18 -> new RandomCall("ListEntitiesForPolicy", "PolicyArn", policy);
            case 19 -> new RandomCall("ListAccessKeys", "UserName", name);
            case 20 -> new RandomCall("ListGroupsForUser", "UserName", name);
            default -> new RandomCall("ListInstanceProfilesForRole", "RoleName", name);
        };
    }
}
