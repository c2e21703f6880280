package io.ostiary.log.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Random;

final class IsoInstantTest {

    @Test
    void instantsComeBackAndReadAsIso() {
        var random = new Random(7);
        long first = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
        long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        for (int i = 0; i < 10_000; i++) {
            Instant at =
                    Instant.ofEpochSecond(
                            random.nextLong(first, last + 1), random.nextInt(1_000_000_000));
            String text = IsoInstant.format(at);
            assertEquals(at, IsoInstant.parse(text));
            assertEquals(at, Instant.parse(text));
        }
    }

    @Test
    void thereIsOneSpelling() {
        assertEquals("1970-01-01T00:00:00.000000000Z", IsoInstant.format(Instant.EPOCH));
        for (String text :
                List.of(
                        "",
                        "1970-01-01T00:00:00Z",
                        "1970-01-01t00:00:00.000000000Z",
                        "1970-01-01T00:00:00.000000000z",
                        "1970-01-01T24:00:00.000000000Z",
                        "1970-01-01T00:60:00.000000000Z",
                        "1970-01-01T00:00:60.000000000Z",
                        "1970-02-30T00:00:00.000000000Z",
                        "1970-00-01T00:00:00.000000000Z",
                        "1970-01-01T00:00:00.00000000\u0660Z",
                        "-970-01-01T00:00:00.000000000Z")) {
            RuntimeException e =
                    assertThrows(RuntimeException.class, () -> IsoInstant.parse(text), text);
            assertEquals(
                    true, e instanceof IllegalArgumentException || e instanceof DateTimeException);
        }
    }

    @Test
    void yearsOfFiveDigitsAreNotWritten() {
        assertThrows(
                IllegalArgumentException.class,
                () -> IsoInstant.format(Instant.parse("9999-12-31T23:59:59Z").plusSeconds(1)));
    }
}
