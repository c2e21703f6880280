package io.ostiary.gateway.protocol;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;

/** JSON is UTF-8 and nothing else, whether it is read from bytes or from characters. */
class StrictJsonTest {

    private static final List<Charset> OTHERS =
            List.of(UTF_16LE, UTF_16BE, Charset.forName("UTF-32LE"), Charset.forName("UTF-32BE"));

    /** An ASCII document in another encoding has NUL bytes, and none above 127. */
    @Test
    void noOtherEncodingIsGuessed() throws IOException {
        for (Charset other : OTHERS) {
            byte[] body = "{\"action\":\"s3:GetObject\"}".getBytes(other);
            try (JsonParser in = StrictJson.parser(body)) {
                assertNotNull(in);
                assertThrows(IOException.class, () -> readWhole(in), other.name());
            }
        }
    }

    /** Overlong forms, half a surrogate pair, a byte that begins nothing. */
    @Test
    void whatIsNotUtf8IsRefused() throws IOException {
        for (byte[] wrong :
                List.of(
                        new byte[] {(byte) 0xC0, (byte) 0xAF},
                        new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                        new byte[] {(byte) 0xFF})) {
            byte[] body = "{\"key\":\"..\"}".getBytes(UTF_8);
            System.arraycopy(wrong, 0, body, 8, wrong.length);
            assertNull(StrictJson.parser(body));
        }
    }

    /** The first is read from bytes, the second is not ASCII. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "grün"})
    void noKeyStandsTwice(String value) throws IOException {
        String twice = "{\"a\":\"%s\",\"b\":1,\"c\":2,\"a\":3}".formatted(value);
        try (JsonParser in = StrictJson.parser(twice.getBytes(UTF_8))) {
            assertNotNull(in);
            assertThrows(IOException.class, () -> readWhole(in));
        }
    }

    /** One byte that is not ASCII, wherever it stands, must not be passed over. */
    @Test
    void aByteThatIsNotAsciiIsSeenAtEveryPlace() throws IOException {
        var random = new Random(20_261_128);
        for (int length = 1; length < 70; length++) {
            byte[] body = new byte[length];
            for (int i = 0; i < length; i++) {
                body[i] = (byte) (1 + random.nextInt(127));
            }
            assertNotNull(StrictJson.parser(body));
            for (int at = 0; at < length; at++) {
                byte before = body[at];
                body[at] = (byte) (0x80 + random.nextInt(0x40));
                assertNull(StrictJson.parser(body), length + " bytes, at " + at);
                body[at] = before;
            }
        }
    }

    private static int readWhole(JsonParser in) throws IOException {
        int tokens = 0;
        while (in.nextToken() != null) {
            tokens++;
        }
        assertTrue(tokens > 0);
        return tokens;
    }
}
