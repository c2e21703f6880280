package io.ostiary.bench;

import java.util.Map;

/**
 * The calls that are measured most: a user who asks for itself and assumes a role, and clients that
 * make users and delete them.
 *
 * @param createUser makes the user, where it is not there yet
 * @param createRole makes the role that it may assume
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record Everyday(byte[] createUser, byte[] createRole, byte[] getUser, byte[] assumeRole) {

    /** Of those that write: each has a user of its own. */
    static final int CLIENTS = 64;

    private static final String USER = "reader";
    private static final String ROLE = "read-role";

    /** Makes user and role, and signs what the user will ask. */
    static Everyday in(BenchHouse house) {
        var iam = house.iam();
        String arn = "arn:aws:iam::" + house.account();
        String trust =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                        + "{\"AWS\":\""
                        + arn
                        + ":user/reader\"},\"Action\":\"sts:AssumeRole\"}]}";
        byte[] createUser = iam.query("CreateUser", Map.of("UserName", USER));
        byte[] createRole =
                iam.query(
                        "CreateRole", Map.of("RoleName", ROLE, "AssumeRolePolicyDocument", trust));
        house.call(createUser);
        Credentials reader = house.keyOf(USER);
        house.call(createRole);
        house.call(
                iam.query(
                        "AttachUserPolicy",
                        Map.of(
                                "UserName",
                                USER,
                                "PolicyArn",
                                "arn:aws:iam::aws:policy/IAMReadOnlyAccess")));
        return new Everyday(
                createUser,
                createRole,
                SignedRequests.iam(reader).query("GetUser", Map.of("UserName", USER)),
                SignedRequests.sts(reader)
                        .query(
                                "AssumeRole",
                                Map.of(
                                        "RoleArn",
                                        arn + ":role/" + ROLE,
                                        "RoleSessionName",
                                        "bench")));
    }

    /**
     * Every client creates a user of its own and deletes it again, with the same signed bytes each
     * time: an account has 5,000 users at most, and signing is not what is measured.
     */
    static Load.Script usersMadeAndDeleted(SignedRequests requests, String prefix) {
        byte[][] signed = new byte[2 * CLIENTS][];
        for (int client = 0; client < CLIENTS; client++) {
            var name = Map.of("UserName", prefix + client);
            signed[2 * client] = requests.query("CreateUser", name);
            signed[2 * client + 1] = requests.query("DeleteUser", name);
        }
        return (client, n) -> signed[2 * client + n % 2];
    }
}
