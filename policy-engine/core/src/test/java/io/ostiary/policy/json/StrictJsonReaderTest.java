package io.ostiary.policy.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

class StrictJsonReaderTest {

    private static final StrictJsonReader READER = new StrictJsonReader(new JsonLimits(1_000, 5));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b\":1.50,\"a\":[true,false,null,-0.1e+5],\"\":\"\\u00e9\\n\"}",
                "\"text\"",
                "0",
                "[[[[[]]]]]",
                "[\"\uD83D\uDE00\"]"
            })
    void whatIsReadIsWrittenAsItWas(String text) throws MalformedJson {
        String written = JsonText.compact(READER.read(text));

        assertEquals(text.replace("\\u00e9", "\u00e9"), written);
        assertEquals(READER.read(text), READER.read(written.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":1}",
                "{} {}",
                "{}x",
                "\uFEFF{}",
                "/**/{}",
                "{}#",
                "{'a':1}",
                "{a:1}",
                "[NaN]",
                "[Infinity]",
                "[01]",
                "[+1]",
                "[.5]",
                "[1.]",
                "[1,]",
                "{\"a\":}",
                "[\"\t\"]",
                "[\"\\x\"]",
                "[\"\\ud800\"]",
                "[\"\\udc00\\ud800\"]",
                "{\"\\ud800\":1}",
                "[[[[[[]]]]]]",
                "nul",
                "TRUE"
            })
    void everythingElseIsRefused(String text) {
        assertThrows(MalformedJson.class, () -> READER.read(text));
    }

    @Test
    void lengthIsBounded() {
        assertThrows(MalformedJson.class, () -> READER.read("[" + " ".repeat(1_000) + "]"));
        assertThrows(MalformedJson.class, () -> READER.read(new byte[100_000]));
        assertThrows(MalformedJson.class, () -> READER.read("[" + "9".repeat(500) + "]"));
    }

    @Test
    void onlyUtf8IsRead() {
        assertThrows(
                MalformedJson.class, () -> READER.read("{}".getBytes(StandardCharsets.UTF_16)));
        assertThrows(MalformedJson.class, () -> READER.read(new byte[] {'"', (byte) 0xE9, '"'}));
        assertThrows(
                MalformedJson.class,
                () -> READER.read(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '{', '}'}));
    }

    @Test
    void theMessageHoldsNothingOfTheText() {
        MalformedJson refusal =
                assertThrows(MalformedJson.class, () -> READER.read("{\"canary\": canary}"));

        assertFalse(String.valueOf(refusal.getMessage()).contains("canary"));
    }
}
