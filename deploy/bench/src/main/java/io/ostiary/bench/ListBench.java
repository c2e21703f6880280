package io.ostiary.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Answers that tell of many: a page of users against a route that answers the same bytes, and all
 * that two accounts of five thousand users and roles each hold (one account may not have more)
 * against a scan of the same rows.
 */
final class ListBench {

    private static final int READERS = 16;
    private static final int USERS = 4_500;
    private static final int ROLES = 500;
    private static final int GROUPS = 100;
    private static final int POLICIES = 50;

    /** Every so manieth role is in an instance profile. */
    private static final int PROFILED = 5;

    /** Every so manieth user has a policy of its own. */
    private static final int INLINED = 3;

    private static final int WALKS = 5;
    private static final String DOCUMENT =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"ReadUploads\",\"Effect\":\"Allow\","
                + "\"Action\":[\"s3:GetObject\",\"s3:ListBucket\"],\"Resource\":"
                + "\"arn:aws:s3:::my-app-uploads/*\"}]}";
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                    + "{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    private final BenchHouse house;
    private final Path store;
    private final Turns turns;

    /**
     * @param store where the house's projection has its rows
     */
    ListBench(BenchHouse house, Path store, Turns turns) {
        this.house = house;
        this.store = store;
        this.turns = turns;
    }

    List<Row> rows() {
        var accounts = Stream.of("many", "more").map(house::newAccount).toList();
        for (var account : accounts) {
            fill(SignedRequests.iam(account.session()));
        }
        byte[] users =
                SignedRequests.iam(accounts.getFirst().session())
                        .query("ListUsers", Map.of("MaxItems", "100"));
        return List.of(
                turns.againstRoute(house, READERS, users).atLeast("ListUsers (100 a page)/s", 0.3),
                details(accounts));
    }

    private void fill(SignedRequests iam) {
        each(
                GROUPS,
                i -> iam.query("CreateGroup", Map.of("GroupName", "group-" + i)),
                i ->
                        iam.query(
                                "AttachGroupPolicy",
                                Map.of("GroupName", "group-" + i, "PolicyArn", aws(i))));
        each(
                POLICIES,
                i ->
                        iam.query(
                                "CreatePolicy",
                                Map.of("PolicyName", "policy-" + i, "PolicyDocument", DOCUMENT)));
        each(
                USERS,
                i -> iam.query("CreateUser", Map.of("UserName", "user-" + i, "Path", "/staff/")),
                i ->
                        iam.query(
                                "AddUserToGroup",
                                Map.of(
                                        "UserName",
                                        "user-" + i,
                                        "GroupName",
                                        "group-" + i % GROUPS)));
        each(USERS / INLINED, i -> inline(iam, "User", "user-" + i * INLINED));
        each(
                ROLES,
                i ->
                        iam.query(
                                "CreateRole",
                                Map.of("RoleName", "role-" + i, "AssumeRolePolicyDocument", TRUST)),
                i -> inline(iam, "Role", "role-" + i),
                i ->
                        iam.query(
                                "AttachRolePolicy",
                                Map.of("RoleName", "role-" + i, "PolicyArn", aws(i))));
        each(
                ROLES / PROFILED,
                i -> iam.query("CreateInstanceProfile", Map.of("InstanceProfileName", "p-" + i)),
                i ->
                        iam.query(
                                "AddRoleToInstanceProfile",
                                Map.of(
                                        "InstanceProfileName",
                                        "p-" + i,
                                        "RoleName",
                                        "role-" + i * PROFILED)));
    }

    private static byte[] inline(SignedRequests iam, String kind, String name) {
        return iam.query(
                "Put" + kind + "Policy",
                Map.of(kind + "Name", name, "PolicyName", "own", "PolicyDocument", DOCUMENT));
    }

    private static String aws(int i) {
        List<String> names =
                List.of("AmazonS3ReadOnlyAccess", "IAMReadOnlyAccess", "AmazonEC2ReadOnlyAccess");
        return "arn:aws:iam::aws:policy/" + names.get(i % names.size());
    }

    private interface Request {
        byte[] of(int i);
    }

    /** One kind of request after the other, each of so many. */
    private void each(int count, Request... requests) {
        for (Request request : requests) {
            Load.each(house.port(), Everyday.CLIENTS, count, request::of);
        }
    }

    private Row details(List<BenchHouse.Tenant> accounts) {
        try (var floor =
                        new ScanFloor(
                                store, accounts.stream().map(BenchHouse.Tenant::account).toList());
                var connection = new Connection(house.port())) {
            turns.warmUp.run(
                    millis -> {
                        for (long end = System.nanoTime() + millis * 1_000_000;
                                System.nanoTime() < end; ) {
                            floor.scan();
                            walk(connection, accounts);
                        }
                    });
            double[] floors = new double[turns.count * WALKS];
            double[] walks = new double[floors.length];
            long bytes = 0;
            for (int turn = 0; turn < walks.length; turn++) {
                long begun = System.nanoTime();
                bytes = floor.scan();
                long scanned = System.nanoTime();
                walk(connection, accounts);
                floors[turn] = (scanned - begun) / 1e6;
                walks[turn] = (System.nanoTime() - scanned) / 1e6;
            }
            double base = Row.median(floors);
            double value = Row.median(walks);
            Bench.detail("%,d bytes of rows".formatted(bytes));
            return Row.atMost(
                    "GetAccountAuthorizationDetails of 10,000 principals",
                    millis(base) + " (RocksDB scan)",
                    millis(value),
                    value / base,
                    4);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All pages of all accounts, one after the other. */
    private static void walk(Connection connection, List<BenchHouse.Tenant> accounts) {
        try {
            for (var account : accounts) {
                var iam = SignedRequests.iam(account.session());
                var asked = new TreeMap<>(Map.of("MaxItems", "1000"));
                while (true) {
                    byte[] page =
                            connection
                                    .expect(iam.query("GetAccountAuthorizationDetails", asked))
                                    .body();
                    if (element(page, "IsTruncated").equals("false")) {
                        break;
                    }
                    asked.put("Marker", element(page, "Marker"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Found without making a text of the whole page. */
    private static String element(byte[] xml, String name) {
        byte[] tag = ("<" + name + ">").getBytes(StandardCharsets.US_ASCII);
        int from = 0;
        while (!startsWith(xml, from, tag)) {
            from++;
        }
        from += tag.length;
        int to = from;
        while (xml[to] != '<') {
            to++;
        }
        return new String(xml, from, to - from, StandardCharsets.US_ASCII);
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] begin) {
        for (int i = 0; i < begin.length; i++) {
            if (bytes[at + i] != begin[i]) {
                return false;
            }
        }
        return true;
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.1f ms", value);
    }
}
