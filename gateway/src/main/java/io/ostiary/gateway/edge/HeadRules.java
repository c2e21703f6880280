package io.ostiary.gateway.edge;

import io.netty.buffer.ByteBuf;

/**
 * Judges one request head by RFC 9112, in its strictest reading: lines end with CRLF and hold no
 * other control character, no line is folded, names are tokens with the colon right behind, there
 * is one Host, and at most one Content-Length of plain digits or, from a client of HTTP/1.1 that
 * does not wait to be asked for the body, one Transfer-Encoding, which says chunked: many a JSON
 * client sends chunks. There is one way to find a body's end.
 *
 * @param contentLength meaningful only for a sound head
 * @param codingAt where the line of the Transfer-Encoding begins, counted from the head's first
 *     byte; -1 when there is none
 * @param codingEnd one past its CRLF
 */
record HeadRules(Verdict verdict, long contentLength, int codingAt, int codingEnd) {

    enum Verdict {
        SOUND,
        LINE_TOO_LONG,
        HEADERS_TOO_LARGE,
        AMBIGUOUS
    }

    private static final HeadRules AMBIGUOUS = new HeadRules(Verdict.AMBIGUOUS, 0, -1, -1);
    private static final HeadRules LINE_TOO_LONG = new HeadRules(Verdict.LINE_TOO_LONG, 0, -1, -1);
    private static final HeadRules HEADERS_TOO_LARGE =
            new HeadRules(Verdict.HEADERS_TOO_LARGE, 0, -1, -1);

    private static final String CONTENT_LENGTH = "content-length";
    private static final String TRANSFER_ENCODING = "transfer-encoding";
    private static final String CHUNKED = "chunked";
    private static final String EXPECT = "expect";
    private static final String HOST = "host";
    private static final String VERSION = "HTTP/1.";
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final int MAX_LENGTH_DIGITS = 12;

    /** Whether the body comes in chunks. */
    boolean isChunked() {
        return codingAt >= 0;
    }

    /**
     * @param end one past the empty line
     */
    static HeadRules read(ByteBuf in, int start, int end, EdgeLimits limits) {
        byte[] head = new byte[end - start];
        in.getBytes(start, head);
        return read(head, limits);
    }

    private static HeadRules read(byte[] in, EdgeLimits limits) {
        int start = 0;
        int end = in.length;
        int lineEnd = lineEnd(in, start, end);
        if (lineEnd < 0) {
            return AMBIGUOUS;
        }
        if (lineEnd - start > limits.requestLineBytes()) {
            return LINE_TOO_LONG;
        }
        if (end - lineEnd > limits.headerBytes()) {
            return HEADERS_TOO_LARGE;
        }
        if (!isRequestLine(in, start, lineEnd)) {
            return AMBIGUOUS;
        }
        int count = 0;
        int hosts = 0;
        long length = -1;
        int codingAt = -1;
        int codingEnd = -1;
        boolean expects = false;
        boolean latest = in[lineEnd - 1] == '1';
        for (int line = lineEnd + 2; line < end - 2; line = lineEnd + 2) {
            lineEnd = lineEnd(in, line, end);
            if (lineEnd < 0) {
                return AMBIGUOUS;
            }
            if (++count > limits.headers()) {
                return HEADERS_TOO_LARGE;
            }
            int colon = nameEnd(in, line, lineEnd);
            if (colon < 0) {
                return AMBIGUOUS;
            }
            if (is(in, line, colon, HOST)) {
                hosts++;
            } else if (is(in, line, colon, EXPECT)) {
                expects = true;
            } else if (is(in, line, colon, TRANSFER_ENCODING)) {
                if (codingAt >= 0 || !saysChunked(in, colon + 1, lineEnd)) {
                    return AMBIGUOUS;
                }
                codingAt = line;
                codingEnd = lineEnd + 2;
            } else if (is(in, line, colon, CONTENT_LENGTH)) {
                long value = length(in, colon + 1, lineEnd);
                if (length >= 0 || value < 0) {
                    return AMBIGUOUS;
                }
                length = value;
            }
        }
        boolean framed = codingAt < 0 || (length < 0 && latest && !expects);
        return hosts == 1 && framed
                ? new HeadRules(Verdict.SOUND, Math.max(length, 0), codingAt, codingEnd)
                : AMBIGUOUS;
    }

    /** The one word, with nothing around it but spaces in front. */
    private static boolean saysChunked(byte[] in, int from, int lineEnd) {
        int start = from;
        while (start < lineEnd && in[start] == ' ') {
            start++;
        }
        return is(in, start, lineEnd, CHUNKED);
    }

    /**
     * Where the line's CRLF begins, or -1 when the line ends otherwise or holds a control
     * character.
     */
    private static int lineEnd(byte[] in, int from, int end) {
        for (int i = from; i < end; i++) {
            int b = in[i] & 0xFF;
            if (b == '\r') {
                return i + 1 < end && in[i + 1] == '\n' ? i : -1;
            }
            if ((b < ' ' && b != '\t') || b == 0x7F) {
                return -1;
            }
        }
        return -1;
    }

    /** {@code METHOD SP target SP HTTP/1.x}, nothing but printable ASCII in the target. */
    private static boolean isRequestLine(byte[] in, int start, int end) {
        int i = start;
        while (i < end && isToken(in[i] & 0xFF)) {
            i++;
        }
        if (i == start || i == end || in[i] != ' ') {
            return false;
        }
        int target = ++i;
        while (i < end && (in[i] & 0xFF) > ' ' && (in[i] & 0xFF) < 0x7F) {
            i++;
        }
        if (i == target || i == end || in[i] != ' ') {
            return false;
        }
        return isVersion(in, i + 1, end);
    }

    /** The one part of a head whose letters are capitals (RFC 9112, section 2.3). */
    private static boolean isVersion(byte[] in, int from, int end) {
        if (end - from != VERSION.length() + 1) {
            return false;
        }
        for (int i = 0; i < VERSION.length(); i++) {
            if (in[from + i] != VERSION.charAt(i)) {
                return false;
            }
        }
        byte minor = in[end - 1];
        return minor == '0' || minor == '1';
    }

    /** Where the colon stands, or -1: a folded line, a blank before the colon, an empty name. */
    private static int nameEnd(byte[] in, int line, int lineEnd) {
        int i = line;
        while (i < lineEnd && isToken(in[i] & 0xFF)) {
            i++;
        }
        return i > line && i < lineEnd && in[i] == ':' ? i : -1;
    }

    private static long length(byte[] in, int from, int lineEnd) {
        int start = from;
        int end = lineEnd;
        while (start < end && isBlank(in[start])) {
            start++;
        }
        while (end > start && isBlank(in[end - 1])) {
            end--;
        }
        if (start == end || end - start > MAX_LENGTH_DIGITS) {
            return -1;
        }
        long length = 0;
        for (int i = start; i < end; i++) {
            int digit = in[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            length = length * 10 + digit;
        }
        return length;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Whether the bytes spell the word, ignoring case. */
    private static boolean is(byte[] in, int from, int end, String lowerCase) {
        if (end - from != lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            int b = in[from + i] & 0xFF;
            int lower = b >= 'A' && b <= 'Z' ? b + 32 : b;
            if (lower != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isToken(int b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || TOKEN_MARKS.indexOf(b) >= 0;
    }
}
