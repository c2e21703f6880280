package io.ostiary.bench;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.Secret;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The running Ostiary as its clients see it, and what each row needs to be there. */
final class BenchHouse {

    private static final int POLL_MILLIS = 5;

    private final int port;
    private final AccountId account;
    private final Credentials root;
    private @Nullable Credentials admin;

    BenchHouse(int port, AccountId account, Credentials root) {
        this.port = port;
        this.account = account;
        this.root = root;
    }

    /**
     * Another account of the organization.
     *
     * @param session of the role that may do everything in it
     */
    record Tenant(AccountId account, Credentials session) {}

    int port() {
        return port;
    }

    AccountId account() {
        return account;
    }

    /** Requests of the first account's root. */
    SignedRequests iam() {
        return SignedRequests.iam(root);
    }

    /** The user who makes accounts, made with the organization when it is first asked for. */
    Credentials admin() {
        Credentials made = admin;
        if (made == null) {
            call(organizations().json("CreateOrganization", "{}"));
            call(iam().query("CreateUser", Map.of("UserName", "admin")));
            call(
                    iam().query(
                                    "AttachUserPolicy",
                                    Map.of(
                                            "UserName",
                                            "admin",
                                            "PolicyArn",
                                            "arn:aws:iam::aws:policy/AdministratorAccess")));
            made = keyOf("admin");
            admin = made;
        }
        return made;
    }

    private SignedRequests organizations() {
        return new SignedRequests(root, "organizations", "AWSOrganizationsV20161128");
    }

    Tenant newAccount(String name) {
        Credentials maker = admin();
        String wanted = "{\"AccountName\":\"%s\",\"Email\":\"%s@example.com\"}";
        String begun =
                call(organizations().json("CreateAccount", wanted.formatted(name, name))).text();
        String status = "{\"CreateAccountRequestId\":\"" + member(begun, "Id") + "\"}";
        String made = "";
        while (!made.contains("\"AccountId\"")) {
            Waiting.upTo(POLL_MILLIS, new CountDownLatch(1));
            made = call(organizations().json("DescribeCreateAccountStatus", status)).text();
        }
        var id = new AccountId(member(made, "AccountId"));
        var role =
                Map.of(
                        "RoleArn",
                        "arn:aws:iam::" + id + ":role/OrganizationAccountAccessRole",
                        "RoleSessionName",
                        "bench");
        var session = call(SignedRequests.sts(maker).query("AssumeRole", role));
        return new Tenant(
                id,
                new Credentials(
                        session.element("AccessKeyId"),
                        Secret.of(session.element("SecretAccessKey")),
                        session.element("SessionToken")));
    }

    /** Of what an account of the organization may hold. */
    void raiseQuota(AccountId raised, String name, int value) {
        String wanted = "{\"AccountId\":\"%s\",\"Name\":\"%s\",\"Value\":%d}";
        call(
                new SignedRequests(root, "ostiary", "OstiaryV20261101")
                        .json("PutQuota", wanted.formatted(raised, name, value)));
    }

    /** The text of the first member of this name. */
    private static String member(String json, String name) {
        int from = json.indexOf('"' + name + "\":\"") + name.length() + 4;
        return json.substring(from, json.indexOf('"', from));
    }

    Credentials keyOf(String user) {
        var answer = call(iam().query("CreateAccessKey", Map.of("UserName", user)));
        return new Credentials(
                answer.element("AccessKeyId"), Secret.of(answer.element("SecretAccessKey")), null);
    }

    /** A request that prepares. */
    Connection.Answer call(byte[] request) {
        try (var connection = new Connection(port)) {
            return connection.insist(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Connection.Answer call(int port, byte[] request) {
        try (var connection = new Connection(port)) {
            return connection.expectWhole(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
