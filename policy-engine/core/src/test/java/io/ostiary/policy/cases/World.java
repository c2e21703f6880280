package io.ostiary.policy.cases;

import io.ostiary.contract.id.AccountId;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.PrincipalKind;

import java.util.Map;

/** The callers that cases name; those called foreign, and mallory, are of another account. */
final class World {

    static final String HOME = "111122223333";
    static final String ABROAD = "444455556666";

    private static final String ALICE = "AIDAALICE00000000001";
    private static final AccountId HERE = new AccountId(HOME);
    private static final AccountId THERE = new AccountId(ABROAD);

    static final Map<String, Principal> PRINCIPALS =
            Map.ofEntries(
                    Map.entry("alice", user(HERE, "alice", ALICE)),
                    Map.entry("bob", user(HERE, "bob", "AIDABOB0000000000001")),
                    Map.entry(
                            "aliceSession",
                            Principal.userSession(HERE, ALICE, userArn(HOME, "alice"), "alice")),
                    // Alice's session from GetFederationToken, for a guest.
                    Map.entry(
                            "federated",
                            Principal.federatedUser(
                                    HERE, ALICE, userArn(HOME, "alice"), federated(HOME))),
                    Map.entry("federatedRoot", Principal.federatedRoot(HERE, federated(HOME))),
                    Map.entry("app", role(HERE, "AROAAPP000000000000A", "s1")),
                    Map.entry("app2", role(HERE, "AROAAPP000000000000A", "s2")),
                    Map.entry("root", Principal.root(HERE)),
                    Map.entry("rootSession", Principal.rootSession(HERE)),
                    Map.entry("mallory", user(THERE, "mallory", "AIDAMALLORY000000001")),
                    Map.entry("foreignApp", role(THERE, "AROAFOREIGN0000000AA", "s1")),
                    Map.entry(
                            "foreignFederated",
                            Principal.federatedUser(
                                    THERE,
                                    "AIDAMALLORY000000001",
                                    userArn(ABROAD, "mallory"),
                                    federated(ABROAD))),
                    Map.entry("foreignRoot", Principal.root(THERE)),
                    Map.entry("ec2", Principal.service("ec2.amazonaws.com")),
                    Map.entry("google", Principal.webIdentity("accounts.google.com")),
                    Map.entry(
                            "github",
                            Principal.webIdentity(
                                    "arn:aws:iam::" + HOME + ":oidc-provider/token.example.com")),
                    Map.entry("anonymous", Principal.ANONYMOUS));

    /** What the writer found when it stored the cases' policies. */
    static final Map<String, String> BINDINGS =
            Map.of(
                    userArn(HOME, "alice"),
                    ALICE,
                    userArn(HOME, "bob"),
                    "AIDABOB0000000000001",
                    userArn(ABROAD, "mallory"),
                    "AIDAMALLORY000000001",
                    roleArn(HOME),
                    "AROAAPP000000000000A",
                    roleArn(ABROAD),
                    "AROAFOREIGN0000000AA",
                    "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
                    ABROAD);

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
            case FEDERATED_USER -> "FEDERATED";
            case WEB_IDENTITY -> "WEB";
        };
    }

    private static Principal user(AccountId account, String name, String id) {
        return Principal.user(account, id, userArn(account.value(), name), name);
    }

    private static Principal role(AccountId account, String id, String session) {
        return Principal.roleSession(
                account,
                id,
                roleArn(account.value()),
                "arn:aws:sts::" + account.value() + ":assumed-role/app/" + session);
    }

    private static String userArn(String account, String name) {
        return "arn:aws:iam::" + account + ":user/" + name;
    }

    private static String roleArn(String account) {
        return "arn:aws:iam::" + account + ":role/app";
    }

    private static String federated(String account) {
        return "arn:aws:sts::" + account + ":federated-user/guest";
    }
}
