package io.ostiary.gateway.protocol;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a text from outside may hold, whichever protocol brought it. */
final class TextRules {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
    private static final int MAX_ECHO = 128;

    private TextRules() {}

    /** Strict UTF-8, or null: overlong forms and lone surrogates are refused, not replaced. */
    static @Nullable String decodeUtf8(byte[] bytes, int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Whether an XML 1.0 answer can give the text back (production Char; attack A021). */
    static boolean isXmlText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0xD800) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == '\t' || c == '\n' || c == '\r' || (c >= 0xE000 && c <= 0xFFFD)) {
                continue;
            } else {
                return false;
            }
        }
        return true;
    }

    /** Digits with an optional minus and nothing else (attack A037), or null. */
    static @Nullable Long integer(String text) {
        return INTEGER.matcher(text).matches() ? Long.valueOf(text) : null;
    }

    /** A name from outside as it may stand in our answer: short and printable. */
    static String echo(String name) {
        int length = Math.min(name.length(), MAX_ECHO);
        StringBuilder echo = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            echo.append(c >= ' ' && c < 0x7F ? c : '?');
        }
        return echo.toString();
    }
}
