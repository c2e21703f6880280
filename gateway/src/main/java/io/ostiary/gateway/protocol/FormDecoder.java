package io.ostiary.gateway.protocol;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decodes {@code application/x-www-form-urlencoded} bytes strictly. {@code ;} is data, {@code +} a
 * blank, a name without {@code =} has an empty value, an empty pair is skipped. Refused: a name
 * that occurred before (attack A015), a bad percent escape, bytes that are not UTF-8, too many or
 * too long names.
 */
final class FormDecoder {

    static final int MAX_PARAMETERS = 10_000;
    static final int MAX_NAME = 1_024;

    // Names collide as an attacker likes (A125); HashMap turns a crowded bin of Comparable keys
    // into a tree.
    private final Map<String, String> parameters = new LinkedHashMap<>();

    Map<String, String> parameters() {
        return parameters;
    }

    void decode(byte[] form) {
        int start = 0;
        while (start < form.length) {
            int end = start;
            int equals = -1;
            while (end < form.length && form[end] != '&') {
                if (equals < 0 && form[end] == '=') {
                    equals = end;
                }
                end++;
            }
            if (end > start) {
                pair(form, start, equals < 0 ? end : equals, end);
            }
            start = end + 1;
        }
    }

    private void pair(byte[] form, int start, int nameEnd, int end) {
        if (parameters.size() >= MAX_PARAMETERS) {
            throw QueryRequestReader.invalid("The request has more than 10000 parameters.");
        }
        if (nameEnd - start > 3 * MAX_NAME) {
            throw QueryRequestReader.invalid("A parameter name is too long.");
        }
        String name = text(form, start, nameEnd);
        if (name.length() > MAX_NAME) {
            throw QueryRequestReader.invalid("A parameter name is too long.");
        }
        String value = nameEnd < end ? text(form, nameEnd + 1, end) : "";
        if (parameters.putIfAbsent(name, value) != null) {
            throw QueryRequestReader.invalid(
                    "The parameter " + TextRules.echo(name) + " occurs more than once.");
        }
    }

    private static String text(byte[] form, int start, int end) {
        for (int i = start; i < end; i++) {
            byte b = form[i];
            if (b == '%' || b == '+' || b < 0) {
                return decoded(form, start, end);
            }
        }
        return new String(form, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private static String decoded(byte[] form, int start, int end) {
        byte[] bytes = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            byte b = form[i];
            if (b == '%') {
                int high = i + 2 < end ? Character.digit(form[i + 1], 16) : -1;
                int low = i + 2 < end ? Character.digit(form[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw QueryRequestReader.invalid("The request has a malformed percent escape.");
                }
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[length++] = b == '+' ? (byte) ' ' : b;
            }
        }
        String text = TextRules.decodeUtf8(bytes, 0, length);
        if (text == null) {
            throw QueryRequestReader.invalid("The request is not encoded in UTF-8.");
        }
        return text;
    }
}
