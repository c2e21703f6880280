package io.ostiary.bench;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.Secret;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** What clients see: writes against the bare log, reads against a bare route. */
final class WireBench {

    private static final int WRITERS = 64;
    private static final int FLOOR_IN_FLIGHT = 256;
    private static final int READERS = 16;
    private static final int USERS = 5_000;
    // Those that are created by the row itself: 5,000 is all that an account may have.
    private static final int SPARE = 20;

    private final int port;
    private final AccountId account;
    private final Credentials root;
    private final int latencyCount;
    private final WarmUp warmUp;
    private final long windowMillis;
    private final int turns;

    WireBench(int port, AccountId account, Credentials root, boolean quick) {
        this.port = port;
        this.account = account;
        this.root = root;
        this.latencyCount = quick ? 150 : 500;
        this.warmUp = quick ? new WarmUp(10_000, 30_000) : new WarmUp(40_000, 120_000);
        this.windowMillis = quick ? 1_500 : 4_000;
        this.turns = quick ? 3 : 5;
    }

    List<Row> writes(LogFloor floor) {
        Load.Script users = usersMadeAndDeleted(SignedRequests.iam(root), "one-");
        var rows = new ArrayList<Row>();
        floor.latencies(latencyCount, new Histogram(3));
        Load.latencies(port, latencyCount, users, new Histogram(3));
        var bare = new Histogram(3);
        var house = new Histogram(3);
        for (int turn = 0; turn < turns; turn++) {
            floor.latencies(latencyCount, bare);
            Load.latencies(port, latencyCount, users, house);
        }
        rows.add(latency("write (CreateUser), one client, p50", bare, house, 50, bare, 2.5));
        rows.add(latency("write (CreateUser), one client, p99", bare, house, 99, house, 10));

        Load.Script many = usersMadeAndDeleted(SignedRequests.iam(root), "many-");
        warmUp.run(millis -> floor.perSecond(FLOOR_IN_FLIGHT, millis));
        warmUp.run(millis -> Load.perSecond(port, WRITERS, millis, many));
        double[] rates =
                inTurns(
                        () -> floor.perSecond(FLOOR_IN_FLIGHT, windowMillis),
                        () -> Load.perSecond(port, WRITERS, windowMillis, many));
        rows.add(rate("writes/s (CreateUser, DeleteUser), 64 clients", rates, 0.35));
        return rows;
    }

    /**
     * Every client creates a user of its own and deletes it again, with the same signed bytes each
     * time: an account has 5,000 users at most, and signing is not what is measured.
     */
    private static Load.Script usersMadeAndDeleted(SignedRequests requests, String prefix) {
        byte[][] signed = new byte[2 * WRITERS][];
        for (int client = 0; client < WRITERS; client++) {
            var name = Map.of("UserName", prefix + client);
            signed[2 * client] = requests.query("CreateUser", name);
            signed[2 * client + 1] = requests.query("DeleteUser", name);
        }
        return (client, n) -> signed[2 * client + n % 2];
    }

    List<Row> reads() {
        var iam = SignedRequests.iam(root);
        call(iam.query("CreateUser", Map.of("UserName", "reader")));
        Credentials reader = keyOf(iam, "reader");
        String trust =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                        + "{\"AWS\":\"arn:aws:iam::"
                        + account
                        + ":user/reader\"},\"Action\":\"sts:AssumeRole\"}]}";
        call(
                iam.query(
                        "CreateRole",
                        Map.of("RoleName", "read-role", "AssumeRolePolicyDocument", trust)));
        call(
                iam.query(
                        "AttachUserPolicy",
                        Map.of(
                                "UserName",
                                "reader",
                                "PolicyArn",
                                "arn:aws:iam::aws:policy/IAMReadOnlyAccess")));
        byte[] getUser = SignedRequests.iam(reader).query("GetUser", Map.of("UserName", "reader"));
        byte[] assumeRole =
                SignedRequests.sts(reader)
                        .query(
                                "AssumeRole",
                                Map.of(
                                        "RoleArn",
                                        "arn:aws:iam::" + account + ":role/read-role",
                                        "RoleSessionName",
                                        "bench"));
        return List.of(
                against("GetUser/s", getUser, 0.4), against("AssumeRole/s", assumeRole, 0.3));
    }

    private Row against(String what, byte[] request, double least) {
        try (var floor = new FloorRoute(call(request))) {
            var same = Load.Script.of(request);
            warmUp.run(millis -> Load.perSecond(floor.port(), READERS, millis, same));
            warmUp.run(millis -> Load.perSecond(port, READERS, millis, same));
            double[] rates =
                    inTurns(
                            () ->
                                    Load.perSecond(
                                            floor.port(),
                                            READERS,
                                            windowMillis,
                                            Load.Script.of(request)),
                            () ->
                                    Load.perSecond(
                                            port, READERS, windowMillis, Load.Script.of(request)));
            return rate(what, rates, least);
        }
    }

