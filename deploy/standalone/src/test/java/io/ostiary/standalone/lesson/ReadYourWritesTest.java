package io.ostiary.standalone.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.standalone.lesson.SignedCalls.Reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A write that has returned is true everywhere: 1,000 random pairs of a write and its use, the use
 * on another connection than the write, nothing tried twice, none stale.
 */
@ExtendWith(RunningHouse.Shared.class)
final class ReadYourWritesTest {
    private static final int CLIENTS = 8;
    private static final int PAIRS = 1_000;
    private static final long SEED = Long.getLong("ostiary.seed", System.nanoTime());

    @Test
    void ofAThousandWritesEachIsSeenByTheNextCall(RunningHouse house) throws Exception {
        var left = new AtomicInteger(PAIRS);
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<Integer>> pairs = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                var tenant = house.newAccount();
                var random = new Random(SEED + client);
                pairs.add(
                        threads.submit(
                                () -> {
                                    try (var one = new Pairs(house.url(), tenant, random)) {
                                        return one.run(left);
                                    }
                                }));
            }
            int done = 0;
            for (var each : pairs) {
                done += each.get();
            }
            assertEquals(PAIRS, done);
        }
    }

    /** One client's pairs, in an account of its own. */
    private static final class Pairs implements AutoCloseable {
        private final SignedCalls writer;
        private final SignedCalls user;
        private final Tenant tenant;
        private final AwsCredentials admin;
        private final Random random;
        private final AwsCredentials worker;
        private int number;

        Pairs(String url, Tenant tenant, Random random) {
            this.writer = new SignedCalls(url);
            this.user = new SignedCalls(url);
            this.tenant = tenant;
            this.admin = tenant.admin().credentials();
            this.random = random;
            this.worker = tenant.user("worker").client().credentials();
        }

        int run(AtomicInteger left) {
            int done = 0;
            while (left.getAndDecrement() > 0) {
                number++;
                switch (random.nextInt(6)) {
                    case 0 -> createdUser();
                    case 1 -> createdAndDeletedKey();
                    case 2 -> attachedAndDetached();
                    case 3 -> grantedAndTakenBack();
                    case 4 -> deletedRole();
                    default -> membership();
                }
                done++;
            }
            return done;
        }

        private void createdUser() {
            String name = "user-" + number;
            write("CreateUser", "UserName", name);
            used("a user that was made", 200, user.iam(admin, "GetUser", "UserName", name));
            write("DeleteUser", "UserName", name);
            used("a user that is gone", 404, user.iam(admin, "GetUser", "UserName", name));
        }

        private void createdAndDeletedKey() {
            Reply made = write("CreateAccessKey", "UserName", "worker");
            var key =
                    AwsBasicCredentials.create(
                            made.element("AccessKeyId"), made.element("SecretAccessKey"));
            used("a key that was made", 200, user.sts(key, "GetCallerIdentity"));
            String[] named = {"UserName", "worker", "AccessKeyId", key.accessKeyId()};
            if (random.nextBoolean()) {
                write("UpdateAccessKey", with(named, "Status", "Inactive"));
                dead("an inactive key", user.sts(key, "GetCallerIdentity"));
                write("UpdateAccessKey", with(named, "Status", "Active"));
                used("an active key", 200, user.sts(key, "GetCallerIdentity"));
            }
            write("DeleteAccessKey", named);
            dead("a key that is gone", user.sts(key, "GetCallerIdentity"));
        }

        private void attachedAndDetached() {
            String[] attachment = {
                "UserName", "worker", "PolicyArn", "arn:aws:iam::aws:policy/IAMReadOnlyAccess"
            };
            write("AttachUserPolicy", attachment);
            used("an attached policy", 200, user.iam(worker, "ListUsers"));
            write("DetachUserPolicy", attachment);
            used("a detached policy", 403, user.iam(worker, "ListUsers"));
        }

        private void grantedAndTakenBack() {
            String[] named = {"UserName", "worker", "PolicyName", "p" + number};
            write(
                    "PutUserPolicy",
                    with(named, "PolicyDocument", Documents.allow("iam:ListRoles", "*")));
            used("an inline policy", 200, user.iam(worker, "ListRoles"));
            write("DeleteUserPolicy", named);
            used("an inline policy that is gone", 403, user.iam(worker, "ListRoles"));
        }

        private void deletedRole() {
            String name = "role-" + number;
            write(
                    "CreateRole",
                    "RoleName",
                    name,
                    "AssumeRolePolicyDocument",
                    Documents.trust(tenant.arn("user/worker")));
            Reply assumed =
                    user.sts(
                            worker,
                            "AssumeRole",
                            "RoleArn",
                            tenant.arn("role/" + name),
                            "RoleSessionName",
                            "session");
            used("a role that was made", 200, assumed);
            var session =
                    AwsSessionCredentials.create(
                            assumed.element("AccessKeyId"),
                            assumed.element("SecretAccessKey"),
                            assumed.element("SessionToken"));
            used("its session", 200, user.sts(session, "GetCallerIdentity"));
            write("DeleteRole", "RoleName", name);
            dead("a session of a role that is gone", user.sts(session, "GetCallerIdentity"));
        }

        private void membership() {
            String group = "group-" + number;
            write("CreateGroup", "GroupName", group);
            write(
                    "PutGroupPolicy",
                    "GroupName",
                    group,
                    "PolicyName",
                    "p",
                    "PolicyDocument",
                    Documents.allow("iam:ListGroups", "*"));
            write("AddUserToGroup", "GroupName", group, "UserName", "worker");
            used("a member", 200, user.iam(worker, "ListGroups"));
            write("RemoveUserFromGroup", "GroupName", group, "UserName", "worker");
            used("no member any more", 403, user.iam(worker, "ListGroups"));
        }

        private Reply write(String action, String... parameters) {
            Reply reply = writer.iam(admin, action, parameters);
            used(action, 200, reply);
            return reply;
        }

        private static String[] with(String[] parameters, String name, String value) {
            var all = new ArrayList<>(List.of(parameters));
            all.add(name);
            all.add(value);
            return all.toArray(String[]::new);
        }

        private void dead(String what, Reply reply) {
            used(what, 403, reply);
            assertEquals("InvalidClientTokenId", reply.element("Code"), what);
        }

        private void used(String what, int status, Reply reply) {
            assertEquals(
                    status,
                    reply.status(),
                    () -> "%s, pair %d of seed %d: %s".formatted(what, number, SEED, reply.body()));
        }

        @Override
        public void close() {
            writer.close();
            user.close();
        }
    }
}
