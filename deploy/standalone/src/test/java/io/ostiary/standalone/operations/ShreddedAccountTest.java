package io.ostiary.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.SignedCalls.Reply;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** The end of a closed account over the wire, in a house whose time is moved. */
final class ShreddedAccountTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicReference<InstantSource> clock =
            new AtomicReference<>(InstantSource.system());

    @Test
    void ninetyDaysAfterItWasClosedTheSweepEndsItForGood() throws IOException {
        try (var house = RunningHouse.start(() -> clock.get().instant());
                var calls = new SignedCalls(house.url())) {
            var tenant = house.newAccount();
            var ana = tenant.user("ana", Documents.allow("*", "*")).client().credentials();
            Instant closing = Instant.now();
            clock.set(InstantSource.fixed(closing));
            assertEquals(
                    200,
                    call(
                                    calls,
                                    house.rootCredentials(),
                                    "organizations",
                                    tenant.account(),
                                    "AWSOrganizationsV20161128.CloseAccount")
                            .status());

            clock.set(InstantSource.fixed(closing.plus(Duration.ofDays(90)).minusSeconds(1)));
            house.sweepClosedAccounts();
            assertTrue(listed(calls, house).contains(tenant.account()));
            assertEquals(200, reopen(calls, house, tenant.account()).status());
            assertEquals(
                    200,
                    calls.post(
                                    ana,
                                    "sts",
                                    "us-east-1",
                                    SignedCalls.form("GetCallerIdentity", SignedCalls.STS),
                                    Map.of(),
                                    now())
                            .status());

            call(
                    calls,
                    house.rootCredentials(),
                    "organizations",
                    tenant.account(),
                    "AWSOrganizationsV20161128.CloseAccount");
            clock.set(InstantSource.fixed(now().plus(Duration.ofDays(90))));
            Reply late = reopen(calls, house, tenant.account());
            assertTrue(late.body().contains("AccountGoneException"), late.body());
            house.sweepClosedAccounts();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (listed(calls, house).contains(tenant.account())
                    && System.nanoTime() < deadline) {
                LockSupport.parkNanos(5_000_000);
            }
            assertFalse(listed(calls, house).contains(tenant.account()));
            Reply gone = reopen(calls, house, tenant.account());
            assertTrue(gone.body().contains("NoSuchAccountException"), gone.body());
            assertEquals(
                    "InvalidClientTokenId",
                    calls.post(
                                    ana,
                                    "sts",
                                    "us-east-1",
                                    SignedCalls.form("GetCallerIdentity", SignedCalls.STS),
                                    Map.of(),
                                    now())
                            .element("Code"));
        }
    }

    private Instant now() {
        return clock.get().instant();
    }

    private String listed(SignedCalls calls, RunningHouse house) {
        return post(
                        calls,
                        house.rootCredentials(),
                        "organizations",
                        "{}",
                        "AWSOrganizationsV20161128.ListAccounts")
                .body();
    }

    private Reply reopen(SignedCalls calls, RunningHouse house, String account) {
        return call(
                calls,
                house.rootCredentials(),
                "ostiary",
                account,
                "OstiaryV20261101.ReopenAccount");
    }

    private Reply call(
            SignedCalls calls, AwsCredentials who, String service, String account, String target) {
        return post(calls, who, service, "{\"AccountId\":\"" + account + "\"}", target);
    }

    private Reply post(
            SignedCalls calls, AwsCredentials who, String service, String body, String target) {
        return calls.post(
                who,
                service,
                "us-east-1",
                body,
                Map.of("content-type", "application/x-amz-json-1.1", "x-amz-target", target),
                now());
    }
}