    /** The same write in two accounts of one house, one of them full. */
    Row largeAccount() {
        var iam = SignedRequests.iam(root);
        var organizations = new SignedRequests(root, "organizations", "");
        call(organizations.json("CreateOrganization", "{}"));
        call(
                organizations.json(
                        "CreateAccount",
                        "{\"AccountName\":\"empty\",\"Email\":\"empty@example.com\"}"));
        call(iam.query("CreateUser", Map.of("UserName", "admin")));
        call(
                iam.query(
                        "AttachUserPolicy",
                        Map.of(
                                "UserName",
                                "admin",
                                "PolicyArn",
                                "arn:aws:iam::aws:policy/AdministratorAccess")));
        Credentials admin = keyOf(iam, "admin");
        var there = SignedRequests.iam(sessionInNewAccount(organizations, admin));
        var here = SignedRequests.iam(admin);
        Load.each(
                port,
                WRITERS,
                USERS - SPARE,
                i -> here.query("CreateUser", Map.of("UserName", "user-" + i)));
        Load.Script inEmpty = usersMadeAndDeleted(there, "one-");
        Load.Script inFull = usersMadeAndDeleted(here, "one-");
        var empty = new Histogram(3);
        var full = new Histogram(3);
        Load.latencies(port, latencyCount, inEmpty, new Histogram(3));
        Load.latencies(port, latencyCount, inFull, new Histogram(3));
        for (int turn = 0; turn < turns; turn++) {
            Load.latencies(port, latencyCount, inEmpty, empty);
            Load.latencies(port, latencyCount, inFull, full);
        }
        return latency("one write in an account of 5,000 users, p50", empty, full, 50, empty, 1.5);
    }

    private Credentials sessionInNewAccount(SignedRequests organizations, Credentials admin) {
        String member = "";
        while (member.isEmpty()) {
            String listed = call(organizations.json("ListAccounts", "{}")).text();
            for (String part : listed.split("\"Id\":\"", -1)) {
                String id = part.substring(0, Math.min(12, part.length()));
                if (AccountId.isValid(id) && !id.equals(account.value())) {
                    member = id;
                }
            }
        }
        var answer =
                call(
                        SignedRequests.sts(admin)
                                .query(
                                        "AssumeRole",
                                        Map.of(
                                                "RoleArn",
                                                "arn:aws:iam::"
                                                        + member
                                                        + ":role/OrganizationAccountAccessRole",
                                                "RoleSessionName",
                                                "bench")));
        return new Credentials(
                answer.element("AccessKeyId"),
                Secret.of(answer.element("SecretAccessKey")),
                answer.element("SessionToken"));
    }

    private Credentials keyOf(SignedRequests iam, String user) {
        var answer = call(iam.query("CreateAccessKey", Map.of("UserName", user)));
        return new Credentials(
                answer.element("AccessKeyId"), Secret.of(answer.element("SecretAccessKey")), null);
    }

    private Connection.Answer call(byte[] request) {
        try (var connection = new Connection(port)) {
            return connection.expectWhole(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The medians of floor and house, measured A B A B. */
    private double[] inTurns(DoubleSupplier floor, DoubleSupplier house) {
        double[] floors = new double[turns];
        double[] houses = new double[turns];
        var cpu = new CpuShares();
        for (int turn = 0; turn < turns; turn++) {
            floors[turn] = floor.getAsDouble();
            double floorCpu = cpu.ownMicros() / (floors[turn] * windowMillis / 1000);
            houses[turn] = house.getAsDouble();
            double houseCpu = cpu.ownMicros() / (houses[turn] * windowMillis / 1000);
            Bench.detail(
                    String.format(
                            Locale.ROOT,
                            "floor %,7.0f/s (%,4.0f µs of CPU each)   Ostiary %,7.0f/s (%,4.0f µs)"
                                    + "   other processes %d %%",
                            floors[turn],
                            floorCpu,
                            houses[turn],
                            houseCpu,
                            cpu.othersPercent()));
        }
        return new double[] {Row.median(floors), Row.median(houses)};
    }

    private static Row rate(String what, double[] rates, double least) {
        return Row.atLeast(
                what,
                String.format(Locale.ROOT, "%,.0f/s", rates[0]),
                String.format(Locale.ROOT, "%,.0f/s", rates[1]),
                rates[1] / rates[0],
                least);
    }

    /**
     * @param against whose p50 the value is divided by
     */
    private static Row latency(
            String what,
            Histogram floor,
            Histogram house,
            double percentile,
            Histogram against,
            double most) {
        double value = house.getValueAtPercentile(percentile);
        double base = against.getValueAtPercentile(50);
        return Row.atMost(
                what,
                against == floor ? millis(floor, percentile) : "its p50: " + millis(house, 50),
                millis(house, percentile),
                value / base,
                most);
    }

    private static String millis(Histogram micros, double percentile) {
        return String.format(
                Locale.ROOT, "%.2f ms", micros.getValueAtPercentile(percentile) / 1_000.0);
    }
}
