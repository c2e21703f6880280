package io.ostiary.gateway.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.gateway.pipeline.Pipeline;
import io.ostiary.gateway.pipeline.Throttle;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Refuse cheapest first, so that a flood costs little and honest callers wait for none (A126). */
final class RefusalOrderTest {
    private static final int FLOOD = 500;

    @Test
    void a126_aFloodOfBadSignaturesGetsNoFurtherThanTheSignature() {
        try (var gateway = new TestGateway()) {
            for (int i = 0; i < FLOOD; i++) {
                var refused = gateway.iam("AWS4-HMAC-SHA256 bad", "Action=ListUsers");
                assertEquals(403, refused.statusCode());
            }
            assertEquals(FLOOD, gateway.engine.signed.size());
            assertEquals(List.of(), gateway.engine.questions);
            assertEquals(List.of(), gateway.projection.queries);
            assertEquals(List.of(), gateway.writer.sent);
            assertEquals(200, gateway.iam(TestGateway.ALICE, "Action=ListUsers").statusCode());
        }
    }

    @Test
    void a126_whatIsNoRequestOfAnyServiceIsNotEvenVerified() {
        try (var gateway = new TestGateway()) {
            for (String form :
                    List.of("Action=", "Action=Nonsense", "Actoin=ListUsers", "Action=%zz")) {
                assertEquals(400, gateway.iam(TestGateway.ALICE, form).statusCode(), form);
            }
            assertEquals(List.of(), gateway.engine.signed);
            assertEquals(200, gateway.iam(TestGateway.ALICE, "Action=ListUsers").statusCode());
        }
    }

    @Test
    void a126_aSourceBeyondItsRateIsNotEvenVerified() {
        var slow = new Throttle.Rate(1, 3);
        var usual = GatewayConfig.onLoopback(0, "us-east-1");
        var config =
                new GatewayConfig(
                        usual.listening(),
                        usual.eventLoops(),
                        usual.limits(),
                        new Pipeline.Settings("us-east-1", slow, usual.pipeline().perAccount()),
                        usual.drain(),
                        usual.certificateCheck());
        try (var gateway = new TestGateway(config)) {
            int throttled = 0;
            for (int i = 0; i < 20; i++) {
                var response = gateway.iam(TestGateway.ALICE, "Action=ListUsers");
                if (response.statusCode() != 200) {
                    assertEquals("Throttling", TestGateway.code(response));
                    throttled++;
                }
            }
            // How many were let through depends on how long the twenty took; the rest cost nothing.
            assertTrue(throttled > 0, "none was throttled");
            assertEquals(20 - throttled, gateway.engine.signed.size());
        }
    }
}
