package io.ostiary.gateway.envoy;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * A path as it stands in a request. Where two programs could read it in two ways, as with {@code
 * //}, {@code ..} or an escaped slash, it is not plain: only a route that spells exactly it fits.
 */
final class RawPath {

    /** What would say more in a resource's name than that it is there, or end a segment. */
    private static final String NOT_IN_A_NAME = "/\\*?%\"<>";

    private RawPath() {}

    /**
     * The segments behind each slash, still escaped; null when it is not plain.
     *
     * @param path without the query
     */
    static @Nullable List<String> segments(String path) {
        if (!path.startsWith("/")) {
            return null;
        }
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            String segment = segments[i];
            boolean last = i == segments.length - 1;
            if ((segment.isEmpty() && !last) || (!segment.isEmpty() && name(segment) == null)) {
                return null;
            }
        }
        return List.of(segments);
    }

    /**
     * What a segment names; null when that could be read in two ways: dots alone, a slash or a
     * percent sign that was escaped, a control character, an escape that is none.
     */
    static @Nullable String name(String segment) {
        String name = unescaped(segment);
        if (name == null || name.isEmpty() || name.equals(".") || name.equals("..")) {
            return null;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isISOControl(c) || NOT_IN_A_NAME.indexOf(c) >= 0) {
                return null;
            }
        }
        return name;
    }

    private static @Nullable String unescaped(String segment) {
        ByteBuffer bytes = ByteBuffer.allocate(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '#' || c == '?') {
                return null;
            }
            if (c != '%') {
                bytes.put((byte) c);
            } else if (i + 2 < segment.length()
                    && HexFormat.isHexDigit(segment.charAt(i + 1))
                    && HexFormat.isHexDigit(segment.charAt(i + 2))) {
                bytes.put((byte) HexFormat.fromHexDigits(segment, i + 1, i + 3));
                i += 2;
            } else {
                return null;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
