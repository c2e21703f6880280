package io.ostiary.gateway.protocol;

import java.nio.charset.StandardCharsets;

/** Constant parts of answers as bytes. */
final class Ascii {

    private Ascii() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
