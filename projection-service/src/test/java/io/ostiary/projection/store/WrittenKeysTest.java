package io.ostiary.projection.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

class WrittenKeysTest {

    private static final int KEYS = 500_000;

    private static String key(SplittableRandom random) {
        return "5000000000%02dxAIDA%x".formatted(random.nextInt(100), random.nextLong());
    }

    private static WrittenKeys filled(SplittableRandom random) {
        var keys = new WrittenKeys();
        for (int i = 0; i < KEYS; i++) {
            keys.add(key(random));
        }
        return keys;
    }

    @Test
    void everyKeyThatWasWrittenMayBeThere() {
        var keys = filled(new SplittableRandom(1));
        var again = new SplittableRandom(1);
        for (int i = 0; i < KEYS; i++) {
            String key = key(again);
            assertTrue(keys.mayHold(key), key);
        }
    }

    @Test
    void hardlyAnyOtherIsTakenForOne() {
        var random = new SplittableRandom(2);
        var keys = filled(random);
        int taken = 0;
        for (int i = 0; i < KEYS; i++) {
            taken += keys.mayHold(key(random)) ? 1 : 0;
        }
        assertTrue(taken < KEYS / 500, taken + " of " + KEYS);
    }

    @Test
    void nothingIsKnownOfAnEmptyStore() {
        var keys = new WrittenKeys();
        var random = new SplittableRandom(3);
        for (int i = 0; i < 1_000; i++) {
            assertFalse(keys.mayHold(key(random)));
        }
    }
}
