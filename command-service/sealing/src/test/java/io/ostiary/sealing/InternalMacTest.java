package io.ostiary.sealing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

final class InternalMacTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final byte[] BODY = "{\"q\":1}".getBytes(StandardCharsets.UTF_8);

    private final InternalMac mac = new InternalMac(TestKeys.MASTER.derive(Purpose.INTERNAL_CALL));

    @Test
    void aStampIsGoodForItsCallOnly() {
        String stamp = mac.stamp("POST", "/authorize?a=1", BODY, NOW);
        assertTrue(mac.verify(stamp, "POST", "/authorize?a=1", BODY, NOW));
        assertFalse(mac.verify(stamp, "PUT", "/authorize?a=1", BODY, NOW));
        assertFalse(mac.verify(stamp, "POST", "/authorize?a=2", BODY, NOW));
        assertFalse(mac.verify(stamp, "POST/", "authorize?a=1", BODY, NOW));
        assertFalse(mac.verify(stamp, "POST", "/authorize?a=1", new byte[0], NOW));
    }

    @Test
    void aStampIsGoodForAMinuteOnEitherSide() {
        String stamp = mac.stamp("GET", "/", BODY, NOW);
        assertTrue(mac.verify(stamp, "GET", "/", BODY, NOW.plus(InternalMac.WINDOW)));
        assertTrue(mac.verify(stamp, "GET", "/", BODY, NOW.minus(InternalMac.WINDOW)));
        Duration over = InternalMac.WINDOW.plusMillis(1);
        assertFalse(mac.verify(stamp, "GET", "/", BODY, NOW.plus(over)));
        assertFalse(mac.verify(stamp, "GET", "/", BODY, NOW.minus(over)));
    }

    @Test
    void everySingleBitFlipIsRefused() {
        byte[] stamp = Base64.getUrlDecoder().decode(mac.stamp("GET", "/", BODY, NOW));
        for (int bit = 0; bit < stamp.length * Byte.SIZE; bit++) {
            byte[] flipped = stamp.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(flipped);
            assertFalse(mac.verify(text, "GET", "/", BODY, NOW));
        }
    }

    @Test
    void whatIsNoStampIsRefused() {
        for (String text : new String[] {"", "x", "A".repeat(76), "A".repeat(1 << 20), "é"}) {
            assertFalse(mac.verify(text, "GET", "/", BODY, NOW));
        }
        var other = new InternalMac(TestKeys.master(2).derive(Purpose.INTERNAL_CALL));
        assertFalse(other.verify(mac.stamp("GET", "/", BODY, NOW), "GET", "/", BODY, NOW));
    }

    @Test
    void aStampIsTakenOnce() {
        var guard = new ReplayGuard(100);
        String stamp = mac.stamp("GET", "/", BODY, NOW);
        assertNotEquals(stamp, mac.stamp("GET", "/", BODY, NOW));
        assertTrue(guard.admit(stamp, NOW));
        for (int seconds = 0; seconds <= 120; seconds += 10) {
            assertFalse(guard.admit(stamp, NOW.plusSeconds(seconds)));
        }
    }

    @Test
    void aFullGuardRefusesAndForgetsLater() {
        var guard = new ReplayGuard(2);
        assertTrue(guard.admit("a", NOW));
        assertTrue(guard.admit("b", NOW));
        assertFalse(guard.admit("c", NOW));
        assertTrue(
                guard.admit("d", NOW.plusSeconds(500)) || guard.admit("e", NOW.plusSeconds(900)));
    }
}
