package io.ostiary.standalone.lesson;

/**
 * An account of a test's own.
 *
 * @param admin may do everything in it: a session of its OrganizationAccountAccessRole
 */
public record Tenant(String account, Client admin) {

    /** A user with a key; {@code client} uses it. */
    public record Person(String name, String id, String arn, String keyId, Client client) {}

    public Person user(String name) {
        var user = admin.iam().createUser(r -> r.userName(name)).user();
        var key = admin.iam().createAccessKey(r -> r.userName(name)).accessKey();
        return new Person(
                user.userName(),
                user.userId(),
                user.arn(),
                key.accessKeyId(),
                admin.with(Client.credentials(key)));
    }

    /** A user whose one inline policy is this. */
    public Person user(String name, String policy) {
        var person = user(name);
        grant(name, policy);
        return person;
    }

    /** Replaces what {@link #grant} gave before. */
    public void grant(String userName, String policy) {
        admin.iam()
                .putUserPolicy(
                        r -> r.userName(userName).policyName("granted").policyDocument(policy));
    }

    /** The new role's ARN. */
    public String role(String name, String trust) {
        return admin.iam()
                .createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust))
                .role()
                .arn();
    }

    /** A role whose one inline policy is this. */
    public String role(String name, String trust, String policy) {
        String arn = role(name, trust);
        admin.iam()
                .putRolePolicy(r -> r.roleName(name).policyName("granted").policyDocument(policy));
        return arn;
    }

    public String arn(String resource) {
        return "arn:aws:iam::" + account + ":" + resource;
    }
}
