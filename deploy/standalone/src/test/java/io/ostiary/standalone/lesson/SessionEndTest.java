package io.ostiary.standalone.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.standalone.lesson.SignedCalls.Reply;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The end of a session over the wire, to the second, in a house whose time is moved (A029). */
final class SessionEndTest {
    private final AtomicReference<InstantSource> clock =
            new AtomicReference<>(InstantSource.system());

    @Test
    void a029_aSessionEndsAtItsExpirationAndNothingElseEnds() throws IOException {
        try (var house = RunningHouse.start(() -> clock.get().instant());
                var calls = new SignedCalls(house.url())) {
            var tenant = house.newAccount();
            var alice = tenant.user("alice");
            String trust = Documents.trust(alice.arn());
            String role = tenant.role("Worker", trust, Documents.allow("iam:*", "*"));
            AwsCredentials key = alice.client().credentials();
            // Whole seconds: so does a signature count, and so does an expiration.
            var now = Instant.now().plusSeconds(1);
            at(Instant.ofEpochSecond(now.getEpochSecond()));
            Reply assumed = assume(calls, key, role);
            var session = session(assumed);
            Instant end = Instant.parse(assumed.element("Expiration"));
            assertEquals(900, end.getEpochSecond() - now.getEpochSecond());

            at(end.minusSeconds(1));
            assertEquals(200, listUsers(calls, session).status());
            at(end);
            expired(listUsers(calls, session));
            expired(call(calls, session, "sts", "GetCallerIdentity", SignedCalls.STS));
            at(end.plusSeconds(1));
            expired(listUsers(calls, session));

            // Its owner goes on, and so does a session that he begins now.
            assertEquals(
                    200, call(calls, key, "sts", "GetCallerIdentity", SignedCalls.STS).status());
            assertEquals(200, listUsers(calls, session(assume(calls, key, role))).status());
        }
    }

    private void at(Instant time) {
        clock.set(InstantSource.fixed(time));
    }

    private Reply assume(SignedCalls calls, AwsCredentials who, String role) {
        return call(
                calls,
                who,
                "sts",
                "AssumeRole",
                SignedCalls.STS,
                "RoleArn",
                role,
                "RoleSessionName",
                "session",
                "DurationSeconds",
                "900");
    }

    private static AwsCredentials session(Reply assumed) {
        assertEquals(200, assumed.status(), assumed.body());
        return AwsSessionCredentials.create(
                assumed.element("AccessKeyId"),
                assumed.element("SecretAccessKey"),
                assumed.element("SessionToken"));
    }

    private Reply listUsers(SignedCalls calls, AwsCredentials who) {
        return call(calls, who, "iam", "ListUsers", SignedCalls.IAM);
    }

    private Reply call(
            SignedCalls calls,
            AwsCredentials who,
            String service,
            String action,
            String version,
            String... parameters) {
        return calls.post(
                who,
                service,
                "us-east-1",
                SignedCalls.form(action, version, parameters),
                Map.of(),
                clock.get().instant());
    }

    private static void expired(Reply reply) {
        assertEquals(403, reply.status(), reply.body());
        assertEquals("ExpiredToken", reply.element("Code"), reply.body());
    }
}
