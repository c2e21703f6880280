package io.ostiary.standalone.tenancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Two tenants ask the same things in the same breath, over the same connections, as behind a proxy
 * that shares them (A117): each answer is its asker's own.
 */
@ExtendWith(RunningHouse.Shared.class)
final class MixedTenantsTest {
    private static final int CONNECTIONS = 4;
    private static final int BURST = 8;

    private final RunningHouse house;
    private final List<Asker> askers;

    /** A tenant's user and his requests, as bytes. */
    private record Asker(String account, String userId, String otherAccount, List<byte[]> asks) {}

    MixedTenantsTest(RunningHouse house) {
        this.house = house;
        Tenant one = house.newAccount();
        Tenant two = house.newAccount();
        askers = List.of(asker(one, two), asker(two, one));
    }

    @Test
    void a117_everyAnswerIsItsAskersOwn() throws Exception {
        exchange(10_000);
    }

    @Test
    @Tag("nightly")
    void a117_everyAnswerOfAMillionIsItsAskersOwn() throws Exception {
        exchange(1_000_000);
    }

    private Asker asker(Tenant tenant, Tenant other) {
        var alice = tenant.user("alice", Documents.allow("iam:*", "*"));
        tenant.role("Worker", Documents.trust(alice.arn()));
        var asks = new ArrayList<byte[]>();
        try (var calls = new SignedCalls(house.url())) {
            var key = alice.client().credentials();
            for (String form :
                    List.of(
                            SignedCalls.form("GetUser", SignedCalls.IAM, "UserName", "alice"),
                            SignedCalls.form("GetUser", SignedCalls.IAM),
                            SignedCalls.form("ListUsers", SignedCalls.IAM),
                            SignedCalls.form("GetRole", SignedCalls.IAM, "RoleName", "Worker"))) {
                asks.add(
                        bytes(
                                calls.headers(
                                        key, "iam", "us-east-1", form, Map.of(), Instant.now()),
                                form));
            }
            String identity = SignedCalls.form("GetCallerIdentity", SignedCalls.STS);
            asks.add(
                    bytes(
                            calls.headers(
                                    key, "sts", "us-east-1", identity, Map.of(), Instant.now()),
                            identity));
        }
        return new Asker(tenant.account(), alice.id(), other.account(), asks);
    }

    private static byte[] bytes(Map<String, String> headers, String body) {
        var text = new StringBuilder("POST / HTTP/1.1\r\n");
        headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
        text.append("content-length: " + body.length() + "\r\n\r\n" + body);
        return text.toString().getBytes(UTF_8);
    }

    private void exchange(int requests) throws Exception {
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Callable<Integer>> connections = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int seed = i;
                connections.add(() -> converse(new Random(seed), requests / CONNECTIONS));
            }
            int answered = 0;
            for (var connection : threads.invokeAll(connections)) {
                answered += connection.get();
            }
            assertEquals(requests, answered);
        }
    }

    /** One connection: bursts of both tenants' requests, and their answers in the same order. */
    private int converse(Random random, int requests) throws IOException {
        URI url = URI.create(house.url());
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            var out = socket.getOutputStream();
            int answered = 0;
            while (answered < requests) {
                var burst = new ArrayList<Asker>();
                int size = Math.min(1 + random.nextInt(BURST), requests - answered);
                for (int i = 0; i < size; i++) {
                    Asker asker = askers.get(random.nextInt(askers.size()));
                    out.write(asker.asks().get(random.nextInt(asker.asks().size())));
                    burst.add(asker);
                }
                for (Asker asker : burst) {
                    answered += isOwn(asker, answer(in)) ? 1 : 0;
                }
            }
            return answered;
        }
    }

    /** False for a 503: so much at once may starve an engine for a lease; it names nobody then. */
    private static boolean isOwn(Asker asker, String answer) {
        if (answer.startsWith("HTTP/1.1 503")) {
            assertFalse(answer.contains(asker.account()), answer);
            assertFalse(answer.contains(asker.otherAccount()), answer);
            return false;
        }
        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        assertTrue(answer.contains(asker.account()), answer);
        assertTrue(answer.contains("Worker") || answer.contains(asker.userId()), answer);
        assertFalse(answer.contains(asker.otherAccount()), answer);
        assertTrue(answer.toLowerCase().contains("cache-control: no-store"), answer);
        return true;
    }

    private static String answer(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended after: " + head);
            }
            head.append((char) next);
        }
        String lower = head.toString().toLowerCase();
        int at = lower.indexOf("content-length: ") + "content-length: ".length();
        int length = Integer.parseInt(lower.substring(at, lower.indexOf('\r', at)));
        return head + new String(in.readNBytes(length), UTF_8);
    }
}
