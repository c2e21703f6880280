package io.ostiary.policy.cases;

import io.ostiary.contract.id.AccountId;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.PrincipalKind;

import java.util.Map;

/** The callers that cases name. Alice, her session, app and root are of account 111122223333. */
final class World {

    static final String HOME = "111122223333";
    static final String ABROAD = "444455556666";

    private static final AccountId HERE = new AccountId(HOME);
    private static final AccountId THERE = new AccountId(ABROAD);

    static final Map<String, Principal> PRINCIPALS =
            Map.of(
                    "alice",
                    Principal.user(HERE, "AIDAALICE00000000001", user(HOME, "alice"), "alice"),
                    "aliceSession",
                    Principal.userSession(
                            HERE, "AIDAALICE00000000001", user(HOME, "alice"), "alice"),
                    "app",
                    Principal.roleSession(
                            HERE,
                            "AROAAPP000000000000A",
                            "arn:aws:iam::" + HOME + ":role/app",
                            "arn:aws:sts::" + HOME + ":assumed-role/app/s1"),
                    "root",
                    Principal.root(HERE),
                    "mallory",
                    Principal.user(
                            THERE, "AIDAMALLORY000000001", user(ABROAD, "mallory"), "mallory"),
                    "foreignRoot",
                    Principal.root(THERE),
                    "ec2",
                    Principal.service("ec2.amazonaws.com"),
                    "anonymous",
                    Principal.ANONYMOUS);

    /** What the writer found when it stored the cases' policies. */
    static final Map<String, String> BINDINGS =
            Map.of(
                    user(HOME, "alice"),
                    "AIDAALICE00000000001",
                    user(ABROAD, "mallory"),
                    "AIDAMALLORY000000001",
                    "arn:aws:iam::" + HOME + ":role/app",
                    "AROAAPP000000000000A");

    private World() {}

    static Principal principal(String name) {
        Principal principal = PRINCIPALS.get(name);
        if (principal == null) {
            throw new IllegalArgumentException("no such principal: " + name);
        }
        return principal;
    }

    static String referenceKind(PrincipalKind kind) {
        return switch (kind) {
            case ROOT, ROOT_SESSION -> "ROOT";
            case USER, USER_SESSION -> "USER";
            case ROLE_SESSION -> "ROLE";
            case SERVICE -> "SERVICE";
            case ANONYMOUS -> "ANONYMOUS";
            case FEDERATED_USER, WEB_IDENTITY -> throw new IllegalArgumentException("not yet");
        };
    }

    private static String user(String account, String name) {
        return "arn:aws:iam::" + account + ":user/" + name;
    }
}
